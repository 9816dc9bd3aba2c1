package io.newsbell.journey;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;

import io.newsbell.MovableClock;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What an alert says is put right on the phones that show it, and nobody's rings for that.
@QuarkusTest
class CorrectionTest {
    private static final Duration SOON = Duration.ofSeconds(20);

    private final Newsroom newsroom = new Newsroom();
    private final String wrong = "wrong " + newsroom.word("correction");
    private final String right = "right " + newsroom.word("correction");
    private String topic;
    private Phone phone;

    @BeforeEach
    void aPhoneThatFollows() {
        topic = newsroom.topic("correction", newsroom.word("correction"), false);
        phone = Phone.following(topic);
    }

    @AfterEach
    void nothingIsLeft() {
        RestAssured.delete("/sandbox/levers");
        newsroom.waitUntilNothingIsLeftToDo();
    }

    @Test
    void a_correction_takes_the_place_of_what_is_shown_without_a_sound() {
        var alert = send(Map.of());
        phone.ringsWith(wrong);
        newsroom.alert(wrong, "sent");

        correct(alert)
                .then()
                .statusCode(200)
                .body("title", equalTo(right))
                .body("version", equalTo(2))
                .body("state", equalTo("sent"));

        phone.ringsWith(right);
        for (var platform : List.of("android", "ios", "web")) {
            var screen = screen(phone, platform);
            assertThat(screen.getList("visible.title")).as(platform).containsExactly(right);
            assertThat(screen.getString("visible[0].data.version")).isEqualTo("2");
            assertThat(screen.getString("visible[0].data.alertId")).isEqualTo(alert);
            assertThat(screen.getInt("rings")).as(platform).isOne();
            assertThat(screen.getInt("replacements")).as(platform).isOne();
        }
        assertThat(phone.messages().getLast().toString())
                .contains("quiet_v1", "interruption-level=passive", "quiet=true")
                .doesNotContain("sound");
        await().until(() -> inbox("title"), List.of(right)::equals);
        assertThat(inbox("version")).containsExactly(2);
        told(alert, Map.of("kind", "correction", "version", 2, "reached", 1, "told", 1, "waiting", 0));
    }

    @Test
    void the_same_correction_again_changes_nothing_and_another_one_is_told_once_more() {
        var alert = send(Map.of());
        phone.ringsWith(wrong);
        newsroom.alert(wrong, "sent");
        correct(alert).then().statusCode(200);
        phone.ringsWith(right);

        correct(alert).then().statusCode(200).body("version", equalTo(2));
        correct(alert, Map.of("title", "finally " + right, "body", ""))
                .then()
                .statusCode(200)
                .body("version", equalTo(3));

        phone.ringsWith("finally " + right);
        assertThat(phone.titles()).containsExactly(wrong, right, "finally " + right);
        assertThat(screen(phone, "android").getInt("rings")).isOne();
    }

    @Test
    void nobody_who_was_not_reached_gets_it_and_who_unfollowed_does() {
        var refused = Phone.following(topic);
        refused.lever("{\"lever\":\"senderIdMismatch\"}");
        var alert = send(Map.of());
        phone.ringsWith(wrong);
        newsroom.alert(wrong, "sent");
        refused.releaseLever();
        phone.unfollow(topic);

        correct(alert).then().statusCode(200);

        phone.ringsWith(right);
        told(alert, Map.of("reached", 1, "told", 1));
        assertThat(refused.messages()).isEmpty();
    }

    @Test
    void in_the_middle_of_a_fan_out_who_was_told_is_corrected_and_who_waits_gets_only_the_right_text() {
        var slow = Phone.following(topic);
        var busy = Phone.following(topic);
        slow.lever("{\"lever\":\"delay\",\"delayMs\":500}");
        busy.lever("{\"lever\":\"unavailable\"}");
        var alert = send(Map.of());
        phone.ringsWith(wrong);

        correct(alert).then().statusCode(200).body("state", equalTo("sending"));
        busy.releaseLever();

        assertThat(newsroom.account(right, "sent")).containsEntry("accepted", 3).containsEntry("matched", 3);
        Stream.of(phone, slow, busy).forEach(each -> each.ringsWith(right));
        told(alert, Map.of("reached", 2, "told", 2, "waiting", 0));
        assertThat(phone.titles()).containsExactly(wrong, right);
        assertThat(slow.titles()).containsExactly(wrong, right);
        assertThat(busy.titles()).containsExactly(right);
        Stream.of(phone, slow, busy).forEach(each -> {
            assertThat(screen(each, "android").getList("visible.title")).containsExactly(right);
            assertThat(screen(each, "android").getInt("rings")).isOne();
        });
    }

    @Test
    void later_waves_and_both_texts_of_a_trial_say_what_is_right() {
        var phones = IntStream.range(0, 8).mapToObj(_ -> Phone.following(topic)).toList();
        var alert = send(
                Map.of("rollout", Map.of("trial", Map.of("title", "other " + wrong, "share", 0.5, "minutes", 10))));
        await().atMost(SOON).until(() -> newsroom.alert(wrong, "sending").getInt("account.accepted") >= 2);
        await().atMost(SOON).until(() -> newsroom.alert(wrong, "sending").getInt("account.pending") == 0);

        correct(alert).then().statusCode(200);
        var sample = newsroom.alert(right, "sending").getInt("account.accepted");
        told(alert, Map.of("reached", sample, "told", sample));
        MovableClock.advance(Duration.ofMinutes(10));

        assertThat(newsroom.account(right, "sent")).containsEntry("accepted", 9);
        assertThat(phones).allSatisfy(each -> assertThat(each.titles()).endsWith(right));
        assertThat(phones.stream().filter(each -> each.titles().size() == 1))
                .hasSizeBetween(9 - sample - 1, 9 - sample);
        told(alert, Map.of("reached", sample, "told", sample));
    }

