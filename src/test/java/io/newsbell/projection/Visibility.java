package io.newsbell.projection;

import io.agroal.api.AgroalDataSource;
import io.agroal.api.configuration.supplier.AgroalDataSourceConfigurationSupplier;
import io.agroal.api.security.NamePrincipal;
import io.agroal.api.security.SimplePassword;
import io.newsbell.bench.Report;
import io.newsbell.bench.Times;
import io.newsbell.index.AudienceIndex;
import io.newsbell.subscription.Level;
import io.newsbell.subscription.ReaderChange.Follow;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.EnumSet;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.roaringbitmap.RoaringBitmap;

/// How long it takes from the acknowledgement of a follow's commit to the first question that sees it: asked of the
/// node that committed it, and of another one, which hears of it from PostgreSQL. One follow at a time.
public final class Visibility {
    private static final int WARM_UP = 500;
    private static final int FOLLOWS = 2_000;
    private static final Duration LOOK_EVERY = Duration.ofNanos(20_000);
    private static final Duration PATIENCE = Duration.ofMinutes(5);
    private static final Clock CLOCK = Clock.fixed(BenchReaders.NOW, ZoneOffset.UTC);

    private final SplittableRandom random = new SplittableRandom(12);
    private final int devices;

    private Visibility(int devices) {
        this.devices = devices;
    }

    public static void measure(Report report, BenchDatabase database, int devices) throws SQLException {
        try (var mine = new Node(database);
                var other = new Node(database);
                var db = database.connect()) {
            awaitThat(mine.changes::isComplete);
            awaitThat(other.changes::isComplete);
            var nanos = new Visibility(devices).follow(db, mine, other);
            say(report, "on_its_node", Times.of(nanos[0]));
            say(report, "on_another_node", Times.of(nanos[1]));
        }
    }

    private static void say(Report report, String where, Times times) {
        report.line(
                "one follow visible %s: p50 %.2f ms, p99 %.2f ms",
                where.replace('_', ' '), times.median(), times.p99());
        report.figure("visible_%s_p50_ms".formatted(where), times.median(), "ms");
        report.figure("visible_%s_p99_ms".formatted(where), times.p99(), "ms");
    }

    private long[][] follow(Connection db, Node mine, Node other) throws SQLException {
        var nanos = new long[2][FOLLOWS];
        try (var insert = db.prepareStatement("""
                INSERT INTO subscription (reader_id, topic_id, level, created_at) VALUES (?, ?, 'EVERY', ?)
                ON CONFLICT DO NOTHING""")) {
            for (int i = -WARM_UP; i < FOLLOWS; ) {
                int reader = random.nextInt(devices);
                int topic = 1 + random.nextInt(BenchReaders.TOPICS);
                insert.setLong(1, reader);
                insert.setLong(2, topic);
                insert.setTimestamp(3, Timestamp.from(BenchReaders.NOW));
                if (insert.executeUpdate() == 0) {
                    continue;
                }
                var committed = System.nanoTime();
                mine.own.readersChanged(List.of(new Follow(reader, topic)));
                if (!mine.own.settle() || !mine.sees(reader, topic)) {
                    throw new IllegalStateException("The node does not see what it has committed itself");
                }
                var here = System.nanoTime() - committed;
                awaitThat(() -> other.sees(reader, topic));
                if (i >= 0) {
                    nanos[0][i] = here;
                    nanos[1][i] = System.nanoTime() - committed;
                }
                i++;
            }
        }
        return nanos;
    }

    private static void awaitThat(BooleanSupplier condition) {
        var until = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > until) {
                throw new IllegalStateException("Waited in vain for " + PATIENCE);
            }
            LockSupport.parkNanos(LOOK_EVERY.toNanos());
        }
    }

    /// What a server has of the audience, with connections of its own.
    private static final class Node implements AutoCloseable {
        private static final int CONNECTIONS = 4;

        private final AgroalDataSource dataSource;
        private final AudienceIndex index = new AudienceIndex(BenchReaders.NOW);
        private final ChangeListener changes;
        private final OwnChanges own;

        Node(BenchDatabase database) throws SQLException {
            dataSource = AgroalDataSource.from(new AgroalDataSourceConfigurationSupplier()
                    .connectionPoolConfiguration(pool -> pool.maxSize(CONNECTIONS)
                            .connectionFactoryConfiguration(connection -> connection
                                    .jdbcUrl(database.url())
                                    .principal(new NamePrincipal(database.user()))
                                    .credential(new SimplePassword(database.password())))));
            var projection = new Projection(index, new SentWaves(index));
            changes = new ChangeListener(dataSource, projection, new Echoes(dataSource), CLOCK);
            own = new OwnChanges(dataSource, projection);
            changes.start(new StartupEvent());
            own.start(new StartupEvent());
        }

        boolean sees(int ordinal, long topic) {
            var device = RoaringBitmap.bitmapOf(ordinal);
            return index.ask(
                            BenchReaders.NOW,
                            people -> people.here(device).countOfBoth(people.followers(topic, EnumSet.of(Level.EVERY))))
                    .contains(1);
        }

        @Override
        public void close() {
            own.stop(new ShutdownEvent());
            changes.stop(new ShutdownEvent());
            dataSource.close();
        }
    }
}
