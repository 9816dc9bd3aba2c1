package io.newsbell.receipt;

import io.newsbell.device.Platform;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Jdbi;

@Singleton
class ReceiptSql {
    private final Jdbi jdbi;

    ReceiptSql(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    /// Those of the entries that were not there yet. Holds the device meanwhile: nothing may be written of
    /// one that is being erased. Sorted, so that two reports of the same entries cannot block each other.
    List<Counted> insert(int ordinal, List<New> entries, Instant now) {
        return jdbi.withHandle(db -> db.createQuery("""
                        WITH there AS MATERIALIZED (
                            SELECT ordinal, platform FROM device WHERE ordinal = :ordinal FOR KEY SHARE),
                        new AS (
                            INSERT INTO receipt (alert_id, ordinal, event, happened_at, reported_at, share)
                            SELECT alert_id, ordinal, event, happened_at::timestamptz, :now, nullif(share, 1)
                            FROM there, unnest(:alerts, :events, :times, :shares) AS entry (alert_id, event, happened_at, share)
                            ORDER BY alert_id, event, happened_at
                            ON CONFLICT DO NOTHING
                            RETURNING alert_id, event, happened_at)
                        SELECT new.*, platform FROM new, there""")
                .bind("ordinal", ordinal)
                .bind("now", now)
                .bindArray(
                        "alerts", UUID.class, entries.stream().map(New::alertId).toList())
                .bindArray(
                        "events",
                        String.class,
                        entries.stream().map(entry -> entry.event().name()).toList())
                .bindArray(
                        "times",
                        String.class,
                        entries.stream()
                                .map(entry ->
                                        entry.at().atOffset(ZoneOffset.UTC).toString())
                                .toList())
                .bindArray(
                        "shares", Double.class, entries.stream().map(New::share).toList())
                .map((row, context) -> new Counted(
                        row.getObject("alert_id", UUID.class),
                        ReceiptEvent.valueOf(row.getString("event")),
                        row.getTimestamp("happened_at").toInstant(),
                        Platform.valueOf(row.getString("platform"))))
                .list());
    }

    Map<ReceiptEvent, Count> counts(UUID alert) {
        return jdbi.withHandle(db -> db.createQuery("""
                        SELECT event, round(sum(1 / coalesce(share, 1))) AS devices, count(*) AS reports
                        FROM receipt WHERE alert_id = :alert GROUP BY event""")
                .bind("alert", alert)
                .map((row, context) -> Map.entry(
                        ReceiptEvent.valueOf(row.getString("event")),
                        new Count(row.getLong("devices"), row.getLong("reports"))))
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue)));
    }

    /// @param share of the devices that are asked for this report
    record New(UUID alertId, ReceiptEvent event, Instant at, double share) {}

    /// @param devices for which the reports stand
    record Count(long devices, long reports) {
        static final Count NONE = new Count(0, 0);
    }

    /// @param at by the device's clock
    record Counted(UUID alertId, ReceiptEvent event, Instant at, Platform platform) {}
}
