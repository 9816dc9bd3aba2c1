package io.newsbell.journey;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.startsWith;

import io.newsbell.feed.FeedServer;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.specification.RequestSpecification;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Whatever a server does leaves one entry in the audit log, and what is refused or repeated leaves none.
@QuarkusTest
class AuditTest {
    private final Newsroom newsroom = new Newsroom();
    private final String name = "audit-" + newsroom.mark();
    private final String headline = "news of " + newsroom.word("audit");

    @AfterEach
    void nothingIsLeft() {
        newsroom.waitUntilNothingIsLeftToDo();
    }

    @Test
    void an_alert_that_is_sent_corrected_and_recalled_has_three_entries_with_what_it_said() {
        var phone = Phone.following(newsroom.topic("audit", newsroom.word("audit"), false));
        var alert = send("audit");
        phone.ringsWith(headline);
        newsroom.alert(headline, "sent");
        twice(() -> newsroom.as()
                .body(Map.of("title", "Right " + headline, "body", "Now."))
                .post("/v1/alerts/{id}/correct", alert)
                .then()
                .statusCode(200));
        twice(() -> newsroom.as().post("/v1/alerts/{id}/recall", alert).then().statusCode(200));

        assertThat(acts("alert:" + alert)).containsExactly("alert.recalled", "alert.corrected", "alert.sent");
        assertThat(newsroom.acts("alert:" + alert))
                .allSatisfy(act -> assertThat(act)
                        .containsEntry("actor", "key:settings")
                        .containsEntry("actorName", "the API key \"settings\""));
        assertThat(newsroom.acts("alert:" + alert).get(1))
                .extracting("detail")
                .isEqualTo(Map.of(
                        "title",
                        "Right " + headline,
                        "body",
                        "Now.",
                        "titleBefore",
                        headline,
                        "bodyBefore",
                        "",
                        "level",
                        "breaking"));
    }

    @Test
    void a_stop_is_written_down_once_with_the_key_that_stopped() {
        var phone = Phone.following(newsroom.topic("audit", newsroom.word("audit"), false));
        phone.lever("{\"lever\":\"unavailable\"}");
        var alert = send("audit");
        newsroom.alert(headline, "sending");
        var key = key("alerts:send");

        twice(() -> as(key).post("/v1/alerts/{id}/stop", alert)
                .then()
                .statusCode(200)
                .body("reason", equalTo("Stopped by the API key \"%s\".".formatted(name))));
        phone.releaseLever();

        assertThat(acts("alert:" + alert)).containsExactly("alert.stopped", "alert.sent");
        assertThat(newsroom.acts("alert:" + alert).getFirst()).containsEntry("actor", "key:" + name);
    }

    @Test
    void what_is_held_is_approved_or_dismissed_by_somebody() {
        newsroom.topic("audit", newsroom.word("audit"));
        var key = key("articles:write");
        var approved = held("Lorem ipsum " + headline, newsroom.as());
        var dismissed = held("Lorem ipsum too " + headline, newsroom.as());
        held("Lorem ipsum three " + headline, as(key));

        twice(() ->
                newsroom.as().post("/v1/alerts/{id}/approve", approved).then().statusCode(200));
        twice(() ->
                newsroom.as().post("/v1/alerts/{id}/dismiss", dismissed).then().statusCode(200));
        newsroom.as().post("/v1/alerts/{id}/dismiss", approved).then().statusCode(409);
        twice(() -> newsroom.as()
                .body(Map.of("source", "key:" + name))
                .post("/v1/alerts/dismiss")
                .then()
                .statusCode(200));

        assertThat(acts("alert:" + approved)).containsExactly("alert.approved");
        assertThat(acts("alert:" + dismissed)).containsExactly("alert.dismissed");
        assertThat(newsroom.acts("source:key:" + name))
                .singleElement()
                .satisfies(act -> assertThat(act)
                        .containsEntry("act", "alert.dismissed")
                        .containsEntry("detail", Map.of("alerts", "1")));
    }

