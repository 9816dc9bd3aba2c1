package io.newsbell.ledger;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/// A part of an alert's audience that is told at one time.
///
/// @param part        which of several of its kind
/// @param dueAt       when they are looked at again; of `rest` since when they wait
/// @param size        the devices that wait, or that it was planned for
/// @param outcomes    how many of them have which one
/// @param done        those of them whose outcome is final
/// @param perSecond   while it is sent, how many were done a second since it was planned
/// @param secondsLeft at that rate until all are done; absent before the first is
/// @param variants    how the texts of a trial did
@Schema(name = "Wave")
public record WaveAnswer(
        WaveKind kind,
        int part,
        State state,
        Instant dueAt,
        long size,
        Map<Entry, Long> outcomes,
        @Schema(examples = "20945") long done,
        @Schema(examples = "9480.5") Optional<Double> perSecond,
        @Schema(examples = "3") Optional<Long> secondsLeft,
        List<VariantAnswer> variants) {
    private static final double TENTHS = 10;
    private static final double MILLIS = 1_000;

    static WaveAnswer of(AccountSql.Wave wave, Map<Entry, Long> outcomes, Instant now, List<VariantAnswer> variants) {
        var state = wave.finishedAt().isPresent()
                ? State.FINISHED
                : wave.plannedAt().isPresent() ? State.SENDING : State.WAITING;
        long done = outcomes.entrySet().stream()
                .filter(outcome -> !outcome.getKey().isUnfinished())
                .mapToLong(Map.Entry::getValue)
                .sum();
        var rate = wave.plannedAt().filter(_ -> state == State.SENDING).map(since -> rate(done, since, now));
        return new WaveAnswer(
                wave.kind(),
                wave.part(),
                state,
                wave.dueAt(),
                wave.size(),
                outcomes,
                done,
                rate.map(each -> Math.round(each * TENTHS) / TENTHS),
                rate.filter(_ -> done > 0).map(each -> (long) Math.ceil((wave.size() - done) / each)),
                variants);
    }

    private static double rate(long done, Instant since, Instant now) {
        return done * MILLIS / Math.max(1, Duration.between(since, now).toMillis());
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
