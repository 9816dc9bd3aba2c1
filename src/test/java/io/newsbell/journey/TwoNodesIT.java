package io.newsbell.journey;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.newsbell.process.Crowd;
import io.newsbell.process.FickleCrowd;
import io.newsbell.process.NewsbellProcess;
import io.newsbell.process.Processes;
import io.newsbell.process.SandboxProcess;
import io.newsbell.process.SandboxProcess.Message;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/// Two servers on one database: everything is done, nothing twice, and one goes on where the other died.
class TwoNodesIT {
    private static final int ARTICLES = 20;
    private static final int CROWD = 100;
    private static final int FICKLE = 1_000;
    private static final int MANY = 50_000;
    private static final int FOLLOWS = Integer.getInteger("newsbell.follows", 20_000);
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    @RegisterExtension
    final Processes processes = new Processes();

    private final NewsbellProcess first = processes.newsbell();
    private final NewsbellProcess second = processes.secondNode();
    private final SandboxProcess sandbox = processes.sandbox();

    @Test
    void articles_given_to_both_nodes_ring_every_phone_once_each() throws SQLException {
        first.start();
        second.join(first);
        var followers = follow();

        for (int i = 0; i < ARTICLES; i++) {
            var node = i % 2 == 0 ? first : second;
            node.publisher().publish("harbour-" + i, "Harbour news " + i, "Ships leave.");
            // The other node hears of it, too, as a newsroom that is not sure would do.
            var other = i % 2 == 0 ? second : first;
            other.publisher().publish("harbour-" + i, "Harbour news " + i, "Ships leave.");
        }

        await("all sent").atMost(PATIENCE).until(() -> sent(second) == ARTICLES);
        assertThat(sandbox.messages())
                .extracting(message -> message.token() + message.content().alertId())
                .doesNotHaveDuplicates()
                .hasSize(ARTICLES * followers.size());
    }

    @Test
    void a_node_finishes_what_dead_nodes_were_sending() throws SQLException {
        first.start();
        second.join(first);
        var followers = follow();
        sandbox.pull("{\"lever\":\"hang\"}");
        first.publisher().publish("harbour", "Harbour news", "Ships leave.");
        // One more: the service is asked first whether it would take the message.
        await("all on the wire").atMost(PATIENCE).until(() -> sandbox.calls() == CROWD + 1);

        // Whichever of them was sending: the first leaves its PostgreSQL, the second comes back.
        first.kill9();
        second.kill9();
        sandbox.release();
        second.join(first);

        await("all sent").atMost(PATIENCE).until(() -> sent(second) == 1);
        assertThat(sandbox.messages()).extracting(Message::token).containsExactlyInAnyOrderElementsOf(followers);
    }

    @Test
    void a_stop_on_one_node_is_heard_by_the_other_at_once() throws SQLException {
        // The ledger, with which it is heard at the latest, is not written for long.
        var slowly = Map.of(
                "NEWSBELL_DELIVERY_MESSAGES_PER_MINUTE", "60000",
                "NEWSBELL_DELIVERY_FLUSH_EVERY", "1m",
                "NEWSBELL_DELIVERY_FLUSH_RESULTS", "1000000");
        first.start(slowly);
        second.join(first, slowly);
        first.publisher().topic("harbour", "harbour");
        try (var db = first.connect()) {
            Crowd.followByTheMillion(db, "harbour", MANY);
        }
        var alert = first.publisher().send("top", "harbour", "Harbour news");
        await("sending").atMost(PATIENCE).until(() -> sandbox.calls() > 500);

        second.publisher().stop(alert);

        long calls = sandbox.calls();
        await("stopped")
                .atMost(PATIENCE)
                .until(
                        () -> first.publisher().get("/v1/alerts/" + alert).at("/account/pending"),
                        none -> none.asInt() == 0);
        assertThat(sandbox.calls() - calls).as("a second's worth").isLessThan(1_000);
    }

    @Test
    void a_rule_that_one_node_took_counts_for_the_next_article_on_the_other() {
        first.start();
        second.join(first);
        for (int i = 0; i < ARTICLES; i++) {
            var from = i % 2 == 0 ? first : second;
            var to = i % 2 == 0 ? second : first;
            to.publisher().publish("quay-" + i, "The quay of harbour number " + i, "");

            from.publisher().topic("quay", "\"harbour number " + i + "\"");

            assertThat(to.publisher().get("/v1/articles/quay-" + i + "/matches").valueStream())
                    .anyMatch(match -> match.path("topic").asText().equals("quay")
                            && match.path("matches").asBoolean());
        }
    }

