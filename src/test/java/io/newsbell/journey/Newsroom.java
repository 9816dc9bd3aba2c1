package io.newsbell.journey;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// The publisher's server: knows the API key, makes topics, publishes articles, looks at alerts.
final class Newsroom {
    private static final Duration SOON = Duration.ofSeconds(20);

    /// Makes the topics and articles of one test its own.
    private final String mark = UUID.randomUUID().toString().substring(0, 8);

    String topic(String name, String rule) {
        return topic(name, rule, true);
    }

    String topic(String name, String rule, boolean automatic) {
        var slug = name + "-" + mark;
        as().body(Map.of("kind", "tag", "name", name, "rule", rule, "automatic", automatic))
                .put("/v1/topics/{slug}", slug)
                .then()
                .statusCode(200);
        return slug;
    }

    /// What is the newsroom's own in the names of this test.
    String mark() {
        return mark;
    }

    /// A word that no other test's article has.
    String word(String name) {
        return name + mark;
    }

    Response put(String id, Object article) {
        return as().body(article).put("/v1/articles/{id}", id + "-" + mark);
    }

    String publish(String headline, Object... more) {
        var id = "article-" + UUID.randomUUID();
        var article = new LinkedHashMap<String, Object>(Map.of("headline", headline));
        for (int i = 0; i < more.length; i += 2) {
            article.put((String) more[i], more[i + 1]);
        }
        put(id, article).then().statusCode(202);
        return id;
    }

    /// Sends an alert by hand, with a key of its own.
    Response send(Map<String, ?> alert) {
        return as().header("Idempotency-Key", UUID.randomUUID()).body(alert).post("/v1/alerts");
    }

    /// Waits for the alert of this headline to be in a state.
    JsonPath alert(String headline, String state) {
        return await("the alert \"" + headline + "\" to be " + state)
                .atMost(SOON)
                .pollInterval(Duration.ofMillis(20))
                .until(() -> newestAlert(headline), alert -> alert != null && state.equals(alert.getString("state")));
    }

    /// The account of an alert that is over: it must add up.
    Map<String, Object> account(String headline, String state) {
        var account = alert(headline, state).<String, Object>getMap("account");
        assertAddsUp(account);
        return account;
    }

    /// The account at any time.
    void assertAddsUp(String headline) {
        assertAddsUp(Objects.requireNonNull(newestAlert(headline)).getMap("account"));
    }

    static void assertAddsUp(Map<String, Object> account) {
        var suppressed = ((Map<?, ?>) Objects.requireNonNull(account.get("suppressed")))
                .values().stream().mapToInt(count -> (Integer) count).sum();
        var sum = suppressed
                + count(account, "accepted")
                + count(account, "addressDead")
                + count(account, "refused")
                + count(account, "expired")
                + count(account, "stopped")
                + count(account, "unfollowed")
                + count(account, "ambiguous")
                + count(account, "pending")
                + count(account, "waiting");
        assertThat(sum).as("matched is the sum of the rest in %s", account).isEqualTo(count(account, "matched"));
    }

    static int count(Map<String, Object> account, String name) {
        return (Integer) Objects.requireNonNull(account.get(name), name);
    }

    /// What waits for a digest or the end of quiet hours may wait on.
    void waitUntilNothingIsLeftToDo() {
        await("all work to be done").atMost(SOON).until(() -> {
            var alerts = as().get("/v1/alerts?limit=100").jsonPath();
            return !alerts.<String>getList("state").contains("approved")
                    && alerts.<String>getList("findAll { it.state == 'sending' && it.account.waiting == 0 }.alertId")
                            .isEmpty()
                    && alerts.<Integer>getList("findAll { it.state == 'sending' }.account.pending").stream()
                            .allMatch(pending -> pending == 0);
        });
    }

    /// What was done to a thing, newest first, as the audit log has it: act, actor and detail.
    List<Map<String, Object>> acts(String subject) {
        return as().queryParam("subject", subject)
                .get("/v1/audit")
                .then()
                .statusCode(200)
                .extract()
                .jsonPath()
                .getList("entries");
    }

    RequestSpecification as() {
        return given().header("Authorization", "Bearer " + key()).contentType("application/json");
    }

    private @Nullable JsonPath newestAlert(String headline) {
        var alerts = as().get("/v1/alerts?limit=100").jsonPath();
        var index = alerts.<String>getList("title").indexOf(headline);
        return index < 0
                ? null
                : as().get("/v1/alerts/{id}", alerts.getString("[" + index + "].alertId"))
                        .jsonPath();
    }

    static String key() {
        try {
            return Files.readString(Path.of("target", "test-data", "api-key")).strip();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
