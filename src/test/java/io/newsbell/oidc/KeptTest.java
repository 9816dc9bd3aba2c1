package io.newsbell.oidc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// A provider that answers "1", "2", "3", and can be slow or down.
class KeptTest {
    private static final Duration GOOD_FOR = Duration.ofMinutes(5);
    private static final Duration USABLE_FOR = Duration.ofHours(1);
    private static final int MANY = 50;

    private final AtomicInteger asked = new AtomicInteger();
    private final Time time = new Time();
    private final Kept<String> kept = new Kept<>(this::answer, GOOD_FOR, USABLE_FOR, time);
    private final ExecutorService people = Executors.newVirtualThreadPerTaskExecutor();
    private volatile CountDownLatch slow = new CountDownLatch(0);
    private volatile boolean isDown;

    @AfterEach
    void nobody_waits_any_more() {
        slow.countDown();
        people.close();
    }

    @Test
    void what_is_kept_is_not_asked_for_until_it_is_old() throws Exception {
        assertThat(kept.last()).isEmpty();
        assertThat(kept.get()).isEqualTo("1");
        time.goesOn(GOOD_FOR.minusSeconds(1));
        assertThat(kept.get()).isEqualTo("1");
        time.goesOn(Duration.ofSeconds(1));
        assertThat(kept.get()).isEqualTo("2");
        assertThat(kept.last()).contains("2");
    }

    @Test
    void of_many_who_have_nothing_to_go_on_with_one_asks_and_all_have_the_answer() {
        slow = new CountDownLatch(1);

        var waiting =
                IntStream.range(0, MANY).mapToObj(_ -> people.submit(kept::get)).toList();
        await("the question").until(() -> asked.get() == 1);
        slow.countDown();

        assertThat(waiting).extracting(Future::get).containsOnly("1");
        assertThat(asked).hasValue(1);
    }

    @Test
    void while_a_slow_provider_is_asked_anew_the_old_answer_does() throws Exception {
        kept.get();
        slow = new CountDownLatch(1);
        time.goesOn(GOOD_FOR);

        var began = System.nanoTime();
        var waiting =
                IntStream.range(0, MANY).mapToObj(_ -> people.submit(kept::get)).toList();

        assertThat(waiting).extracting(Future::get).containsOnly("1");
        assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Kept.PATIENCE.multipliedBy(3));
        slow.countDown();
        await("the new answer").until(() -> kept.last().filter("2"::equals).isPresent());
        assertThat(asked).hasValue(2);
    }

    @Test
    void a_provider_that_is_down_is_asked_seldom_and_its_old_answer_does_until_it_is_too_old() throws Exception {
        kept.get();
        isDown = true;
        time.goesOn(GOOD_FOR);

        for (int i = 0; i < MANY; i++) {
            assertThat(kept.get()).isEqualTo("1");
        }
        assertThat(asked).hasValue(2);
        time.goesOn(USABLE_FOR);
        assertThatThrownBy(kept::get).isInstanceOf(ProviderTrouble.class).hasMessageContaining("away");
        assertThatThrownBy(kept::get).hasMessageContaining("did not answer a moment ago");
        isDown = false;
        time.goesOn(Duration.ofSeconds(5));
        assertThat(kept.get()).isEqualTo("4");
    }

    @Test
    void who_misses_something_makes_it_be_asked_for_but_not_all_the_time() throws Exception {
        var first = kept.get();

        assertThat(kept.newerThan(first)).isEqualTo("2");
        assertThat(kept.newerThan(first)).as("somebody else has asked").isEqualTo("2");
        assertThat(kept.newerThan("2")).isEqualTo("2");
        time.goesOn(Duration.ofSeconds(10));
        assertThat(kept.newerThan(kept.get())).isEqualTo("3");
    }

    private String answer(@Nullable String before) throws ProviderTrouble {
        var answer = Integer.toString(asked.incrementAndGet());
        try {
            slow.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
        if (isDown) {
            throw ProviderTrouble.down("it is away");
        }
        return answer;
    }

    private static final class Time extends Clock {
        private volatile Instant now = Instant.parse("2026-11-26T12:00:00Z");

        void goesOn(Duration by) {
            now = now.plus(by);
        }

        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            throw new UnsupportedOperationException();
        }
    }
}
