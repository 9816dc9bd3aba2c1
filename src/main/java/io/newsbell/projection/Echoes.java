package io.newsbell.projection;

import io.agroal.api.AgroalDataSource;
import jakarta.inject.Singleton;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jboss.logging.Logger;

/// PostgreSQL delivers notifications in the order of the commits, so whoever hears its own again has heard of every
/// change committed before it.
@Singleton
class Echoes {
    static final String CHANNEL = "newsbell_audience";

    private static final Logger LOG = Logger.getLogger(Echoes.class);
    private static final String PREFIX = "echo-";

    private final AgroalDataSource dataSource;
    private final Map<String, CompletableFuture<Void>> waiting = new ConcurrentHashMap<>();

    Echoes(AgroalDataSource dataSource) {
        this.dataSource = dataSource;
    }

    /// What nobody has said before.
    static String fresh() {
        return PREFIX + UUID.randomUUID();
    }

    /// Waits for it to come back. Call it outside a transaction: a notification leaves with its commit.
    boolean call(Duration atMost) {
        var echo = fresh();
        var heard = new CompletableFuture<Void>();
        waiting.put(echo, heard);
        try {
            say(echo);
            heard.get(atMost.toMillis(), TimeUnit.MILLISECONDS);
            return true;
        } catch (TimeoutException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        } catch (SQLException | ExecutionException e) {
            LOG.warn("The audience index could not ask PostgreSQL whether it is current; planning waits", e);
            return false;
        } finally {
            waiting.remove(echo);
        }
    }

    /// Gives its connection back at once: the answer comes on the listener's. Nothing is lost with it if PostgreSQL
    /// fails, so its commit does not wait for the disk; those of changes before it have.
    void say(String notification) throws SQLException {
        try (var db = dataSource.getConnection();
                var notify =
                        db.prepareStatement("SELECT set_config('synchronous_commit', 'off', true), pg_notify(?, ?)")) {
            notify.setString(1, CHANNEL);
            notify.setString(2, notification);
            notify.execute();
        }
    }

    /// All that came before it has been applied.
    void heard(String notification) {
        var call = notification.startsWith(PREFIX) ? waiting.remove(notification) : null;
        if (call != null) {
            call.complete(null);
        }
    }
}
