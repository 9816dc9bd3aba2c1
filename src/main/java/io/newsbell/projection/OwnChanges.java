package io.newsbell.projection;

import io.agroal.api.AgroalDataSource;
import io.newsbell.device.DeviceChanges;
import io.newsbell.subscription.ReaderChange;
import io.newsbell.subscription.ReaderChanges;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Collection;
import java.util.concurrent.Semaphore;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/// What this node has committed itself is brought into its index at once, not only when PostgreSQL announces it. It
/// is told which facts may have changed, and reads from PostgreSQL what they are, in turn with what is announced: so it
/// never brings an older truth after a newer one, and what is announced afterwards finds it done.
///
/// Whoever changes something waits for none of this: a thread does it, or a question that comes sooner.
@Singleton
public class OwnChanges implements DeviceChanges, ReaderChanges {
    private static final Logger LOG = Logger.getLogger(OwnChanges.class);

    /// In a storm, what comes in this time is read together. No question waits for it.
    private static final Duration PAUSE = Duration.ofMillis(20);

    private final AgroalDataSource dataSource;
    private final Projection projection;
    private final Lock inTurn = new ReentrantLock();
    private final Semaphore news = new Semaphore(0);
    private Told told = new Told();
    private @Nullable Thread thread;
    private volatile boolean stopping;

    OwnChanges(AgroalDataSource dataSource, Projection projection) {
        this.dataSource = dataSource;
        this.projection = projection;
    }

    void start(@Observes StartupEvent event) {
        thread = Thread.ofPlatform().daemon().name("newsbell-audience-own").start(this::settleUntilStopped);
    }

    void stop(@Observes ShutdownEvent event) {
        stopping = true;
        news.release();
        Background.awaitEnd(thread);
    }

    @Override
    public void devicesChanged(Collection<Integer> ordinals) {
        if (!ordinals.isEmpty()) {
            synchronized (this) {
                ordinals.forEach(told.devices()::add);
            }
            news.release();
        }
    }

    @Override
    public void readersChanged(Collection<? extends ReaderChange> changes) {
        synchronized (this) {
            told.readers().addAll(changes);
        }
        news.release();
    }

    /// Afterwards the index holds all that this node had committed before.
    ///
    /// @return false if PostgreSQL could not be asked; the next call tries again, and all is announced, too
    public boolean settle() {
        inTurn.lock();
        try {
            var taken = take();
            return taken.isEmpty() || bring(taken);
        } finally {
            inTurn.unlock();
        }
    }

    private boolean bring(Told taken) {
        try (var db = dataSource.getConnection()) {
            projection.apply(db, taken.touched(db));
            return true;
        } catch (SQLException e) {
            synchronized (this) {
                told.add(taken);
            }
            LOG.warn("What this node has changed comes to the audience index a little later", e);
            return false;
        }
    }

    private synchronized Told take() {
        var taken = told;
        told = new Told();
        return taken;
    }

    private void settleUntilStopped() {
        while (!stopping) {
            news.acquireUninterruptibly();
            news.drainPermits();
            try {
                settle();
            } catch (RuntimeException e) {
                LOG.error("What this node has changed comes to the audience index only when it is announced", e);
            }
            LockSupport.parkNanos(PAUSE.toNanos());
        }
    }
}
