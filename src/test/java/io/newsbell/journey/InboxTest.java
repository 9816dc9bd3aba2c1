package io.newsbell.journey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.newsbell.MovableClock;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What a phone finds when it looks for what it was sent.
@QuarkusTest
class InboxTest {
    @Inject
    Jdbi jdbi;

    private final Newsroom newsroom = new Newsroom();
    private final String headline = "news of " + newsroom.word("inbox");
    private String topic;

    @BeforeEach
    void thereIsATopic() {
        topic = newsroom.topic("inbox", newsroom.word("inbox"));
    }

    @Test
    void a_phone_finds_what_rang_it_as_soon_as_it_rang() {
        var phone = Phone.following(topic);
        newsroom.publish(headline, "url", "https://news.example/inbox");
        phone.ringsWith(headline);

        var inbox = inbox(phone, "");

        assertThat(inbox.getList("notifications")).hasSize(1);
        assertThat(inbox.getString("notifications[0].title")).isEqualTo(headline);
        assertThat(inbox.getString("notifications[0].topic")).isEqualTo(topic);
        assertThat(inbox.getString("notifications[0].status")).isEqualTo("sent");
        assertThat(inbox.getString("notifications[0].link")).isEqualTo("https://news.example/inbox");
        assertThat(inbox.getBoolean("notifications[0].opened")).isFalse();
        assertThat(inbox.getString("nextCursor")).isNull();
    }

    @Test
    void what_was_opened_is_shown_as_opened() {
        var phone = Phone.following(topic);
        newsroom.publish(headline);
        var alert = newsroom.alert(headline, "sent").getString("alertId");
        phone.as()
                .body(Map.of(
                        "deviceId",
                        phone.id(),
                        "receipts",
                        List.of(Map.of("alertId", alert, "event", "opened", "at", now().toString()))))
                .post("/v1/receipts")
                .then()
                .statusCode(202);

        assertThat(inbox(phone, "").getBoolean("notifications[0].opened")).isTrue();
    }

    @Test
    void pages_do_not_move_when_something_new_arrives() {
        var phone = Phone.following(topic);
        for (int time = 1; time <= 5; time++) {
            publishAndRing(phone, time + " " + headline);
        }
        var first = inbox(phone, "?limit=2");
        assertThat(titles(first)).containsExactly("5 " + headline, "4 " + headline);

        publishAndRing(phone, "6 " + headline);

        var second = inbox(phone, "?limit=2&cursor=" + first.getString("nextCursor"));
        assertThat(titles(second)).containsExactly("3 " + headline, "2 " + headline);
        var third = inbox(phone, "?limit=2&cursor=" + second.getString("nextCursor"));
        assertThat(titles(third)).containsExactly("1 " + headline);
        assertThat(third.getString("nextCursor")).isNull();
        assertThat(titles(inbox(phone, "?limit=1"))).containsExactly("6 " + headline);
    }

    @Test
    void a_phone_asks_only_for_what_is_new() {
        var phone = Phone.following(topic);
        publishAndRing(phone, "1 " + headline);
        var lastPull = now();
        publishAndRing(phone, "2 " + headline);

        assertThat(titles(inbox(phone, "?since=" + lastPull))).containsExactly("2 " + headline);
        phone.as()
                .get("/v1/devices/{id}/notifications?since=yesterday", phone.id())
                .then()
                .statusCode(422);
        phone.as()
                .get("/v1/devices/{id}/notifications?cursor=broken", phone.id())
                .then()
                .statusCode(422);
    }

    @Test
    void what_was_not_for_a_phone_is_not_in_its_inbox() {
        var stranger = Phone.registered();
        var wantsLess = Phone.registered();
        wantsLess.follow(topic, "important");
        newsroom.publish(headline);
        newsroom.alert(headline, "sent");
        var late = Phone.following(topic);

        assertThat(titles(inbox(stranger, ""))).isEmpty();
        assertThat(titles(inbox(wantsLess, ""))).isEmpty();
        assertThat(titles(inbox(late, ""))).isEmpty();
    }

    @Test
    void what_was_unfollowed_or_stopped_before_its_turn_is_not_shown() {
        var unfollowed = Phone.following(topic);
        var stopped = Phone.following(topic);
        List.of(unfollowed, stopped).forEach(phone -> phone.lever("{\"lever\":\"unavailable\"}"));
        newsroom.publish(headline);
        await().until(() -> newsroom.alert(headline, "sending").getInt("account.pending") == 2);
        unfollowed.unfollow(topic);
        assertThat(titles(inbox(unfollowed, ""))).isEmpty();

        var alert = newsroom.alert(headline, "sending").getString("alertId");
        newsroom.as().post("/v1/alerts/{id}/stop", alert).then().statusCode(200);
        List.of(unfollowed, stopped).forEach(Phone::releaseLever);
        await().until(() -> newsroom.alert(headline, "stopped").getInt("account.pending") == 0);

        assertThat(titles(inbox(stopped, ""))).isEmpty();
        assertThat(titles(inbox(unfollowed, ""))).isEmpty();
    }

