package io.newsbell.journey;

import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.newsbell.process.Crowd;
import io.newsbell.process.NewsbellProcess;
import io.newsbell.process.Processes;
import io.newsbell.process.SandboxProcess;
import io.newsbell.process.SandboxProcess.Message;
import java.io.IOException;
import java.nio.file.Files;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.FutureTask;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/// The server as it is packaged, ended in the middle of its work. The sandbox's ledger tells what phones
/// heard.
class CrashIT {
    private static final int CROWD = 5_000;

    /// Long enough that it can be caught in the middle.
    private static final int IMPORTED = 100_000;

    /// Long enough that a fan-out can be caught in the middle.
    private static final String SLOW = "{\"lever\":\"delay\",\"delayMs\":250}";

    /// Whether the service would take the message; before the first is sent.
    private static final int ASKED = 1;

    private static final int IN_FLIGHT = 1_000;

    /// Requests on the wire, and twice what is recorded at a time.
    private static final int WINDOW = IN_FLIGHT + 2 * 250;

    private static final Map<String, String> SMALL_WINDOW =
            Map.of("NEWSBELL_DELIVERY_IN_FLIGHT", Integer.toString(IN_FLIGHT));

    /// A busy machine takes seconds to open the first connection to the sandbox.
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    /// Alerts that are being sent although they have no plan, and plans that do not account for everybody who
    /// was matched.
    private static final String PARTLY_PLANNED = """
            SELECT count(*) FROM alert LEFT JOIN LATERAL (
                SELECT sum(matched) AS matched,
                    sum((SELECT coalesce(sum(count), 0) FROM suppression WHERE wave_id = wave.id)) AS suppressed,
                    sum((SELECT coalesce(sum(octet_length(outcomes)), 0) FROM batch WHERE wave_id = wave.id)) AS planned
                FROM wave WHERE alert_id = alert.id) AS plan ON true
            WHERE (state = 'APPROVED' AND matched IS NOT NULL) OR (state = 'SENDING' AND matched IS NULL)
                OR matched <> suppressed + planned""";

    @RegisterExtension
    final Processes processes = new Processes();

    private final NewsbellProcess newsbell = processes.newsbell();
    private final SandboxProcess sandbox = processes.sandbox();

    @Test
    void an_article_acknowledged_before_kill_9_rings_every_phone_exactly_once_after_the_restart() throws SQLException {
        newsbell.start();
        var followers = follow("harbour", 20);
        follow("opera", 20);
        sandbox.pull("{\"lever\":\"hang\"}");

        newsbell.publisher().publish("bridge", "The bridge is open", "Ships leave the harbour again.");
        newsbell.kill9();
        assertThat(sandbox.accepted()).isZero();
        sandbox.release();
        newsbell.start();

        awaitSent();
        assertThat(sandbox.messages()).extracting(Message::token).containsExactlyInAnyOrderElementsOf(followers);

        newsbell.publisher().publish("bridge", "The bridge is open again", "Ships leave the harbour, slowly.");
        awaitNothingLeftToDo();
        assertThat(newsbell.publisher().alerts()).hasSize(1);
        assertThat(sandbox.messages()).hasSize(followers.size());
    }

    @Test
    void kill_9_with_every_message_on_the_wire_rings_every_phone_exactly_once_after_the_restart() throws SQLException {
        newsbell.start();
        var followers = follow("harbour", 20);
        sandbox.pull("{\"lever\":\"hang\"}");

        newsbell.publisher().publish("bridge", "The bridge is open", "Ships leave the harbour again.");
        await("all on the wire").atMost(PATIENCE).until(() -> sandbox.calls() == followers.size() + ASKED);
        newsbell.kill9();
        sandbox.release();
        newsbell.start();

        awaitSent();
        assertThat(sandbox.messages()).extracting(Message::token).containsExactlyInAnyOrderElementsOf(followers);
    }

    @Test
    void kill_9_in_the_middle_of_a_fan_out_loses_nobody_and_repeats_at_most_the_window_in_flight() throws SQLException {
        newsbell.start(SMALL_WINDOW);
        var followers = follow("harbour", CROWD);
        sandbox.pull(SLOW);

        newsbell.publisher().publish("bridge", "The bridge is open", "Ships leave the harbour again.");
        awaitAThird();
        newsbell.kill9();
        long before = sandbox.accepted();
        var restart = newsbell.start(SMALL_WINDOW);
        long begin = System.nanoTime();
        awaitSent();

        var messages = sandbox.messages();
        int repeated = messages.size() - CROWD;
        System.out.printf(
                "kill -9 after %d of %d messages: ready again in %d ms, finished %d ms later, %d messages repeated%n",
                before,
                CROWD,
                restart.toMillis(),
                Duration.ofNanos(System.nanoTime() - begin).toMillis(),
                repeated);
        assertThat(before).isLessThan(CROWD);
        assertThat(new HashSet<>(messages.stream().map(Message::token).toList()))
                .containsExactlyInAnyOrderElementsOf(followers);
        assertThat(repeated).isLessThanOrEqualTo(WINDOW);
        assertThat(messages)
                .extracting(Message::content)
                .containsOnly(messages.getFirst().content());
        assertThat(messages.stream()
                        .collect(groupingBy(Message::token, counting()))
                        .values())
                .allMatch(times -> times <= 2);
        assertItAddsUp();
    }

