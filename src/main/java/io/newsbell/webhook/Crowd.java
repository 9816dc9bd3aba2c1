package io.newsbell.webhook;

import io.newsbell.alert.Alert;
import io.newsbell.alert.AlertLevel;
import io.newsbell.alert.AlertState;
import io.newsbell.ledger.WaveKind;
import io.newsbell.wave.Plan;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// How many phones will ring, and when.
///
/// @param phones      in all
/// @param first       of these, in the first wave
/// @param perMinute   that may be sent
/// @param startsAt    when the first phone rings
/// @param lastPhoneAt when the last one does, by quota, queue and rollout
/// @param later       of the others, in the order of their time
record Crowd(
        UUID alertId,
        long storyId,
        int version,
        AlertLevel level,
        String title,
        @Nullable URI link,
        AlertState state,
        long phones,
        long first,
        int perMinute,
        Instant startsAt,
        Instant lastPhoneAt,
        List<Part> later) {
    private static final double MILLIS_PER_MINUTE = 60_000;

    /// @param at absent if it is not a matter of time
    record Part(WaveKind reason, @Nullable Instant at, long phones) {}

    static long phones(Plan plan) {
        return plan.audience().getLongCardinality()
                + plan.later().stream()
                        .mapToLong(later -> later.devices().getLongCardinality())
                        .sum();
    }

    /// @param queued messages that go first
    static Crowd of(Alert alert, Plan plan, long queued, int perMinute, Instant start) {
        var first = plan.audience().getLongCardinality();
        var later = plan.later().stream()
                .map(part -> new Part(
                        part.kind(), part.due().orElse(null), part.devices().getLongCardinality()))
                .sorted(Comparator.comparing(part -> part.at() == null ? start : part.at()))
                .toList();
        var end = start.plus(sending(queued + first, perMinute));
        for (var part : later) {
            end = (part.at() == null || end.isAfter(part.at()) ? end : part.at())
                    .plus(sending(part.phones(), perMinute));
        }
        return new Crowd(
                alert.id(),
                alert.storyId(),
                alert.version(),
                alert.level(),
                alert.title(),
                alert.link(),
                AlertState.SENDING,
                phones(plan),
                first,
                perMinute,
                start,
                end,
                later);
    }

    private static Duration sending(long messages, int perMinute) {
        return Duration.ofMillis(Math.round(messages * MILLIS_PER_MINUTE / perMinute));
    }
}
