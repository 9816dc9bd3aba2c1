package io.newsbell.receipt;

import io.newsbell.device.Platform;
import io.newsbell.receipt.Receipts.Entry;
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
    List<Counted> insert(int ordinal, List<Entry> entries, Instant now) {
        return jdbi.withHandle(db -> db.createQuery("""
                        WITH there AS MATERIALIZED (
                            SELECT ordinal, platform FROM device WHERE ordinal = :ordinal FOR KEY SHARE),
                        new AS (
                            INSERT INTO receipt (alert_id, ordinal, event, happened_at, reported_at)
                            SELECT alert_id, ordinal, event, happened_at::timestamptz, :now
                            FROM there, unnest(:alerts, :events, :times) AS entry (alert_id, event, happened_at)
                            ORDER BY alert_id, event, happened_at
                            ON CONFLICT DO NOTHING
                            RETURNING alert_id, event, happened_at)
                        SELECT new.*, platform FROM new, there""")
                .bind("ordinal", ordinal)
                .bind("now", now)
                .bindArray(
                        "alerts",
                        UUID.class,
                        entries.stream().map(Entry::alertId).toList())
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
                .map((row, context) -> new Counted(
                        row.getObject("alert_id", UUID.class),
                        ReceiptEvent.valueOf(row.getString("event")),
                        row.getTimestamp("happened_at").toInstant(),
                        Platform.valueOf(row.getString("platform"))))
                .list());
    }

    Map<ReceiptEvent, Long> counts(UUID alert) {
        return jdbi.withHandle(db -> db.createQuery(
                        "SELECT event, count(*) AS count FROM receipt WHERE alert_id = :alert GROUP BY event")
                .bind("alert", alert)
                .map((row, context) -> Map.entry(ReceiptEvent.valueOf(row.getString("event")), row.getLong("count")))
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue)));
    }

    /// @param at by the device's clock
    record Counted(UUID alertId, ReceiptEvent event, Instant at, Platform platform) {}
}
