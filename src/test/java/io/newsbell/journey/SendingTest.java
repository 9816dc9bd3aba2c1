package io.newsbell.journey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.notNullValue;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// A newsroom tells its readers by hand, once.
@QuarkusTest
class SendingTest {
    private final Newsroom newsroom = new Newsroom();
    private final String word = newsroom.word("sending");
    private final String headline = "news of " + word;
    private final String key = "key-" + UUID.randomUUID();
    private String topic;
    private Phone phone;

    @Inject
    Jdbi jdbi;

    @BeforeEach
    void aPhoneThatFollows() {
        topic = newsroom.topic("sending", word, false);
        phone = Phone.following(topic);
    }

    @Test
    void a_call_that_is_repeated_tells_once_and_has_the_first_answer() {
        var first = send(key, alert()).then().statusCode(202).extract();
        newsroom.alert(headline, "sent");

        var again = send(key, alert()).then().statusCode(202).extract();

        assertThat(again.asString()).isEqualTo(first.asString());
        assertThat(first.jsonPath().getString("state")).isEqualTo("approved");
        assertThat(first.jsonPath().getString("reason")).startsWith("Sent by the API key");
        newsroom.waitUntilNothingIsLeftToDo();
        assertThat(phone.titles()).containsExactly(headline);
        assertThat(newsroom.account(headline, "sent")).containsEntry("accepted", 1);
    }

    @Test
    void a_key_stands_for_one_call() {
        newsroom.as()
                .body(alert())
                .post("/v1/alerts")
                .then()
                .statusCode(400)
                .body("code", equalTo("idempotency_key_missing"));
        send(key, alert()).then().statusCode(202);
        var other = new HashMap<>(alert());
        other.put("title", "Other " + headline);
        send(key, other).then().statusCode(422).body("code", equalTo("idempotency_key_reused"));
        newsroom.alert(headline, "sent");
    }

    @Test
    void while_a_call_is_being_done_the_same_call_is_asked_to_come_again() {
        QuarkusTransaction.requiringNew().run(() -> {
            jdbi.useHandle(db ->
                    db.createQuery("""
                            SELECT pg_advisory_xact_lock(hashtextextended('once ' || app.id || ' ' || :key, 0))
                            FROM app WHERE slug = 'demo'""").bind("key", key).mapTo(String.class).list());
            send(key, alert())
                    .then()
                    .statusCode(409)
                    .body("code", equalTo("idempotent_call_running"))
                    .body("retryable", equalTo(true))
                    .header("Retry-After", "1");
        });

        send(key, alert()).then().statusCode(202);
        newsroom.alert(headline, "sent");
    }

    @Test
    void what_does_not_exist_is_named_and_uses_no_key_up() {
        var wrong = new HashMap<>(alert());
        wrong.put("topics", List.of(topic, "nothing-like-it"));
        send(key, wrong)
                .then()
                .statusCode(422)
                .body("errors.pointer", hasItem("/topics/1"))
                .body("errors.detail", hasItem(containsString("nothing-like-it")));
        wrong.put("topics", List.of(topic));
        wrong.put("articleId", "nothing-like-it");
        send(key, wrong).then().statusCode(422).body("errors.pointer", hasItem("/articleId"));
        wrong.remove("articleId");
        wrong.put("storyId", 99_999_999);
        send(key, wrong).then().statusCode(422).body("errors.pointer", hasItem("/storyId"));

        send(key, alert()).then().statusCode(202);
        newsroom.alert(headline, "sent");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "level       | \"loud\"                                                           | 400",
                "title       | \" \"                                                              | 422",
                "topics      | []                                                                 | 422",
                "link        | \"news.example\"                                                   | 422",
                "language    | \"english please\"                                                 | 422",
                "fromVersion | \"seven\"                                                          | 422",
                "rollout     | {\"localTime\": \"7:30\"}                                          | 422",
                "rollout     | {\"spreadMinutes\": 10, \"canary\": true}                          | 422",
                "rollout     | {\"trial\": {\"title\": \"B\", \"share\": 0.9, \"minutes\": 5}}    | 422",
                "unknown     | 1                                                                  | 400"
            })
    void what_makes_no_sense_is_refused(String field, String value, int status) {
        newsroom.as()
                .header("Idempotency-Key", key)
                .body("{\"level\": \"top\", \"title\": \"T\", \"topics\": [\"%s\"], \"%s\": %s}"
                        .formatted(topic, field, value)
                        .replaceFirst("\"level\": \"top\", (?=.*\"level\")", "")
                        .replaceFirst("\"title\": \"T\", (?=.*\"title\": \" \")", "")
                        .replaceFirst("\"topics\": \\[\"[^]]*\\], (?=\"topics\")", ""))
                .post("/v1/alerts")
                .then()
                .statusCode(status);
    }

    @Test
    void a_word_that_is_none_of_them_is_answered_with_those_that_are() {
        var loud = new HashMap<>(alert());
        loud.put("level", "loud");
        send(key, loud)
                .then()
                .statusCode(400)
                .body("errors.detail", hasItem("Choose one of: breaking, top, following, digest."));
    }

    @Test
    void breaking_news_is_not_tried_on_anybody() {
        var breaking = new HashMap<>(alert());
        breaking.put("level", "breaking");
        breaking.put("rollout", Map.of("trial", Map.of("title", "Other", "share", 0.2, "minutes", 5)));
        send(key, breaking).then().statusCode(422).body("errors.pointer", hasItem("/rollout/trial"));
    }

    @Test
    void of_a_story_a_reader_is_told_once_unless_it_is_an_update() {
        newsroom.publish(headline, "urgency", 2);
        phone.ringsWith(headline);
        var story = Long.valueOf(phone.story().substring("story:".length()));
        newsroom.alert(headline, "sent");

        var more = new HashMap<>(alert());
        more.put("storyId", story);
        more.put("title", "More " + headline);
        send(key, more).then().statusCode(202);
        assertThat(newsroom.account("More " + headline, "sent")).containsEntry("suppressed", Map.of("TOLD", 1));

        more.put("title", "Update on " + headline);
        more.put("update", true);
        send(UUID.randomUUID().toString(), more).then().statusCode(202);
        phone.ringsWith("Update on " + headline);
        newsroom.alert("Update on " + headline, "sent");
    }

    @Test
    void an_alert_about_an_article_has_its_link_and_goes_with_it() {
        var id = newsroom.publish(headline, "url", "https://news.example/" + word) + "-" + newsroom.mark();
        newsroom.alert(headline, "dismissed");
        var about = new HashMap<>(alert());
        about.put("articleId", id);
        about.put("title", "By hand: " + headline);
        send(key, about).then().statusCode(202).body("alertId", notNullValue());
        phone.ringsWith("By hand: " + headline);
        assertThat(phone.messages().toString()).contains("https://news.example/" + word);
        newsroom.alert("By hand: " + headline, "sent");

        newsroom.as().delete("/v1/articles/{id}", id).then().statusCode(204);

        org.awaitility.Awaitility.await()
                .until(
                        () -> phone.as()
                                .get("/v1/devices/{id}/notifications", phone.id())
                                .path("notifications[0].status"),
                        "withdrawn"::equals);
    }

    private Map<String, Object> alert() {
        return Map.of("level", "top", "title", headline, "body", "In short.", "topics", List.of(topic));
    }

    private Response send(String key, Map<String, ?> alert) {
        return newsroom.as().header("Idempotency-Key", key).body(alert).post("/v1/alerts");
    }
}