    @Test
    void settings_of_the_newsroom_are_written_down_without_any_secret() {
        var topic = newsroom.topic("audit", newsroom.word("audit"));
        twice(() -> newsroom.as().delete("/v1/topics/{slug}", topic).then().statusCode(204));
        var made = key("ops:read");
        var rotated = newsroom.as()
                .body(Map.of("overlap", "PT0S"))
                .post("/v1/keys/{name}/rotate", name)
                .<String>path("key");
        newsroom.as().delete("/v1/keys/{name}", name).then().statusCode(204);
        newsroom.as().delete("/v1/keys/{name}", name).then().statusCode(404);
        try (var server = new FeedServer()) {
            newsroom.as()
                    .body(Map.of("url", server.address("/feed?token=hush" + newsroom.mark()), "enabled", false))
                    .put("/v1/feeds/{id}", name)
                    .then()
                    .statusCode(200);
        }
        newsroom.as().delete("/v1/feeds/{id}", name).then().statusCode(204);
        newsroom.as()
                .header("If-Match", newsroom.as().get("/v1/policy").header("ETag"))
                .body(Map.of())
                .put("/v1/policy")
                .then()
                .statusCode(200);

        assertThat(acts("topic:" + topic)).containsExactly("topic.retired", "topic.saved");
        assertThat(acts("key:" + name)).containsExactly("key.revoked", "key.rotated", "key.made");
        assertThat(acts("feed:" + name)).containsExactly("feed.deleted", "feed.saved");
        assertThat(acts("policy")).startsWith("policy.changed");
        assertThat(newsroom.as().get("/v1/audit?limit=50").asString())
                .contains(name)
                .doesNotContain(made)
                .doesNotContain(rotated)
                .doesNotContain("hush" + newsroom.mark());
    }

    @Test
    void what_is_refused_leaves_no_entry() {
        var before = newest();

        newsroom.as().delete("/v1/topics/none-such").then().statusCode(404);
        newsroom.as()
                .body(Map.of("kind", "tag", "name", "Bad", "rule", "AND ("))
                .put("/v1/topics/{slug}", name)
                .then()
                .statusCode(422);
        newsroom.as()
                .header("If-Match", "\"999999\"")
                .body(Map.of())
                .put("/v1/policy")
                .then()
                .statusCode(412);
        newsroom.as()
                .body(Map.of("name", "settings", "scopes", List.of("ops:read")))
                .post("/v1/keys")
                .then()
                .statusCode(409);
        newsroom.send(Map.of("level", "breaking", "title", headline, "topics", List.of("none-such")))
                .then()
                .statusCode(422);

        assertThat(newest()).isEqualTo(before);
    }

    @Test
    void a_call_that_is_repeated_with_its_key_sends_and_writes_once() {
        var topic = newsroom.topic("audit", newsroom.word("audit"), false);
        var once = UUID.randomUUID();
        var before = newest();

        twice(() -> newsroom.as()
                .header("Idempotency-Key", once)
                .body(Map.of("level", "breaking", "title", headline, "topics", List.of(topic)))
                .post("/v1/alerts")
                .then()
                .statusCode(202));

        assertThat(newest()).isEqualTo(before + 1);
    }

    @Test
    void it_is_paged_and_checked() {
        newsroom.topic("one", newsroom.word("one"));
        newsroom.topic("two", newsroom.word("two"));

        var first = newsroom.as().get("/v1/audit?limit=1").jsonPath();
        var second = newsroom.as()
                .queryParam("cursor", first.getString("nextCursor"))
                .get("/v1/audit?limit=1")
                .jsonPath();
        assertThat(first.getString("entries[0].subject")).startsWith("topic:two");
        assertThat(second.getString("entries[0].subject")).startsWith("topic:one");
        newsroom.as().get("/v1/audit?cursor=none").then().statusCode(422);
        newsroom.as()
                .post("/v1/audit/check")
                .then()
                .statusCode(200)
                .body("intact", equalTo(true))
                .body("entries", greaterThan(1))
                .body("hash", equalTo(first.getString("entries[0].hash")));
        as(key("alerts:send")).get("/v1/audit").then().statusCode(403).body("detail", startsWith("Use an API key"));
    }

    private String send(String topic) {
        return newsroom.send(Map.of(
                        "level", "breaking", "title", headline, "topics", List.of(topic + "-" + newsroom.mark())))
                .then()
                .statusCode(202)
                .extract()
                .path("alertId");
    }

    private String held(String title, RequestSpecification as) {
        as.body(Map.of("headline", title))
                .put("/v1/articles/{id}", UUID.randomUUID())
                .then()
                .statusCode(202);
        return newsroom.alert(title, "held").getString("alertId");
    }

    private List<String> acts(String subject) {
        return newsroom.acts(subject).stream()
                .map(act -> (String) act.get("act"))
                .toList();
    }

    private int newest() {
        return newsroom.as().get("/v1/audit?limit=1").jsonPath().getInt("entries[0].seq");
    }

    private String key(String scope) {
        return newsroom.as()
                .body(Map.of("name", name, "scopes", List.of(scope)))
                .post("/v1/keys")
                .then()
                .statusCode(201)
                .extract()
                .path("key");
    }

    private static RequestSpecification as(String key) {
        return given().header("Authorization", "Bearer " + key).contentType("application/json");
    }

    private static void twice(Runnable call) {
        call.run();
        call.run();
    }
}
