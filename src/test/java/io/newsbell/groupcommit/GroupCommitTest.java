package io.newsbell.groupcommit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class GroupCommitTest {
    private final List<List<String>> committed = Collections.synchronizedList(new ArrayList<>());
    private final ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor();

    @AfterEach
    void close() {
        callers.close();
    }

    @Test
    void everyone_gets_the_result_of_their_own_write() throws Exception {
        try (var commit = commit(this::echo)) {
            var results = IntStream.range(0, 3_000)
                    .mapToObj(n -> callers.submit(() -> commit.write("w" + n)))
                    .toList();

            for (int n = 0; n < results.size(); n++) {
                assertThat(results.get(n).get()).isEqualTo("done w" + n);
            }
        }
        assertThat(committed.stream().mapToInt(List::size).sum()).isEqualTo(3_000);
        assertThat(committed.size()).isLessThan(3_000);
        assertThat(committed).allSatisfy(group -> assertThat(group).hasSizeLessThanOrEqualTo(500));
    }

    @Test
    void writes_of_one_key_keep_their_order_and_never_share_a_group() throws Exception {
        var firstIsIn = new CountDownLatch(1);
        var goOn = new CountDownLatch(1);
        var results = new ArrayList<Future<String>>();
        try (var commit = commit(group -> {
            firstIsIn.countDown();
            await(goOn);
            return echo(group);
        })) {
            results.add(callers.submit(() -> commit.write("first")));
            await(firstIsIn);
            for (var write : List.of("same", "other", "same")) {
                results.add(callers.submit(() -> commit.write(write)));
            }
            goOn.countDown();
            for (var result : results) {
                result.get();
            }
        }
        assertThat(committed).allSatisfy(group -> assertThat(group).doesNotHaveDuplicates());
        assertThat(committed.stream().flatMap(List::stream))
                .containsExactlyInAnyOrder("first", "same", "other", "same");
    }

    @Test
    void a_write_that_breaks_a_constraint_fails_alone() throws Exception {
        try (var commit = commit(group -> {
            if (group.contains("bad")) {
                throw new IllegalStateException(new SQLException("duplicate key", "23505"));
            }
            return echo(group);
        })) {
            var bad = callers.submit(() -> commit.write("bad"));
            var good = IntStream.range(0, 200)
                    .mapToObj(n -> callers.submit(() -> commit.write("w" + n)))
                    .toList();

            for (var each : good) {
                assertThat(each.get()).startsWith("done");
            }
            assertThatThrownBy(bad::get).isInstanceOf(ExecutionException.class).hasRootCauseMessage("duplicate key");
        }
    }

    @Test
    void what_the_database_cannot_take_is_refused_and_not_kept() throws Exception {
        var goOn = new CountDownLatch(1);
        try (var commit = commit(group -> {
            await(goOn);
            return echo(group);
        })) {
            var results = IntStream.range(0, 6_000)
                    .mapToObj(n -> callers.submit(() -> commit.write("w" + n)))
                    .toList();
            int refused = 0;
            // Those are refused while nothing is committed.
            while (refused == 0) {
                refused = (int) results.stream()
                        .filter(result -> result.state() == Future.State.FAILED)
                        .count();
                Thread.onSpinWait();
            }
            goOn.countDown();
            int accepted = 0;
            for (var result : results) {
                try {
                    result.get();
                    accepted++;
                } catch (ExecutionException e) {
                    assertThat(e).hasCauseInstanceOf(GroupCommit.TooManyWaiting.class);
                }
            }
            assertThat(accepted).isBetween(4_000, 5_999);
            assertThat(committed.stream().mapToInt(List::size).sum()).isEqualTo(accepted);
        }
    }

    private List<String> echo(List<String> group) {
        committed.add(group);
        return group.stream().map(write -> "done " + write).toList();
    }

    private static GroupCommit<String, String> commit(Function<List<String>, List<String>> transaction) {
        return new GroupCommit<>("test", write -> write, transaction, new SimpleMeterRegistry());
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