    @Test
    void a_phone_that_shows_a_later_alert_of_the_story_keeps_that() {
        var alert = send(Map.of());
        phone.ringsWith(wrong);
        newsroom.alert(wrong, "sent");
        var later = "later " + wrong;
        newsroom.send(Map.of(
                        "level",
                        "top",
                        "title",
                        later,
                        "topics",
                        List.of(topic),
                        "update",
                        true,
                        "storyId",
                        Long.valueOf(phone.story().substring("story:".length()))))
                .then()
                .statusCode(202);
        phone.ringsWith(later);
        newsroom.alert(later, "sent");

        correct(alert).then().statusCode(200);

        told(alert, Map.of("reached", 1, "superseded", 1, "told", 0));
        assertThat(phone.titles()).containsExactly(wrong, later);
    }

    @Test
    void a_phone_whose_service_is_busy_is_corrected_later() {
        var alert = send(Map.of());
        phone.ringsWith(wrong);
        newsroom.alert(wrong, "sent");
        phone.lever("{\"lever\":\"unavailable\",\"times\":2}");

        correct(alert).then().statusCode(200);

        phone.ringsWith(right);
        told(alert, Map.of("told", 1, "waiting", 0));
    }

    @Test
    void what_was_stopped_or_waits_for_a_person_or_is_of_another_day_cannot_be_corrected() {
        phone.lever("{\"lever\":\"unavailable\"}");
        var stopped = send(Map.of());
        newsroom.alert(wrong, "sending");
        newsroom.as().post("/v1/alerts/{id}/stop", stopped).then().statusCode(200);
        phone.releaseLever();
        isRefused(correct(stopped));

        newsroom.topic("held", newsroom.word("held"));
        newsroom.publish("Lorem ipsum " + newsroom.word("held"));
        var held =
                newsroom.alert("Lorem ipsum " + newsroom.word("held"), "held").getString("alertId");
        isRefused(correct(held));
        newsroom.as().post("/v1/alerts/{id}/dismiss", held).then().statusCode(200);
        isRefused(correct(held));

        var sent = send(Map.of());
        newsroom.alert(wrong, "sent");
        MovableClock.advance(Duration.ofHours(26));
        isRefused(correct(sent));
    }

    @Test
    void bad_input_is_refused_and_changes_nothing() {
        var alert = send(Map.of());
        newsroom.alert(wrong, "sent");

        isInvalid(alert, Map.of("body", "b"), "/title");
        isInvalid(alert, Map.of("title", " ", "body", "b"), "/title");
        isInvalid(alert, Map.of("title", "x".repeat(151), "body", "b"), "/title");
        isInvalid(alert, Map.of("title", "t"), "/body");
        isInvalid(alert, Map.of("title", "t", "body", "x".repeat(301)), "/body");
        isInvalid(alert, Map.of("title", "t", "body", "b", "link", "news"), "/link");
        isInvalid(alert, Map.of("title", "t", "body", "b", "image", "ftp://news.example/i.jpg"), "/image");
        correct(alert, Map.of("title", "t", "body", "b", "level", "top")).then().statusCode(400);
        correct(UUID.randomUUID().toString()).then().statusCode(404).body("code", equalTo("not_found"));

        newsroom.as()
                .get("/v1/alerts/{id}", alert)
                .then()
                .body("title", equalTo(wrong))
                .body("version", equalTo(1))
                .body("amendments", equalTo(List.of()));
    }

    private String send(Map<String, ?> more) {
        var alert = new HashMap<String, Object>(Map.of("level", "top", "title", wrong, "topics", List.of(topic)));
        alert.putAll(more);
        return newsroom.send(alert).then().statusCode(202).extract().path("alertId");
    }

    private Response correct(String alert) {
        return correct(alert, Map.of("title", right, "body", "What is right."));
    }

    private Response correct(String alert, Map<String, ?> correction) {
        return newsroom.as().body(correction).post("/v1/alerts/{id}/correct", alert);
    }

    private static void isRefused(Response answer) {
        answer.then().statusCode(409).body("code", equalTo("alert_state"));
    }

    private void isInvalid(String alert, Map<String, ?> correction, String pointer) {
        correct(alert, correction)
                .then()
                .statusCode(422)
                .body("code", equalTo("invalid_field"))
                .body("errors[0].pointer", equalTo(pointer));
    }

    /// Waits for the newest amendment to be counted so.
    private void told(String alert, Map<String, ?> counts) {
        await("the amendment to count " + counts)
                .atMost(SOON)
                .until(
                        () -> newsroom.as()
                                .get("/v1/alerts/{id}", alert)
                                .jsonPath()
                                .<String, Object>getMap("amendments[-1]"),
                        found -> found.entrySet().containsAll(counts.entrySet()));
    }

    private static JsonPath screen(Phone phone, String platform) {
        return given().get("/sandbox/phones/{token}?platform=" + platform, phone.token())
                .jsonPath();
    }

    private List<Object> inbox(String field) {
        return phone.as()
                .get("/v1/devices/{id}/notifications", phone.id())
                .jsonPath()
                .getList("notifications." + field);
    }
}
