package io.newsbell.ledger;

import io.newsbell.alert.Alert;
import io.newsbell.ledger.WaveAnswer.VariantAnswer;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Jdbi;
import org.roaringbitmap.RoaringBitmap;

/// What the sets of devices say that are kept of alerts.
@Singleton
class DeviceSetSql {
    private final Jdbi jdbi;

    DeviceSetSql(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    /// Who was told about the alert's story by another alert: whoever a wave is meant for, or, when it is over, whom it
    /// rang; and who found it named in the push of another story. Who still waits for it was not told.
    RoaringBitmap told(Alert alert) {
        return jdbi.withHandle(db -> db.createQuery("""
                        SELECT coalesce(reached, audience) AS devices FROM wave JOIN alert ON alert.id = alert_id
                        WHERE story_id = :story AND alert_id <> :alert AND sent_no IS NOT NULL
                        UNION ALL
                        SELECT devices FROM suppression JOIN wave ON wave.id = wave_id JOIN alert ON alert.id = alert_id
                        WHERE story_id = :story AND alert_id <> :alert AND suppression.reason = 'BUNDLED'""")
                .bind("story", alert.storyId())
                .bind("alert", alert.id())
                .map((row, context) -> Bitmaps.read(row.getBytes("devices")))
                .collect(Collectors.collectingAndThen(
                        Collectors.toList(), devices -> RoaringBitmap.or(devices.iterator()))));
    }

    /// How each text of the alert's trial did, by name. Counts the sample, not those who got the winner.
    List<VariantAnswer> results(UUID alert) {
        return jdbi.withHandle(db -> {
            var opened = Bitmaps.of(db
                    .createQuery("SELECT ordinal FROM receipt WHERE alert_id = :alert AND event = 'OPENED'")
                    .bind("alert", alert)
                    .mapTo(Integer.class)
                    .stream());
            var results = new ArrayList<VariantAnswer>();
            db.createQuery("""
                            SELECT name, title, won, recipients, counts
                            FROM variant JOIN wave ON wave.alert_id = variant.alert_id AND kind = 'TRIAL'
                                JOIN batch ON wave_id = wave.id AND variant_id = variant.id
                            WHERE variant.alert_id = :alert ORDER BY name, batch.id""")
                    .bind("alert", alert)
                    .map((row, context) -> {
                        var recipients = Bitmaps.read(row.getBytes("recipients"));
                        var counts = (Integer[]) row.getArray("counts").getArray();
                        return new VariantAnswer(
                                row.getString("name"),
                                row.getString("title"),
                                row.getBoolean("won"),
                                recipients.getCardinality(),
                                counts[Entry.ACCEPTED.code()],
                                RoaringBitmap.andCardinality(recipients, opened));
                    })
                    .forEach(batch -> add(results, batch));
            return results;
        });
    }

    private static void add(List<VariantAnswer> results, VariantAnswer batch) {
        if (!results.isEmpty() && results.getLast().name().equals(batch.name())) {
            results.set(results.size() - 1, results.getLast().plus(batch));
        } else {
            results.add(batch);
        }
    }
}
