package io.newsbell.alert;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jdbi.v3.core.Jdbi;

/// What a person's stop does first. To stop an alert takes a transaction, which may wait for whoever plans
/// the alert and for the disk; thousands of phones ring meanwhile.
@ApplicationScoped
public class Brake {
    /// What nodes hear in the place of a state, on the channel on which they hear of stops.
    public static final String BRAKED = "BRAKED";

    private final Jdbi jdbi;
    private final List<Hearer> here = new CopyOnWriteArrayList<>();

    Brake(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    /// Whoever sends on this node. It is called on the thread of who presses, and must not wait.
    public interface Hearer {
        /// @param appId of who presses; whether the alert is that app's is for the hearer to see
        void braked(long appId, UUID alert);
    }

    public void tell(Hearer hearer) {
        here.add(hearer);
    }

    /// Every node halts what it sends of these alerts of the app for some seconds, or until they are stopped;
    /// this node before anything else. Outside of the caller's transaction, and without waiting for the disk:
    /// it is gone after a crash, and nothing is lost by that.
    @Transactional(Transactional.TxType.NOT_SUPPORTED)
    public void press(long appId, Collection<UUID> alerts) {
        here.forEach(hearer -> alerts.forEach(alert -> hearer.braked(appId, alert)));
        jdbi.useHandle(db -> db.createQuery("""
                        SELECT set_config('synchronous_commit', 'off', true),
                            (SELECT count(pg_notify('newsbell_alert', concat_ws(' ', id, :braked, :app))) FROM unnest(:alerts) AS id)""")
                .bindArray("alerts", UUID.class, alerts)
                .bind("braked", BRAKED)
                .bind("app", appId)
                .map((row, context) -> row.getLong("count"))
                .one());
    }
}
