package io.newsbell.delivery;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/// Writes down, once a second, how far the waves have come that this node is sending. On a thread of its own, so that
/// what is sent never waits for it; a second in which it fails is missing in the curve, and that is all.
@Singleton
class PaceWatch {
    private static final Logger LOG = Logger.getLogger(PaceWatch.class);
    private static final int BEFORE_THE_POOL = 5_000;
    private static final Duration EVERY = Duration.ofSeconds(1);

    private final Recorder recorder;
    private final PaceSql sql;
    private final Clock clock;
    private @Nullable Thread watcher;

    PaceWatch(Recorder recorder, PaceSql sql, Clock clock) {
        this.recorder = recorder;
        this.sql = sql;
        this.clock = clock;
    }

    void start(@Observes StartupEvent event) {
        watcher = Thread.ofPlatform().daemon().name("newsbell-pace").start(this::watch);
    }

    void stop(@Observes @Priority(BEFORE_THE_POOL) ShutdownEvent event) throws InterruptedException {
        if (watcher != null) {
            watcher.interrupt();
            watcher.join(EVERY);
        }
    }

    private void watch() {
        try {
            while (true) {
                Thread.sleep(EVERY);
                look();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void look() {
        var waves = recorder.waves();
        if (waves.isEmpty()) {
            return;
        }
        try {
            sql.write(waves, clock.instant());
        } catch (RuntimeException e) {
            LOG.debugf(e, "The curve of waves %s misses a second", waves);
        }
    }
}
