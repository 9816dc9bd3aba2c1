package io.newsbell.delivery;

import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Jdbi;
import org.roaringbitmap.RoaringBitmap;

/// Other texts of alerts.
@Singleton
class VariantSql {
    static final String A = "A";
    static final String B = "B";
    static final String BUNDLE = "BUNDLE";

    private final Jdbi jdbi;

    VariantSql(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    long insert(UUID alert, String name, Wording wording, List<UUID> bundled) {
        return jdbi.withHandle(db -> db.createQuery("""
                        INSERT INTO variant (id, alert_id, name, title, body, bundled)
                        VALUES (nextval('variant_seq'), :alert, :name, :title, :body, :bundled) RETURNING id""")
                .bind("alert", alert)
                .bind("name", name)
                .bind("title", wording.title())
                .bind("body", wording.body())
                .bindArray("bundled", UUID.class, bundled)
                .mapTo(Long.class)
                .one());
    }

    /// The text of a trial that won; empty if the alert had no trial, or it is not over.
    Optional<Variant> winner(UUID alert) {
        return jdbi.withHandle(db -> db.createQuery(
                        "SELECT id, title, body FROM variant WHERE alert_id = :alert AND won")
                .bind("alert", alert)
                .map((row, context) ->
                        new Variant(row.getLong("id"), new Wording(row.getString("title"), row.getString("body"))))
                .findOne());
    }

    void win(UUID alert, String name) {
        jdbi.useHandle(db -> db.createUpdate("UPDATE variant SET won = true WHERE alert_id = :alert AND name = :name")
                .bind("alert", alert)
                .bind("name", name)
                .execute());
    }

    /// How each text of the alert's trial did, by name. Counts the sample, not those who got the winner.
    List<Result> results(UUID alert) {
        return jdbi.withHandle(db -> {
            var opened = Bitmaps.of(db
                    .createQuery("SELECT ordinal FROM receipt WHERE alert_id = :alert AND event = 'OPENED'")
                    .bind("alert", alert)
                    .mapTo(Integer.class)
                    .stream());
            var results = new ArrayList<Result>();
            db.createQuery("""
                            SELECT name, title, won, recipients, counts
                            FROM variant JOIN wave ON wave.alert_id = variant.alert_id AND kind = 'TRIAL'
                                JOIN batch ON wave_id = wave.id AND variant_id = variant.id
                            WHERE variant.alert_id = :alert ORDER BY name, batch.id""")
                    .bind("alert", alert)
                    .map((row, context) -> {
                        var recipients = Bitmaps.read(row.getBytes("recipients"));
                        var counts = (Integer[]) row.getArray("counts").getArray();
                        return new Result(
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

    private static void add(List<Result> results, Result batch) {
        if (!results.isEmpty() && results.getLast().name().equals(batch.name())) {
            results.set(results.size() - 1, results.getLast().plus(batch));
        } else {
            results.add(batch);
        }
    }

    record Variant(long id, Wording wording) {}

    record Result(String name, String title, boolean won, long sent, long accepted, long opened) {
        Result plus(Result other) {
            return new Result(
                    name, title, won, sent + other.sent(), accepted + other.accepted(), opened + other.opened());
        }
    }
}