    /// `-DargLine=-Dnewsbell.follows=100000` for as many as the issue asks for.
    @Test
    void an_answered_follow_or_unfollow_counts_for_the_next_alert_whichever_node_took_it() throws Exception {
        var everyMinute =
                Map.of("NEWSBELL_DEVICE_CALLS_PER_DEVICE", "100000", "NEWSBELL_APP_FLOOD_PER_MINUTE", "100000");
        first.start(everyMinute);
        second.join(first, everyMinute);
        first.publisher().topic("harbour", "harbour");
        try (var db = first.connect();
                var crowd = FickleCrowd.following(db, "harbour", FICKLE);
                var background = Executors.newSingleThreadExecutor()) {
            var going = background.submit(() -> crowd.go(List.of(first.address(), second.address()), FOLLOWS));
            var alerts = new ArrayList<Alerted>();
            while (!going.isDone()) {
                alerts.add(alert(alerts.size()));
            }
            going.get();
            alerts.add(alert(alerts.size()));

            assertRangAsAnswered(crowd, alerts);
        }
    }

    private void assertRangAsAnswered(FickleCrowd crowd, List<Alerted> alerts) {
        var rang = sandbox.messages().stream()
                .collect(groupingBy(message -> message.content().alertId(), mapping(Message::token, toSet())));
        var certain = 0;
        for (var alert : alerts) {
            var told = rang.getOrDefault(alert.id(), Set.of());
            var followed = crowd.phones().stream()
                    .filter(phone -> phone.followed(alert.asked(), alert.sent()))
                    .toList();
            var unfollowed = crowd.phones().stream()
                    .filter(phone -> phone.unfollowed(alert.asked(), alert.sent()))
                    .toList();
            assertThat(why(alert, followed.stream().filter(phone -> !told.contains(phone.token()))))
                    .as("who followed and did not ring, of %s", alert)
                    .isEmpty();
            assertThat(why(alert, unfollowed.stream().filter(phone -> told.contains(phone.token()))))
                    .as("who had unfollowed and rang, of %s", alert)
                    .isEmpty();
            certain += followed.size() + unfollowed.size();
        }
        System.out.printf(
                "%,d follows and unfollows, %d alerts, %,d phones for which it is certain whether they ring%n",
                FOLLOWS, alerts.size(), certain);
        assertThat(certain).isGreaterThan(FICKLE);
    }

    /// What a node says of each of them, and what they had asked for.
    private List<String> why(Alerted alert, Stream<FickleCrowd.Phone> phones) {
        return phones.map(phone -> first.publisher().get("/v1/alerts/%s/devices/%s".formatted(alert.id(), phone.id()))
                        + " " + phone.changes())
                .toList();
    }

    /// Publishes at one node or the other, and waits until the alert has been sent.
    private Alerted alert(int number) {
        var title = "%s at the harbour".formatted(UUID.randomUUID().toString().replaceAll("[^a-z]", ""));
        var node = number % 2 == 0 ? first : second;
        var asked = node.publisher().publish("fickle-" + number, title, "").sentAt();
        var id = await("the alert " + title)
                .atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(20))
                .until(
                        () -> node.publisher().alerts().stream()
                                .filter(alert -> alert.path("title").asText().equals(title)
                                        && alert.path("state").asText().equals("sent"))
                                .map(alert -> alert.path("alertId").asText())
                                .findFirst(),
                        Optional::isPresent)
                .orElseThrow();
        return new Alerted(id, asked, Instant.now());
    }

    /// @param asked when its article was sent to a node
    /// @param sent  when it was seen to be sent
    private record Alerted(String id, Instant asked, Instant sent) {}

    private List<String> follow() throws SQLException {
        first.publisher().topic("harbour", "harbour");
        try (var db = first.connect()) {
            return Crowd.follow(db, "harbour", CROWD);
        }
    }

    private static long sent(NewsbellProcess node) {
        return node.publisher().alerts().stream()
                .filter(alert -> alert.path("state").asText().equals("sent"))
                .count();
    }
}
