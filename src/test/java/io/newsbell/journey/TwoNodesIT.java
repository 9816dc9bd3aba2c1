package io.newsbell.journey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.newsbell.process.Crowd;
import io.newsbell.process.NewsbellProcess;
import io.newsbell.process.Processes;
import io.newsbell.process.SandboxProcess;
import io.newsbell.process.SandboxProcess.Message;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/// Two servers on one database: everything is done, nothing twice, and one goes on where the other died.
class TwoNodesIT {
    private static final int ARTICLES = 20;
    private static final int CROWD = 100;
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
        await("all on the wire").atMost(PATIENCE).until(() -> sandbox.calls() == CROWD);

        // Whichever of them was sending: the first leaves its PostgreSQL, the second comes back.
        first.kill9();
        second.kill9();
        sandbox.release();
        second.join(first);

        await("all sent").atMost(PATIENCE).until(() -> sent(second) == 1);
        assertThat(sandbox.messages()).extracting(Message::token).containsExactlyInAnyOrderElementsOf(followers);
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