    @Test
    void kill_9_at_any_moment_of_planning_leaves_a_whole_plan_or_none() throws SQLException {
        newsbell.start();
        follow("harbour", CROWD);
        for (var moment : Moment.values()) {
            var alerts = newsbell.publisher().alerts().size() + 1;
            try (var db = newsbell.connect()) {
                newsbell.publisher().publish("news-" + moment, moment.headline, "All ships must leave the harbour.");
                await(moment.name())
                        .pollInterval(Duration.ofMillis(1))
                        .atMost(PATIENCE)
                        .until(() -> number(db, moment.comes) > 0);
                newsbell.kill9();
                assertThat(number(db, PARTLY_PLANNED)).as("after %s", moment).isZero();
            }
            newsbell.start();

            await("all sent")
                    .atMost(PATIENCE)
                    .until(() -> newsbell.publisher().alerts().stream()
                                    .filter(alert ->
                                            alert.path("state").asText().equals("sent"))
                                    .count()
                            == alerts);
            try (var db = newsbell.connect()) {
                assertThat(number(db, PARTLY_PLANNED)).isZero();
                assertThat(number(db, "SELECT count(*) FROM wave")).isEqualTo(alerts);
                assertThat(number(db, "SELECT sum(matched) FROM wave")).isEqualTo((long) alerts * CROWD);
            }
        }
    }

    private static long number(Connection db, String query) throws SQLException {
        try (var statement = db.createStatement();
                var rows = statement.executeQuery(query)) {
            rows.next();
            return rows.getLong(1);
        }
    }

    /// When the server is killed, by what the database says then.
    private enum Moment {
        THE_ALERT_IS_APPROVED("A ferry sinks in the harbour", "SELECT count(*) FROM alert WHERE state = 'APPROVED'"),
        THE_PLAN_IS_BEING_MADE(
                "Whales were seen in the harbour",
                "SELECT count(*) FROM pg_locks JOIN pg_class ON pg_class.oid = relation WHERE relname = 'planning'"
                        + " AND mode = 'RowShareLock'"),
        THE_PLAN_IS_BEING_STORED(
                "Dockers strike in the harbour",
                "SELECT count(*) FROM pg_locks JOIN pg_class ON pg_class.oid = relation WHERE relname = 'batch'"
                        + " AND mode = 'RowExclusiveLock'"),
        THE_PLAN_IS_THERE("Fire on a tanker in the harbour", "SELECT count(*) FROM alert WHERE state = 'SENDING'");

        private final String headline;
        private final String comes;

        Moment(String headline, String comes) {
            this.headline = headline;
            this.comes = comes;
        }
    }

    @Test
    void SIGTERM_in_a_fan_out_lets_the_restart_finish_it_without_a_repetition() throws SQLException {
        // Two batches at a time, so that the rest is left for the next start.
        var few = Map.of("NEWSBELL_WORK_CONCURRENCY", "2", "NEWSBELL_DELIVERY_BATCH_SIZE", "250");
        newsbell.start(few);
        var followers = follow("harbour", CROWD);
        sandbox.pull(SLOW);

        newsbell.publisher().publish("bridge", "The bridge is open", "Ships leave the harbour again.");
        awaitAThird();
        var drain = newsbell.stop();
        long before = sandbox.accepted();
        newsbell.start(few);
        awaitSent();

        System.out.printf("SIGTERM: drained in %d ms, %d of %d messages were out%n", drain.toMillis(), before, CROWD);
        assertThat(before).isLessThan(CROWD);
        assertThat(sandbox.messages()).extracting(Message::token).containsExactlyInAnyOrderElementsOf(followers);
        assertItAddsUp();
    }

