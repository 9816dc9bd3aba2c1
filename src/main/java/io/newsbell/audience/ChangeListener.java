package io.newsbell.audience;

import io.agroal.api.AgroalDataSource;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.jboss.logging.Logger;
import org.postgresql.PGConnection;
import org.postgresql.PGNotification;
import org.roaringbitmap.RoaringBitmap;

/// Builds the index when the server starts and keeps it current by LISTEN. PostgreSQL delivers
/// notifications in the order of the commits, so whoever sees its own notification come back has seen every
/// change committed before it.
@Singleton
class ChangeListener {
    private static final Logger LOG = Logger.getLogger(ChangeListener.class);
    private static final String CHANNEL = "newsbell_reader";
    private static final String ECHO = "echo-";

    /// Before the ordinals of devices that exist no more; anything else is a list of readers to be read
    /// anew.
    private static final String GONE = "gone:";
    private static final Duration PAUSE = Duration.ofSeconds(1);
    private static final int WAIT_MILLIS = 1_000;
    private static final int ALIVE_WITHIN_SECONDS = 5;

    private final AgroalDataSource dataSource;
    private final FollowerIndex index;
    private final Clock clock;
    private final Map<String, CompletableFuture<Void>> echoes = new ConcurrentHashMap<>();
    private volatile boolean complete;
    private volatile boolean stopping;

    ChangeListener(AgroalDataSource dataSource, FollowerIndex index, Clock clock) {
        this.dataSource = dataSource;
        this.index = index;
        this.clock = clock;
    }

    void start(@Observes @Priority(1_000) StartupEvent event) {
        Thread.ofPlatform().daemon().name("newsbell-audience").start(this::listenUntilStopped);
    }

    void stop(@Observes ShutdownEvent event) {
        stopping = true;
    }

    /// Whether the index holds all that PostgreSQL holds, but for the last few milliseconds.
    boolean isComplete() {
        return complete;
    }

    /// Waits until every change that was committed before this call is in the index. Call it outside a
    /// transaction: a notification leaves with its commit.
    ///
    /// @return false if the index is not complete, or did not catch up in time
    boolean catchUp(Duration atMost) {
        if (!complete) {
            return false;
        }
        var echo = ECHO + UUID.randomUUID();
        var seen = new CompletableFuture<Void>();
        echoes.put(echo, seen);
        try {
            call(echo);
            seen.get(atMost.toMillis(), TimeUnit.MILLISECONDS);
            return complete;
        } catch (TimeoutException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        } catch (SQLException | java.util.concurrent.ExecutionException e) {
            LOG.warn("The audience index could not ask PostgreSQL whether it is current; planning waits", e);
            return false;
        } finally {
            echoes.remove(echo);
        }
    }

    /// Gives its connection back at once: the answer comes on the listener's.
    private void call(String echo) throws SQLException {
        try (var db = dataSource.getConnection();
                var notify = db.prepareStatement("SELECT pg_notify(?, ?)")) {
            notify.setString(1, CHANNEL);
            notify.setString(2, echo);
            notify.execute();
        }
    }

    private void listenUntilStopped() {
        while (!stopping) {
            try (var db = dataSource.getConnection()) {
                listen(db);
            } catch (SQLException | RuntimeException | OutOfMemoryError e) {
                complete = false;
                if (!stopping) {
                    LOG.warnf("The audience index lost PostgreSQL and will be built again: %s", e.getMessage());
                    LockSupport.parkNanos(PAUSE.toNanos());
                }
            }
        }
    }

    private void listen(Connection db) throws SQLException {
        try (var listen = db.createStatement()) {
            listen.execute("LISTEN " + CHANNEL);
            // Only now: what changes while the index is built is notified, and projected afterwards.
            index.replace(FollowerSql.all(db, clock.instant()));
            complete = true;
            var notifications = db.unwrap(PGConnection.class);
            while (!stopping) {
                var received = notifications.getNotifications(WAIT_MILLIS);
                if (received != null && received.length > 0) {
                    apply(
                            db,
                            Arrays.stream(received)
                                    .map(PGNotification::getParameter)
                                    .toList());
                } else if (!db.isValid(ALIVE_WITHIN_SECONDS)) {
                    // One who only listens does not notice that the other side is gone.
                    throw new SQLException("no answer");
                }
            }
            listen.execute("UNLISTEN *");
        }
    }

    private void apply(Connection db, List<String> payloads) throws SQLException {
        var gone = ids(payloads.stream()
                .filter(payload -> payload.startsWith(GONE))
                .map(payload -> payload.substring(GONE.length())));
        if (!gone.isEmpty()) {
            index.project(
                    RoaringBitmap.bitmapOf(
                            gone.stream().mapToInt(Long::intValue).toArray()),
                    List.of());
        }
        var readers = ids(payloads.stream().filter(payload -> Character.isDigit(payload.charAt(0))));
        if (!readers.isEmpty()) {
            var projection = FollowerSql.of(db, readers, clock.instant());
            index.project(projection.devices(), projection.follows());
        }
        payloads.stream()
                .filter(payload -> payload.startsWith(ECHO))
                .map(echoes::remove)
                .filter(java.util.Objects::nonNull)
                .forEach(seen -> seen.complete(null));
    }

    private static List<Long> ids(Stream<String> lists) {
        return lists.flatMap(list -> Stream.of(list.split(",")))
                .map(Long::valueOf)
                .distinct()
                .toList();
    }
}
