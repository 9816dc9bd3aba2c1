package io.newsbell.alert;

import jakarta.inject.Singleton;
import java.net.URI;
import java.time.Instant;
import java.util.UUID;
import org.jdbi.v3.core.Jdbi;

/// Changes what an alert says after it was sent. The alert must be locked.
@Singleton
class AmendmentSql {
    private final Jdbi jdbi;

    AmendmentSql(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    /// The alert and both texts of its trial say the same from now on. A push that names other alerts, too, still
    /// does, under the new title.
    void correct(UUID id, Correction correction) {
        jdbi.useHandle(db -> {
            db.createUpdate("""
                            UPDATE alert SET title = :title, body = :body, link = coalesce(:link, link),
                                image = coalesce(:image, image)
                            WHERE id = :id""")
                    .bind("id", id)
                    .bind("title", correction.title())
                    .bind("body", correction.body())
                    .bind("link", correction.link().map(URI::toString))
                    .bind("image", correction.image().map(URI::toString))
                    .execute();
            db.createUpdate("""
                            UPDATE variant SET title = :title, body = CASE name WHEN 'BUNDLE' THEN body ELSE :body END
                            WHERE alert_id = :id""")
                    .bind("id", id)
                    .bind("title", correction.title())
                    .bind("body", correction.body())
                    .execute();
        });
    }

    /// False if it is withdrawn already.
    boolean withdraw(UUID id, Instant now) {
        return jdbi.withHandle(
                db -> db.createUpdate("UPDATE alert SET withdrawn_at = :now WHERE id = :id AND withdrawn_at IS NULL")
                                .bind("now", now)
                                .bind("id", id)
                                .execute()
                        == 1);
    }

    boolean isWithdrawn(UUID id) {
        return jdbi.withHandle(db -> db.createQuery("SELECT withdrawn_at IS NOT NULL FROM alert WHERE id = :id")
                .bind("id", id)
                .mapTo(Boolean.class)
                .one());
    }

    /// @return the version that the alert has from now on
    int raise(UUID id, AmendmentKind kind, Instant now) {
        return jdbi.withHandle(db -> db.createQuery("""
                        WITH raised AS (
                            UPDATE alert SET version = version + 1, amended_at = :now WHERE id = :id RETURNING version)
                        INSERT INTO amendment (alert_id, version, kind, made_at) SELECT :id, version, :kind, :now FROM raised
                        RETURNING version""")
                .bind("id", id)
                .bind("kind", kind.name())
                .bind("now", now)
                .mapTo(Integer.class)
                .one());
    }
}
