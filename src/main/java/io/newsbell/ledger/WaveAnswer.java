package io.newsbell.ledger;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/// A part of an alert's audience that is told at one time.
///
/// @param part     which of several of its kind
/// @param dueAt    when they are looked at again; of `rest` since when they wait
/// @param size     the devices that wait, or that it was planned for
/// @param variants how the texts of a trial did
@Schema(name = "Wave")
public record WaveAnswer(WaveKind kind, int part, State state, Instant dueAt, long size, List<VariantAnswer> variants) {

    static WaveAnswer of(AccountSql.Wave wave, List<VariantAnswer> variants) {
        return new WaveAnswer(
                wave.kind(),
                wave.part(),
                wave.finished() ? State.FINISHED : wave.planned() ? State.SENDING : State.WAITING,
                wave.dueAt(),
                wave.size(),
                variants);
    }

    @Schema(name = "WaveState")
    public enum State {
        @JsonProperty("waiting")
        WAITING,
        @JsonProperty("sending")
        SENDING,
        @JsonProperty("finished")
        FINISHED
    }

    /// @param name   `A` is the alert's own text
    /// @param won    whether all others get it
    /// @param sent   the devices of the sample that get it
    /// @param opened those of them that have reported so
    @Schema(name = "Variant")
    public record VariantAnswer(
            @Schema(examples = "B") String name,
            String title,
            @Schema(examples = "true") boolean won,
            @Schema(examples = "1000") long sent,
            long accepted,
            @Schema(examples = "57") long opened) {

        VariantAnswer plus(VariantAnswer other) {
            return new VariantAnswer(
                    name, title, won, sent + other.sent(), accepted + other.accepted(), opened + other.opened());
        }
    }
}
