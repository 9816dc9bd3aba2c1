package io.newsbell.listening;

import io.agroal.api.AgroalDataSource;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.postgresql.PGNotification;

/// Listens to a channel of PostgreSQL on a connection and a thread of its own. When it loses the connection
/// it opens another one; what was said meanwhile is not heard.
public final class Listener {
    private static final Logger LOG = Logger.getLogger(Listener.class);
    private static final Duration PAUSE = Duration.ofSeconds(1);
    private static final int WAIT_MILLIS = 1_000;
    private static final int ALIVE_WITHIN_SECONDS = 5;

    /// Ends the waiting of who stops; means nothing to others.
    private static final String WAKE = "";

    private final AgroalDataSource dataSource;
    private final String channel;
    private final String name;
    private final Hearer hearer;
    private final Thread thread;
    private volatile boolean stopping;

    private Listener(AgroalDataSource dataSource, String channel, Hearer hearer) {
        this.dataSource = dataSource;
        this.channel = channel;
        this.name = channel.replace('_', '-');
        this.hearer = hearer;
        this.thread = Thread.ofPlatform().daemon().name(name).unstarted(this::listenUntilStopped);
    }

    /// @param channel in PostgreSQL's list of sessions it has the same name, with hyphens
    public static Listener start(AgroalDataSource dataSource, String channel, Hearer hearer) {
        var listener = new Listener(dataSource, channel, hearer);
        listener.thread.start();
        return listener;
    }

    /// Called on the listener's thread only. What it throws costs the connection.
    public interface Hearer {
        /// The connection listens: what is committed from now on will be heard.
        void begin(Connection db) throws SQLException;

        /// @param payloads in the order of the commits, at least one
        void heard(Connection db, List<String> payloads) throws SQLException;

        /// Nothing is heard until it [begins][#begin(Connection)] again.
        void lost(Throwable why);
    }

    /// It calls nobody any more. Does not wait.
    public void stop() {
        stopping = true;
        try (var db = dataSource.getConnection();
                var wake = db.prepareStatement("SELECT pg_notify(?, '" + WAKE + "')")) {
            wake.setString(1, channel);
            wake.execute();
        } catch (SQLException e) {
            LOG.debugf(e, "%s is not woken, and ends by itself within a second", name);
        }
    }

    /// Waits for its end, or as long as a server may take to stop: a connection that is in use when the pool
    /// is closed stays open, and PostgreSQL has to cut it.
    public void awaitEnd(Duration atMost) {
        try {
            thread.join(atMost);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void listenUntilStopped() {
        while (!stopping) {
            try (var db = dataSource.getConnection()) {
                listenOrAbort(db);
            } catch (SQLException | RuntimeException | OutOfMemoryError e) {
                if (!stopping) {
                    hearer.lost(e);
                    LockSupport.parkNanos(PAUSE.toNanos());
                }
            }
        }
    }

    /// Nobody is to get from the pool a connection that has failed, or that still listens.
    private void listenOrAbort(Connection db) throws SQLException {
        try {
            listen(db);
        } catch (SQLException | RuntimeException | OutOfMemoryError e) {
            db.abort(Runnable::run);
            throw e;
        }
    }

    private void listen(Connection db) throws SQLException {
        try (var listen = db.createStatement()) {
            listen.execute("SET application_name = '" + name + "'");
            listen.execute("LISTEN " + channel);
            hearer.begin(db);
            var notifications = db.unwrap(PGConnection.class);
            while (!stopping) {
                var received = (PGNotification @Nullable []) notifications.getNotifications(WAIT_MILLIS);
                if (received != null && received.length > 0) {
                    tell(db, received);
                } else if (!db.isValid(ALIVE_WITHIN_SECONDS)) {
                    // One who only listens does not notice that the other side is gone.
                    throw new SQLException("no answer");
                }
            }
            listen.execute("UNLISTEN *");
        }
    }

    private void tell(Connection db, PGNotification[] received) throws SQLException {
        var payloads = Arrays.stream(received)
                .map(PGNotification::getParameter)
                .filter(payload -> !payload.equals(WAKE))
                .toList();
        if (!stopping && !payloads.isEmpty()) {
            hearer.heard(db, payloads);
        }
    }
}