    @Test
    void a_phone_whose_address_was_dead_finds_what_it_missed() {
        var phone = Phone.following(topic);
        phone.lever("{\"lever\":\"unregistered\"}");
        newsroom.publish("1 " + headline);
        newsroom.alert("1 " + headline, "sent");
        // Retired by now, so not even in the audience.
        newsroom.publish("2 " + headline);
        newsroom.alert("2 " + headline, "sent");

        var inbox = inbox(phone, "");

        assertThat(titles(inbox)).containsExactly("2 " + headline, "1 " + headline);
        assertThat(inbox.getList("notifications.status")).containsExactly("missed", "missed");
        assertThat(why(phone, inbox.getString("notifications[0].alertId")).getString("sentence"))
                .contains("could not be reached");
    }

    @Test
    void of_a_story_only_the_newest_alert_is_shown() {
        var phone = Phone.following(topic);
        publishAndRing(phone, "1 " + headline);
        publishAndRing(phone, "2 " + headline);
        var first = newsroom.alert("1 " + headline, "sent").getString("alertId");
        var second = newsroom.alert("2 " + headline, "sent").getString("alertId");
        // By their words they are two stories; before anybody has looked, the two become one.
        jdbi.useHandle(db -> db.execute(
                "UPDATE alert SET version = 2, story_id = (SELECT story_id FROM alert WHERE id = ?::uuid) WHERE id = ?::uuid",
                first,
                second));

        var inbox = inbox(phone, "");

        assertThat(titles(inbox)).containsExactly("2 " + headline);
        assertThat(inbox.getInt("notifications[0].version")).isEqualTo(2);
        assertThat(titles(inbox(phone, "?limit=1"))).containsExactly("2 " + headline);
    }

    @Test
    void a_phone_can_ask_why_and_is_shown_the_words() {
        var rang = Phone.following(topic);
        var wantsLess = Phone.registered();
        wantsLess.follow(topic, "important");
        var stranger = Phone.registered();
        newsroom.publish(headline);
        var alert = newsroom.alert(headline, "sent").getString("alertId");

        var why = why(rang, alert);
        assertThat(why.getBoolean("rang")).isTrue();
        assertThat(why.getString("topic")).isEqualTo(topic);
        assertThat(why.getString("matches[0].evidence[0].words")).isEqualToIgnoringCase(newsroom.word("inbox"));
        assertThat(why(wantsLess, alert).getString("suppressed")).isEqualToIgnoringCase("wants_less");
        assertThat(why(stranger, alert).getString("sentence")).contains("followed none");
        assertThat(why(stranger, alert).getList("matches")).isEmpty();
        assertThat(why(Phone.following(topic), alert).getString("sentence")).contains("registered after");
        rang.as()
                .get("/v1/devices/{id}/notifications/{alert}/why", rang.id(), UUID.randomUUID())
                .then()
                .statusCode(404);
    }

    @Test
    void a_phone_is_told_how_often_each_choice_would_ring() {
        var other = newsroom.topic("other", newsroom.word("other"));
        var phone = Phone.following(topic);
        newsroom.publish("1 " + headline);
        newsroom.publish("2 " + headline + " " + newsroom.word("other"));
        newsroom.publish("3 " + newsroom.word("other"));
        newsroom.alert("1 " + headline, "sent");
        newsroom.alert("2 " + headline + " " + newsroom.word("other"), "sent");
        newsroom.alert("3 " + newsroom.word("other"), "sent");
        // What is planned now is seen within a second.
        await().untilAsserted(() -> {
            var forecast = forecast(phone, "?topics=" + other);
            assertThat(forecast.getDouble("list.perWeek")).isEqualTo(1.0);
            assertThat(forecast.getString("list.sentence")).isEqualTo("about 1 alert a week");
            var asked = "topics.find { it.topic == '" + other + "' }";
            assertThat(forecast.getString(asked + ".level")).isNull();
            assertThat(forecast.getDouble(asked + ".levels[0].alone.perWeek")).isEqualTo(1.0);
            assertThat(forecast.getDouble(asked + ".levels[0].list.perWeek")).isEqualTo(1.5);
            assertThat(forecast.getDouble(asked + ".levels[2].list.perWeek")).isEqualTo(1.0);
        });
        var forecast = forecast(phone, "");
        assertThat(forecast.getString("topics[0].level")).isEqualTo("every");
        assertThat(forecast.getList("caps.cap")).containsExactly(1, 3, 5, 10);
        assertThat(forecast.getDouble("caps[0].withoutQuietHours.perWeek")).isEqualTo(0.5);
        assertThat(forecast.getDouble("uncapped.withoutQuietHours.perWeek")).isEqualTo(1.0);
        phone.as()
                .get("/v1/devices/{id}/forecast?topics=nothing-like-this", phone.id())
                .then()
                .statusCode(422);
    }

    private static JsonPath forecast(Phone phone, String query) {
        return phone.as()
                .get("/v1/devices/{id}/forecast" + query, phone.id())
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();
    }

    private void publishAndRing(Phone phone, String title) {
        newsroom.publish(title);
        newsroom.alert(title, "sent");
        phone.ringsWith(title);
    }

    private static JsonPath inbox(Phone phone, String query) {
        return phone.as()
                .get("/v1/devices/{id}/notifications" + query, phone.id())
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();
    }

    private static JsonPath why(Phone phone, String alert) {
        return phone.as()
                .get("/v1/devices/{id}/notifications/{alert}/why", phone.id(), alert)
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();
    }

    private static List<String> titles(JsonPath inbox) {
        return inbox.getList("notifications.title");
    }

    private static Instant now() {
        return new MovableClock().instant();
    }
}
