package io.newsbell.delivery;

import io.newsbell.alert.Alert;
import io.newsbell.alert.AlertLevel;
import io.newsbell.audience.Suppression;
import io.newsbell.device.Device;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/// What became of alerts, altogether and for one device.
@ApplicationScoped
public class Deliveries {
    private final BatchSql sql;

    Deliveries(BatchSql sql) {
        this.sql = sql;
    }

    /// The account of an alert; empty if it was not planned (yet).
    @Transactional
    public Optional<Account> account(UUID alertId) {
        return sql.totals(alertId).map(totals -> {
            var suppressed = new EnumMap<Suppression, Long>(Suppression.class);
            totals.suppressed().forEach((reason, count) -> suppressed.put(Suppression.valueOf(reason), count));
            return new Account(
                    totals.matched(),
                    suppressed,
                    count(totals, Entry.ACCEPTED),
                    count(totals, Entry.ADDRESS_DEAD),
                    count(totals, Entry.REFUSED),
                    count(totals, Entry.EXPIRED),
                    count(totals, Entry.STOPPED),
                    count(totals, Entry.UNFOLLOWED),
                    count(totals, Entry.AMBIGUOUS),
                    count(totals, Entry.PENDING),
                    totals.plannedAt(),
                    totals.finishedAt());
        });
    }

    /// Why this device did or did not get the alert.
    @Transactional
    public Why why(Alert alert, Device device) {
        var waves = sql.waves(alert.id());
        return sql.find(waves, device.ordinal()).values().stream()
                .max(Comparator.comparingLong(BatchSql.Found::waveId))
                .map(Deliveries::why)
                .orElseGet(() -> sql.suppressions(alert.id(), device.ordinal()).stream()
                        .findFirst()
                        .map(Suppression::valueOf)
                        .map(reason -> new Why(false, Optional.empty(), Optional.of(reason), sentence(reason)))
                        .orElseGet(() ->
                                new Why(false, Optional.empty(), Optional.empty(), left(alert, waves.isEmpty()))));
    }

    /// What became of a device in each of these waves; those that were not for it are missing.
    @Transactional
    public Map<Long, Became> became(Collection<Long> waves, int ordinal) {
        return waves.isEmpty()
                ? Map.of()
                : sql.find(waves, ordinal).values().stream()
                        .collect(Collectors.toMap(
                                BatchSql.Found::waveId, found -> new Became(found.topic(), found.entry())));
    }

    /// All that was ever planned for a device, newest first.
    ///
    /// @param since the device's registration
    @Transactional
    public List<Sent> history(Device device, Instant since) {
        return sql.history(device.appId(), device.ordinal(), since);
    }

    private static long count(BatchSql.Totals totals, Entry entry) {
        return totals.outcomes().getOrDefault(entry, 0L);
    }

    private static String sentence(Suppression reason) {
        return switch (reason) {
            case WANTS_LESS -> "It wants only important alerts, or a digest, of what it follows here.";
            case MUTED -> "Its reader muted the story, or the topics of it that it follows.";
            case PAUSED -> "Its reader had paused all alerts.";
            case TOLD -> "It was told about this story before.";
        };
    }

    /// Of an alert that is in nobody's account for this device.
    private static String left(Alert alert, boolean unplanned) {
        return switch (alert.state()) {
            case HELD -> "Nobody is told before a person has decided: " + alert.reason();
            case DISMISSED -> "Nobody was told: " + alert.reason();
            case APPROVED -> "Whom to tell is still being worked out.";
            case EXPIRED -> "Nobody was told: its time had passed before it could be sent.";
            case STOPPED ->
                unplanned
                        ? "Nobody was told: the alert was stopped before it was sent."
                        : "It followed none of the alert's topics.";
            case SENDING, SENT -> "It followed none of the alert's topics.";
        };
    }

    private static Why why(BatchSql.Found found) {
        return new Why(
                found.entry() == Entry.ACCEPTED,
                Optional.of(found.topic()),
                Optional.empty(),
                sentence(found.entry(), found.topicName()));
    }

    private static String sentence(Entry entry, String topic) {
        return switch (entry) {
            case ACCEPTED -> "It follows \"%s\".".formatted(topic);
            case PENDING -> "It follows \"%s\" and is about to be told.".formatted(topic);
            case ADDRESS_DEAD -> "Its push address is gone; the app was removed or reinstalled.";
            case REFUSED -> "The push service refused to deliver to it.";
            case EXPIRED -> "The alert expired before it could be delivered.";
            case STOPPED -> "The alert was stopped before its turn came.";
            case UNFOLLOWED -> "Its reader unfollowed or muted, or it was removed, before its turn came.";
            case AMBIGUOUS -> "The push service did not answer; it may have rung.";
        };
    }

    /// matched = suppressed + accepted + addressDead + refused + expired + stopped + unfollowed + ambiguous
    /// + pending, at all times.
    public record Account(
            long matched,
            Map<Suppression, Long> suppressed,
            long accepted,
            long addressDead,
            long refused,
            long expired,
            long stopped,
            long unfollowed,
            long ambiguous,
            long pending,
            Instant plannedAt,
            Optional<Instant> finishedAt) {}

    /// @param topic the slug of the topic that is named as the reason
    public record Became(String topic, Entry entry) {}

    /// @param topic the slug of the topic that is named as the reason
    public record Sent(
            UUID alertId,
            AlertLevel level,
            String title,
            String body,
            Optional<String> link,
            String topic,
            Instant at,
            Entry outcome) {}

    /// @param rang       whether the push service took it
    /// @param topic      the slug of the topic that is named to it as the reason; empty if the alert was
    ///                   not for it
    /// @param suppressed why it was left out although it follows a topic of the alert
    public record Why(
            boolean rang,
            Optional<String> topic,
            // Left alone, SmallRye writes the enum once more beside the reference, and generated clients do not
            // compile.
            @Schema(ref = "#/components/schemas/Suppression")
            Optional<Suppression> suppressed,

            String sentence) {}
}
