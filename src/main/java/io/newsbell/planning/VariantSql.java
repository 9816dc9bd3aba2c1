package io.newsbell.planning;

import io.newsbell.ledger.Wording;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Jdbi;

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

    record Variant(long id, Wording wording) {}
}
