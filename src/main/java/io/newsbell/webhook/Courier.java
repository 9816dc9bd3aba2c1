package io.newsbell.webhook;

import io.agroal.api.AgroalDataSource;
import io.newsbell.listening.Listener;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/// Takes what is due and delivers it, each message on a thread of its own: a server that is slow holds up nobody else.
/// Every node does, and a lease keeps two from the same message. What a crash cut off is due again when its lease ends.
@Singleton
class Courier implements Listener.Hearer {
    private static final Logger LOG = Logger.getLogger(Courier.class);
    private static final int AFTER_EVERYTHING_ELSE = 10_000;
    private static final int BEFORE_THE_POOL = 5_000;

    /// Several times what a message may take.
    private static final Duration LEASE = Duration.ofMinutes(1);

    /// What is due later, and what was not heard of.
    private static final Duration LOOK_EVERY = Duration.ofSeconds(1);

    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private final DeliverySql sql;
    private final Deliveries deliveries;
    private final AgroalDataSource dataSource;
    private final Clock clock;
    private final Semaphore free;
    private final Semaphore woken = new Semaphore(1);
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private @Nullable Listener listener;
    private volatile boolean stopping;

    Courier(DeliverySql sql, Deliveries deliveries, AgroalDataSource dataSource, WebhookConfig config, Clock clock) {
        this.sql = sql;
        this.deliveries = deliveries;
        this.dataSource = dataSource;
        this.clock = clock;
        this.free = new Semaphore(config.concurrency());
    }

    void start(@Observes @Priority(AFTER_EVERYTHING_ELSE) StartupEvent event) {
        listener = Listener.start(dataSource, "newsbell_webhook", this);
        begin();
    }

    /// Looks for what is due from now on.
    void begin() {
        threads.execute(this::lookUntilStopped);
    }

    void stop(@Observes @Priority(BEFORE_THE_POOL) ShutdownEvent event) {
        end();
        if (listener != null) {
            listener.stop();
            listener.awaitEnd(PATIENCE);
        }
    }

    /// Lets what is on its way come to its end, for a moment.
    void end() {
        stopping = true;
        threads.shutdown();
        try {
            if (!threads.awaitTermination(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
                threads.shutdownNow();
                threads.awaitTermination(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void begin(Connection db) {
        woken.release();
    }

    @Override
    public void heard(Connection db, List<String> payloads) {
        woken.release();
    }

    @Override
    public void lost(Throwable why) {
        LOG.warnf("Webhooks are told up to a second later until PostgreSQL is back: %s", why.getMessage());
    }

    private void lookUntilStopped() {
        while (!stopping) {
            try {
                woken.tryAcquire(LOOK_EVERY.toMillis(), TimeUnit.MILLISECONDS);
                woken.drainPermits();
                look();
            } catch (InterruptedException e) {
                return;
            } catch (RuntimeException e) {
                LOG.warnf(e, "What webhooks are to be told could not be read; it is tried again in %s", LOOK_EVERY);
            }
        }
    }

    private void look() {
        var slots = free.drainPermits();
        var started = 0;
        try {
            if (slots > 0 && !stopping) {
                var now = clock.instant();
                var lease = UUID.randomUUID();
                for (var delivery : sql.claim(lease, now, now.plus(LEASE), slots)) {
                    threads.execute(() -> deliver(delivery, lease));
                    started++;
                }
            }
        } finally {
            free.release(slots - started);
        }
    }

    private void deliver(Delivery delivery, UUID lease) {
        try {
            deliveries.deliver(delivery, lease);
        } catch (RuntimeException e) {
            LOG.errorf(
                    e,
                    "What came of telling the webhook %s could not be written; it is told again in %s",
                    delivery.webhook(),
                    LEASE);
        } finally {
            free.release();
            // There may be more for the same webhook.
            woken.release();
        }
    }
}
