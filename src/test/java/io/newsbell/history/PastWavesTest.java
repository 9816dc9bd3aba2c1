package io.newsbell.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.agroal.api.AgroalDataSource;
import io.newsbell.app.Apps;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.Test;

/// What phones ask about past waves when there are more of them than connections.
@QuarkusTest
class PastWavesTest {
    @Inject
    PastWaves waves;

    @Inject
    Apps apps;

    @Inject
    Jdbi jdbi;

    @Inject
    AgroalDataSource pool;

    @Test
    void whoever_holds_a_connection_does_not_wait_for_one_who_needs_one() throws Exception {
        long app = apps.bySlug("demo").orElseThrow().id();
        var mayAsk = new CountDownLatch(1);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var holders = new ArrayList<Future<Boolean>>();
            var holding = new AtomicInteger();
            // The last one waits for its connection like whoever comes after it.
            while (waiting() == 0) {
                holders.add(threads.submit(inTransaction(() -> {
                    jdbi.useHandle(db -> db.execute("SELECT 1"));
                    holding.incrementAndGet();
                    mayAsk.await();
                    waves.now(app);
                    return true;
                })));
                await("it has one, or waits for one").until(() -> holding.get() == holders.size() || waiting() > 0);
            }
            var needsOne = threads.submit(() -> waves.now(app));
            await("two that wait").until(() -> waiting() > 1);
            mayAsk.countDown();

            for (var holder : holders) {
                assertThat(holder.get()).isTrue();
            }
            assertThat(needsOne.get().readAt()).isNotNull();
        }
    }

    private long waiting() {
        return pool.getMetrics().awaitingCount();
    }

    private static <T> Callable<T> inTransaction(Callable<T> work) {
        return () -> QuarkusTransaction.requiringNew().call(work);
    }
}
