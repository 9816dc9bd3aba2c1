package io.newsbell.delivery;

import io.agroal.api.AgroalDataSource;
import io.newsbell.alert.AlertState;
import io.newsbell.alert.Brake;
import io.newsbell.listening.Listener;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/// Hears at once, on every node, that an alert was stopped, corrected or taken back. Without it what is sent
/// learns that with the next results that are written down, some dozen milliseconds later.
@Singleton
class AlertChanges implements Listener.Hearer {
    private static final Logger LOG = Logger.getLogger(AlertChanges.class);
    private static final int BEFORE_THE_POOL = 5_000;

    /// Longer than it listens at a time.
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private final AgroalDataSource dataSource;
    private final Recorder recorder;
    private final Brake brake;
    private @Nullable Listener listener;

    AlertChanges(AgroalDataSource dataSource, Recorder recorder, Brake brake) {
        this.dataSource = dataSource;
        this.recorder = recorder;
        this.brake = brake;
    }

    void start(@Observes StartupEvent event) {
        brake.tell(recorder::brake);
        listener = Listener.start(dataSource, "newsbell_alert", this);
    }

    void stop(@Observes @Priority(BEFORE_THE_POOL) ShutdownEvent event) {
        if (listener != null) {
            listener.stop();
            listener.awaitEnd(PATIENCE);
        }
    }

    @Override
    public void begin(Connection db) {}

    /// What V14 says: id, state, version. Or what the brake says: id, app.
    @Override
    public void heard(Connection db, List<String> payloads) {
        for (var payload : payloads) {
            var words = payload.split(" ", -1);
            var alert = UUID.fromString(words[0]);
            if (words[1].equals(Brake.BRAKED)) {
                recorder.brake(Long.parseLong(words[2]), alert);
            } else {
                recorder.changed(alert, AlertState.valueOf(words[1]), Integer.parseInt(words[2]));
            }
        }
    }

    @Override
    public void lost(Throwable why) {
        LOG.warnf("A stop is heard of a little later until PostgreSQL is back: %s", why.getMessage());
    }
}
