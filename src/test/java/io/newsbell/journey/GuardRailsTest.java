package io.newsbell.journey;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.hasItem;

import io.newsbell.MovableClock;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.net.URL;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What nobody should be woken for waits for a person.
@QuarkusTest
class GuardRailsTest {
    private static final int FIRST = 10;
    private static final int FLOOD = 50;

    private final Newsroom newsroom = new Newsroom();
    private final String word = newsroom.word("guard");
    private final String headline = "news of " + word;
    private String topic;
    private Phone phone;

    @Inject
    Clock clock;

    @TestHTTPResource(value = "/metrics", management = true)
    @SuppressWarnings("NullAway.Init")
    URL metrics;

    @BeforeEach
    void aPhoneThatFollows() {
        topic = newsroom.topic("guard", word);
        phone = Phone.following(topic);
    }

    @AfterEach
    void thePolicyIsAsUsual() {
        policy(Map.of());
        newsroom.waitUntilNothingIsLeftToDo();
    }

    @Test
    void of_an_import_the_first_articles_ring_and_the_rest_waits_for_a_person() {
        // What other tests have just published as the newsroom is no flood of this one.
        MovableClock.advance(Duration.ofMinutes(1));
        policy(Map.of("floodPerMinute", FIRST));
        var source = "import-" + newsroom.mark();
        var key = key(source);
        var titles = IntStream.range(0, FLOOD).mapToObj(n -> ofItsOwnEvent()).toList();
        titles.forEach(title -> as(key).body(Map.of("headline", title))
                .put("/v1/articles/{id}", UUID.randomUUID())
                .then()
                .statusCode(202));

        await("the rest to be held")
                .atMost(Duration.ofSeconds(20))
                .until(() -> held(word), all -> all.size() == FLOOD - FIRST);
        titles.subList(0, FIRST).forEach(phone::ringsWith);
        assertThat(phone.titles()).hasSize(FIRST);
        var approved = id(titles.get(29));
        var dismissed = id(titles.get(30));
        newsroom.as()
                .get("/v1/alerts/{id}", approved)
                .then()
                .body("state", equalTo("held"))
                .body("guards.code", equalTo(List.of("flood")))
                .body("reason", containsString("29 articles came from “key:" + source + "”"))
                .body("reason", containsString("10 a minute are the most"));

        // The newsroom's own articles have nothing to do with the import.
        var own = ofItsOwnEvent();
        newsroom.publish(own);
        phone.ringsWith(own);

        approve(approved).then().statusCode(200).body("reason", containsString("settings"));
        phone.ringsWith(titles.get(29));
        newsroom.alert(titles.get(29), "sent");
        approve(approved).then().statusCode(200);
        dismiss(dismissed).then().statusCode(200).body("state", equalTo("dismissed"));
        approve(dismissed).then().statusCode(409).body("code", equalTo("alert_state"));
        dismiss(approved).then().statusCode(409);

        newsroom.as()
                .body(Map.of("source", "key:" + source, "guard", "flood"))
                .post("/v1/alerts/dismiss")
                .then()
                .statusCode(200)
                .body("dismissed", equalTo(FLOOD - FIRST - 2));
        assertThat(held(word)).isEmpty();
        newsroom.waitUntilNothingIsLeftToDo();
        assertThat(phone.titles()).hasSize(FIRST + 2).doesNotContain(titles.get(30));
    }

    @Test
    void a_test_rings_nobody_and_says_why() {
        newsroom.publish("Lorem ipsum " + word);

        var alert = newsroom.alert("Lorem ipsum " + word, "held");

        assertThat(alert.getString("guards[0].code")).isEqualTo("test_words");
        assertThat(alert.getString("guards[0].sentence"))
                .contains("lorem ipsum")
                .contains("Approve it");
        assertThat(newsroom.as()
                        .get("/v1/alerts/{a}/devices/{d}", alert.getString("alertId"), phone.id())
                        .<String>path("sentence"))
                .contains("before a person has decided");
        assertThat(given().get(metrics).asString()).contains("newsbell_alerts_held_total{guard=\"test_words\"");
        dismiss(alert.getString("alertId")).then().statusCode(200);
        assertThat(phone.titles()).isEmpty();
    }

    @Test
    void what_is_corrected_while_it_waits_is_told_as_it_is_now() {
        var article = newsroom.publish("Lorem ipsum " + word);
        var alert = newsroom.alert("Lorem ipsum " + word, "held").getString("alertId");
        newsroom.put(article, Map.of("headline", headline, "summary", "After a long night."))
                .then()
                .statusCode(202);
        newsroom.as().get("/v1/alerts/{id}", alert).then().body("state", equalTo("held"));

        approve(alert)
                .then()
                .statusCode(200)
                .body("title", equalTo(headline))
                .body("body", equalTo("After a long night."));

        phone.ringsWith(headline);
        assertThat(phone.titles()).containsExactly(headline);
        newsroom.alert(headline, "sent");
    }