    @Test
    void a_server_whose_heartbeat_is_late_does_not_send_its_own_batches_again() throws SQLException {
        // Seconds of work in one batch, so that the check for dead nodes comes by in the middle of it.
        newsbell.start(Map.of("NEWSBELL_DELIVERY_IN_FLIGHT", "200", "NEWSBELL_DELIVERY_BATCH_SIZE", "5000"));
        var followers = follow("harbour", CROWD);
        sandbox.pull(SLOW);

        newsbell.publisher().publish("bridge", "The bridge is open", "Ships leave the harbour again.");
        try (var db = newsbell.connect();
                var age = db.prepareStatement(
                        "UPDATE scheduled_tasks SET last_heartbeat = last_heartbeat - '1 hour'::interval WHERE picked")) {
            await("sent").atMost(PATIENCE).until(() -> {
                age.executeUpdate();
                return isSent();
            });
        }

        assertThat(sandbox.messages()).extracting(Message::token).containsExactlyInAnyOrderElementsOf(followers);
        assertItAddsUp();
    }

    @Test
    void an_import_cut_by_kill_9_goes_on_with_the_same_file_and_has_every_device_once() throws Exception {
        newsbell.start();
        newsbell.publisher().topic("harbour", "harbour");
        var file = Files.createTempFile("newsbell", ".ndjson");
        Files.write(
                file,
                IntStream.range(0, IMPORTED).mapToObj(n -> """
                        {"platform":"ios","address":{"type":"fcmToken","value":"moving-%d"},"follows":["harbour"]}""".formatted(n)).toList());
        var path = "/v1/imports/" + UUID.randomUUID();
        var upload = new FutureTask<>(() -> newsbell.publisher().upload("PUT", path, file));
        Thread.ofPlatform().daemon().start(upload);
        await("some to be committed")
                .atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(20))
                .ignoreExceptionsInstanceOf(AssertionError.class)
                .until(() -> newsbell.publisher().get(path).path("lines").asInt() > 0);
        newsbell.kill9();
        assertThatThrownBy(upload::get).hasRootCauseInstanceOf(IOException.class);
        newsbell.start();
        int committed = newsbell.publisher().get(path).path("lines").asInt();

        // What three minutes without a committed line do.
        try (var db = newsbell.connect();
                var age = db.prepareStatement("UPDATE bulk_import SET changed_at = changed_at - '1 hour'::interval")) {
            age.executeUpdate();
        }
        newsbell.publisher().upload("PUT", path, file);

        System.out.printf("kill -9 after %d of %d lines of an import%n", committed, IMPORTED);
        var account = newsbell.publisher().get(path);
        assertThat(committed).isLessThan(IMPORTED);
        assertThat(account.path("state").asText()).isEqualTo("done");
        assertThat(account.path("lines").asInt())
                .isEqualTo(account.path("accepted").asInt())
                .isEqualTo(IMPORTED);
        try (var db = newsbell.connect();
                var count = db.prepareStatement(
                        "SELECT count(*), count(DISTINCT address) FROM device JOIN subscription USING (reader_id)");
                var rows = count.executeQuery()) {
            rows.next();
            assertThat(rows.getInt(1)).isEqualTo(IMPORTED);
            assertThat(rows.getInt(2)).isEqualTo(IMPORTED);
        }
        Files.delete(file);
    }

    private List<String> follow(String topic, int size) throws SQLException {
        newsbell.publisher().topic(topic, topic);
        try (var db = newsbell.connect()) {
            return Crowd.follow(db, topic, size);
        }
    }

    private void awaitAThird() {
        await("a third")
                .atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(5))
                .until(() -> sandbox.accepted() >= CROWD / 3);
    }

    private void awaitSent() {
        await("sent").atMost(PATIENCE).until(this::isSent);
    }

    private boolean isSent() {
        return newsbell.publisher().alerts().stream()
                .map(alert -> alert.path("state").asText())
                .toList()
                .equals(List.of("sent"));
    }

    private void awaitNothingLeftToDo() throws SQLException {
        try (var db = newsbell.connect();
                var count = db.prepareStatement(
                        "SELECT count(*) FROM scheduled_tasks WHERE task_instance <> 'recurring'")) {
            await("nothing left to do").atMost(PATIENCE).until(() -> {
                try (var rows = count.executeQuery()) {
                    return rows.next() && rows.getLong(1) == 0;
                }
            });
        }
    }

    private void assertItAddsUp() {
        var account = newsbell.publisher().alerts().getFirst().path("account");
        long outcomes = Stream.of(
                        "accepted",
                        "addressDead",
                        "refused",
                        "expired",
                        "stopped",
                        "unfollowed",
                        "ambiguous",
                        "pending")
                .mapToLong(name -> account.path(name).asLong())
                .sum();
        long suppressed = account.path("suppressed")
                .valueStream()
                .mapToLong(JsonNode::asLong)
                .sum();
        assertThat(account.path("matched").asLong()).isEqualTo(CROWD).isEqualTo(suppressed + outcomes);
        assertThat(account.path("accepted").asLong()).isEqualTo(CROWD);
    }
}
