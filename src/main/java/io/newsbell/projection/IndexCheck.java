package io.newsbell.projection;

import io.agroal.api.AgroalDataSource;
import io.newsbell.index.AudienceIndex;
import io.newsbell.index.Differences;
import io.newsbell.index.Differences.Kind;
import io.newsbell.work.Recurring;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jboss.logging.Logger;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/// Compares this node's index with one that is built anew, and repairs what differs. There should never be anything:
/// each difference is a mistake in what announces changes.
@Singleton
class IndexCheck implements Recurring {
    private static final Logger LOG = Logger.getLogger(IndexCheck.class);
    private static final Duration CATCH_UP = Duration.ofMinutes(1);

    /// A difference that is still there at the third look is none that a change was just on its way to end.
    private static final int LOOKS = 3;

    private final AgroalDataSource dataSource;
    private final Jdbi jdbi;
    private final AudienceIndex index;
    private final Projection projection;
    private final SentWaves sent;
    private final ChangeListener changes;
    private final Echoes echoes;
    private final CheckConfig config;
    private final Clock clock;
    private final AtomicBoolean running = new AtomicBoolean();
    private volatile @Nullable Instant startedAt;
    private volatile @Nullable Report last;
    private volatile @Nullable Thread checking;

    IndexCheck(
            AgroalDataSource dataSource,
            Jdbi jdbi,
            AudienceIndex index,
            Projection projection,
            SentWaves sent,
            ChangeListener changes,
            Echoes echoes,
            CheckConfig config,
            Clock clock) {
        this.dataSource = dataSource;
        this.jdbi = jdbi;
        this.index = index;
        this.projection = projection;
        this.sent = sent;
        this.changes = changes;
        this.echoes = echoes;
        this.config = config;
        this.clock = clock;
    }

    void start(@Observes StartupEvent event) {
        changes.whenCheckIsAsked(this::begin);
    }

    void stop(@Observes ShutdownEvent event) {
        Background.awaitEnd(checking);
    }

    @Override
    public String name() {
        return "audience-check";
    }

    @Override
    public Duration every() {
        return config.checkEvery();
    }

    /// Each node has an index of its own, so each is asked.
    @Override
    public void run() {
        try {
            echoes.say(ChangeListener.CHECK);
        } catch (SQLException e) {
            throw new IllegalStateException("No node could be asked to check its index", e);
        }
    }

    /// Does nothing if a check is under way.
    void begin() {
        if (running.compareAndSet(false, true)) {
            startedAt = clock.instant();
            checking = Thread.ofVirtual().name("newsbell-audience-check").start(this::check);
        }
    }

    boolean isRunning() {
        return running.get();
    }

    /// Of the last check, or of the one that is under way; null if there was none since the server started.
    @Nullable
    Instant startedAt() {
        return startedAt;
    }

    /// Null if none has ended.
    @Nullable
    Report last() {
        return last;
    }

    private void check() {
        try {
            last = checked();
        } catch (SQLException | RuntimeException e) {
            LOG.warn("The audience index could not be checked; the next check tries again", e);
        } finally {
            running.set(false);
        }
    }

    private Report checked() throws SQLException {
        var begin = clock.instant();
        long nanos = System.nanoTime();
        var found = find();
        try (var db = dataSource.getConnection()) {
            Touched.forEachPortion(found, touched -> repair(db, touched));
            if (!found.waves().isEmpty()) {
                sent.readAgain(jdbi, found.waves());
            }
            var took = Duration.ofNanos(System.nanoTime() - nanos);
            if (found.count() > 0) {
                LOG.errorf("The audience index differed from PostgreSQL and was repaired: %s", said(found));
            }
            return new Report(begin, took, found);
        }
    }

    /// What differs, other than by changes that are on their way.
    Differences find() throws SQLException {
        try (var db = dataSource.getConnection()) {
            return find(db);
        }
    }

    private Differences find(Connection db) throws SQLException {
        var now = clock.instant();
        var filled = AudienceIndex.toBeFilled(now);
        var waves = IndexBuild.fill(filled, db, now, new Progress());
        var truth = new AudienceIndex(now);
        truth.replaceBy(filled);
        var sentThere = new SentWaves(truth);
        sentThere.replaceBy(waves, () -> {});
        Differences suspects = null;
        for (int look = 0; look < LOOKS && (suspects == null || suspects.count() > 0); look++) {
            if (!changes.catchUp(CATCH_UP)) {
                throw new IllegalStateException("The index is not complete");
            }
            if (suspects != null) {
                Touched.forEachPortion(suspects, touched -> readInto(truth, db, touched));
            }
            sentThere.readAll(jdbi, clock.instant());
            sent.readAll(jdbi, clock.instant());
            var differences = index.differences(truth, clock.instant());
            suspects = suspects == null ? differences : suspects.and(differences);
        }
        return java.util.Objects.requireNonNull(suspects);
    }

    private static void readInto(AudienceIndex truth, Connection db, Touched touched) {
        try {
            var facts = TruthSql.read(db, touched);
            truth.change(changes -> facts.forEach(fact -> fact.accept(changes)));
        } catch (SQLException e) {
            throw new IllegalStateException("What differed could not be looked at again", e);
        }
    }

    private void repair(Connection db, Touched touched) {
        try {
            projection.apply(db, touched);
        } catch (SQLException e) {
            throw new IllegalStateException("What differs could not be repaired", e);
        }
    }

    private static String said(Differences found) {
        var text = new StringBuilder();
        for (var kind : Kind.values()) {
            if (found.count(kind) > 0) {
                text.append("%s %,d, for example (device ordinal, what) %s; "
                        .formatted(kind, found.count(kind), found.examples(kind, 3)));
            }
        }
        return text.toString();
    }

    /// @param found what differed, and was repaired
    record Report(Instant startedAt, Duration took, Differences found) {}
}