    @Test
    void the_words_are_the_newsrooms_to_choose() {
        policy(Map.of("testWords", List.of(Map.of("words", "Übung", "where", "anywhere"))));
        newsroom.publish("Lorem ipsum " + word);
        phone.ringsWith("Lorem ipsum " + word);

        newsroom.publish("ÜBUNG der Feuerwehr " + word);
        dismiss(newsroom.alert("ÜBUNG der Feuerwehr " + word, "held").getString("alertId"))
                .then()
                .statusCode(200);
    }

    @Test
    void what_would_ring_many_waits_unless_it_is_breaking() {
        var other = Phone.following(topic);
        var before = ofItsOwnEvent();
        var breaking = ofItsOwnEvent();
        newsroom.publish(before);
        other.ringsWith(before);
        policy(Map.of("audienceAtLeast", 1, "audienceShare", 0));

        newsroom.publish(breaking, "urgency", 1);
        phone.ringsWith(breaking);
        newsroom.publish(headline, "urgency", 2);

        var alert = newsroom.alert(headline, "held");
        assertThat(alert.getString("guards[0].code")).isEqualTo("large_audience");
        assertThat(alert.getString("reason")).startsWith("It would ring 2 of ");
        assertThat(alert.getString("level")).isEqualTo("top");
        approve(alert.getString("alertId")).then().statusCode(200);
        phone.ringsWith(headline);
        other.ringsWith(headline);
        newsroom.account(headline, "sent");
    }

    @Test
    void what_nobody_decides_in_time_expires_and_what_is_approved_late_has_its_whole_time() {
        newsroom.publish("Lorem ipsum " + word);
        newsroom.publish("Lorem ipsum again " + word);
        var approved = newsroom.alert("Lorem ipsum " + word, "held").getString("alertId");
        var forgotten = newsroom.alert("Lorem ipsum again " + word, "held").getString("alertId");

        MovableClock.advance(Duration.ofMinutes(59));
        approve(approved).then().statusCode(200);
        phone.ringsWith("Lorem ipsum " + word);

        MovableClock.advance(Duration.ofMinutes(2));
        approve(forgotten).then().statusCode(409);
        await("it to expire")
                .atMost(Duration.ofSeconds(20))
                .until(() -> newsroom.as().get("/v1/alerts/{id}", forgotten).path("state"), "expired"::equals);
        assertThat(phone.titles()).hasSize(1);
    }

    @Test
    void what_happened_long_ago_rings_nobody() {
        newsroom.publish(
                headline, "eventAt", clock.instant().minus(Duration.ofHours(3)).toString());

        assertThat(newsroom.alert(headline, "dismissed").getString("guards[0].code"))
                .isEqualTo("stale");
    }

    @Test
    void a_policy_is_changed_by_who_has_read_it_and_only_to_what_makes_sense() {
        var read = newsroom.as().get("/v1/policy");
        read.then()
                .statusCode(200)
                .body("freshMinutes", equalTo(120))
                .body("audienceAtLeast", equalTo(10_000))
                .body("testWords.size()", greaterThan(100));

        newsroom.as().body(Map.of()).put("/v1/policy").then().statusCode(428);
        newsroom.as()
                .header("If-Match", "\"999999\"")
                .body(Map.of())
                .put("/v1/policy")
                .then()
                .statusCode(412);
        newsroom.as()
                .header("If-Match", read.header("ETag"))
                .body(Map.of(
                        "freshMinutes",
                        0,
                        "audienceShare",
                        1.5,
                        "testWords",
                        List.of(Map.of("words", "...", "where", "whole"))))
                .put("/v1/policy")
                .then()
                .statusCode(422)
                .body("errors.pointer", hasItem("/freshMinutes"))
                .body("errors.pointer", hasItem("/audienceShare"))
                .body("errors.pointer", hasItem("/testWords/0/words"));
        policy(Map.of("freshMinutes", 30));
        newsroom.as().get("/v1/policy").then().body("freshMinutes", equalTo(30)).body("expiresMinutes", equalTo(60));
    }

    /// Alike, and a story would hold them together.
    private String ofItsOwnEvent() {
        return UUID.randomUUID().toString().replace("-", " ") + " " + word;
    }

    private void policy(Map<String, ?> policy) {
        var tag = newsroom.as().get("/v1/policy").header("ETag");
        newsroom.as()
                .header("If-Match", tag)
                .body(policy)
                .put("/v1/policy")
                .then()
                .statusCode(200);
    }

    private String key(String name) {
        return newsroom.as()
                .body(Map.of("name", name, "scopes", List.of("articles:write")))
                .post("/v1/keys")
                .then()
                .statusCode(201)
                .extract()
                .path("key");
    }

    private static RequestSpecification as(String key) {
        return given().header("Authorization", "Bearer " + key).contentType("application/json");
    }

    private List<String> held(String word) {
        return newsroom.as().get("/v1/alerts?state=held&limit=100").jsonPath().<String>getList("title").stream()
                .filter(title -> title.contains(word))
                .toList();
    }

    private String id(String title) {
        return newsroom.as().get("/v1/alerts?limit=100").path("find { it.title == '%s' }.alertId".formatted(title));
    }

    private Response approve(String alert) {
        return newsroom.as().post("/v1/alerts/{id}/approve", alert);
    }

    private Response dismiss(String alert) {
        return newsroom.as().post("/v1/alerts/{id}/dismiss", alert);
    }
}
