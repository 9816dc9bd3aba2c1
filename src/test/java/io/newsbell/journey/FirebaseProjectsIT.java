package io.newsbell.journey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.newsbell.process.Crowd;
import io.newsbell.process.DatabaseProcess;
import io.newsbell.process.NewsbellProcess;
import io.newsbell.process.Processes;
import io.newsbell.process.Publisher;
import io.newsbell.sandbox.Sandbox;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/// A publisher with several apps, each in a Firebase project of its own, and service accounts that change.
class FirebaseProjectsIT {
    private static final String NEWS = "northwind-news";
    private static final String SPORT = "northwind-sport";
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    @RegisterExtension
    final Processes processes = new Processes();

    private final NewsbellProcess node = processes.newsbell();
    private final DatabaseProcess database = processes.database();

    @TempDir
    Path folder;

    private FirebaseFront firebase;
    private Path accounts;

    @BeforeEach
    void start() throws IOException {
        firebase = new FirebaseFront(folder, NEWS);
        accounts = Files.createDirectory(folder.resolve("accounts"));
        install(NEWS, "news");
        database.start();
        node.start(database, settings(Map.of("NEWSBELL_APP_SLUG", "news")));
    }

    @AfterEach
    void close() {
        firebase.close();
    }

    @Test
    void each_app_sends_to_its_own_project_whichever_node_sends() throws Exception {
        firebase.open(SPORT);
        install(SPORT, "sport");
        var other = processes.secondNode();
        other.start(database, settings(Map.of("NEWSBELL_APP_SLUG", "sport")));
        var ofNews = follow(node, "harbour", 50);
        var ofSport = follow(other, "sailing", 70);

        for (int round = 1; round <= 4; round++) {
            var news = node.publisher().send("top", "harbour", "Harbour news %d".formatted(round));
            var sport = other.publisher().send("top", "sailing", "Sailing news %d".formatted(round));
            assertThat(over(node.publisher(), news).path("state").asText()).isEqualTo("sent");
            assertThat(over(other.publisher(), sport).path("state").asText()).isEqualTo("sent");
        }

        assertThat(rung(firebase.sandbox(NEWS))).containsExactlyInAnyOrderElementsOf(times(4, ofNews));
        assertThat(rung(firebase.sandbox(SPORT))).containsExactlyInAnyOrderElementsOf(times(4, ofSport));
    }

    @Test
    void a_service_account_that_is_replaced_in_mid_flight_costs_nobody_the_alert() throws Exception {
        var phones = follow(node, "harbour", 6_000);
        var sandbox = firebase.sandbox(NEWS);
        var alert = node.publisher().send("top", "harbour", "Harbour news");
        await().atMost(PATIENCE).until(() -> sandbox.ledger().last() > 500);

        Files.writeString(accounts.resolve("news.json"), "\n", StandardOpenOption.APPEND);

        await("the new one to be used")
                .atMost(PATIENCE)
                .until(() -> node.hasSaid("was replaced and is used from now on"));
        assertThat(sandbox.ledger().last()).as("still in mid-flight").isLessThan(phones.size());
        assertThat(over(node.publisher(), alert).path("state").asText()).isEqualTo("sent");
        assertThat(rung(sandbox)).containsExactlyInAnyOrderElementsOf(phones);
    }

    @Test
    void a_revoked_key_stops_the_alert_with_its_reason_and_a_new_one_needs_no_restart() throws Exception {
        var phones = follow(node, "harbour", 50);
        var sandbox = firebase.revokeKey(NEWS);

        var stopped = over(node.publisher(), node.publisher().send("top", "harbour", "Harbour news 1"));

        assertThat(stopped.path("state").asText()).isEqualTo("stopped");
        assertThat(stopped.path("reason").asText()).contains("credentials", "access token");
        install(NEWS, "news");
        await().atMost(PATIENCE).until(() -> {
            var next = node.publisher().send("top", "harbour", "Harbour news " + System.nanoTime());
            return over(node.publisher(), next).path("state").asText().equals("sent");
        });
        assertThat(rung(sandbox)).as("nobody was taken for gone").containsExactlyInAnyOrderElementsOf(phones);
    }

    /// Puts the service account of a project where the server looks for the app's.
    private void install(String project, String app) throws IOException {
        Files.copy(
                firebase.sandbox(project).serviceAccountFile(),
                accounts.resolve(app + ".json"),
                StandardCopyOption.REPLACE_EXISTING);
    }

    private Map<String, String> settings(Map<String, String> more) {
        var all = new HashMap<>(firebase.settings(accounts));
        all.put("NEWSBELL_DELIVERY_MESSAGES_PER_MINUTE", "60000");
        all.put("NEWSBELL_DELIVERY_BATCH_SIZE", "200");
        all.putAll(more);
        return all;
    }

    private List<String> follow(NewsbellProcess at, String topic, int phones) throws SQLException {
        at.publisher().topic(topic, topic);
        try (var db = database.connect()) {
            return Crowd.follow(db, topic, phones);
        }
    }

    private static JsonNode over(Publisher publisher, String alert) {
        return await("the end of the alert")
                .atMost(PATIENCE)
                .until(
                        () -> publisher.get("/v1/alerts/" + alert),
                        now -> List.of("sent", "stopped")
                                .contains(now.path("state").asText()));
    }

    private static List<String> rung(Sandbox sandbox) {
        return sandbox.ledger().since(0).stream()
                .map(message -> message.target().value())
                .toList();
    }

    private static List<String> times(int times, List<String> phones) {
        return Collections.nCopies(times, phones).stream().flatMap(List::stream).toList();
    }
}
