package io.newsbell.alert;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.Collection;
import java.util.UUID;
import org.jdbi.v3.core.Jdbi;

/// What a person's stop does first. To stop an alert takes a transaction, which may wait for whoever plans
/// the alert and for the disk; thousands of phones ring meanwhile.
@ApplicationScoped
public class Brake {
    /// What nodes hear in the place of a state, on the channel on which they hear of stops.
    public static final String BRAKED = "BRAKED";

    private final Jdbi jdbi;

    Brake(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    /// Every node halts what it sends of these alerts for some seconds, or until they are stopped. Outside of
    /// the caller's transaction, and without waiting for the disk: it is gone after a crash, and nothing is
    /// lost by that.
    @Transactional(Transactional.TxType.NOT_SUPPORTED)
    public void press(Collection<UUID> alerts) {
        jdbi.useHandle(db -> db.createQuery("""
                        SELECT set_config('synchronous_commit', 'off', true),
                            (SELECT count(pg_notify('newsbell_alert', id || ' ' || :braked)) FROM unnest(:alerts) AS id)""")
                .bindArray("alerts", UUID.class, alerts)
                .bind("braked", BRAKED)
                .map((row, context) -> row.getLong("count"))
                .one());
    }
}
