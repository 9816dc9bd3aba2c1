package io.newsbell.work;

import static org.awaitility.Awaitility.await;

import io.newsbell.MovableClock;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

@QuarkusTest
class RecurringTest {
    @Inject
    EachHour eachHour;

    @Test
    void what_recurs_is_done_again_when_its_time_has_come_even_after_it_failed() {
        await("the first turn").until(() -> eachHour.turns.get() >= 1);
        int before = eachHour.turns.get();

        MovableClock.advance(EachHour.HOUR);

        await("the next turn").until(() -> eachHour.turns.get() > before);
    }

    /// Always fails.
    @Singleton
    static class EachHour implements Recurring {
        static final Duration HOUR = Duration.ofHours(1);

        final AtomicInteger turns = new AtomicInteger();

        @Override
        public String name() {
            return "each-hour";
        }

        @Override
        public Duration every() {
            return HOUR;
        }

        @Override
        public void run() {
            turns.incrementAndGet();
            throw new IllegalStateException("A turn that fails, on purpose");
        }
    }
}
