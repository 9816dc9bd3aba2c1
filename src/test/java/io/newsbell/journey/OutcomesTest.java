package io.newsbell.journey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.newsbell.MovableClock;
import io.newsbell.alert.Brake;
import io.newsbell.app.Apps;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Whatever Google answers, every device has one outcome, the account adds up, and no address is lost by
/// mistake.
@QuarkusTest
class OutcomesTest {
    private static final int MANY = 12;

    @Inject
    Brake brake;

    @Inject
    Apps apps;

    @Inject
    Jdbi jdbi;

    private final Newsroom newsroom = new Newsroom();
    private final String headline = "news of " + newsroom.word("outcome");
    private String topic;
    private Phone healthy;
    private Phone troubled;

    @BeforeEach
    void twoPhonesFollowAndNothingElseIsGoingOn() {
        topic = newsroom.topic("outcome", newsroom.word("outcome"));
        healthy = Phone.following(topic);
        troubled = Phone.following(topic);
        newsroom.waitUntilNothingIsLeftToDo();
    }

    @AfterEach
    void leaveNoLever() {
        RestAssured.delete("/sandbox/levers");
        troubled.releaseLever();
    }

    @Test
    void an_unregistered_address_is_retired_and_comes_back_with_the_next_registration() {
        troubled.lever("{\"lever\":\"unregistered\"}");
        newsroom.publish(headline);
        assertThat(newsroom.account(headline, "sent"))
                .containsEntry("accepted", 1)
                .containsEntry("addressDead", 1);

        newsroom.publish("Second " + headline);
        assertThat(newsroom.account("Second " + headline, "sent")).containsEntry("matched", 1);

        troubled.changeToken();
        newsroom.publish("Third " + headline);
        troubled.ringsWith("Third " + headline);
    }

    @Test
    void an_address_that_is_no_address_is_refused_alone_and_kept() {
        troubled.lever("{\"lever\":\"senderIdMismatch\"}");

        newsroom.publish(headline);

        assertThat(newsroom.account(headline, "sent"))
                .containsEntry("accepted", 1)
                .containsEntry("refused", 1);
        newsroom.publish("Second " + headline);
        assertThat(newsroom.account("Second " + headline, "sent")).containsEntry("matched", 2);
    }

    @Test
    void a_revoked_key_stops_the_alert_says_so_and_retires_nobody() {
        manyFollow();
        everyone("{\"lever\":\"thirdPartyAuthError\"}");

        newsroom.publish(headline);

        var alert = newsroom.alert(headline, "stopped");
        assertThat(alert.getString("reason")).contains("THIRD_PARTY_AUTH_ERROR");
        release();
        newsroom.publish("Second " + headline);
        assertThat(newsroom.account("Second " + headline, "sent")).containsEntry("accepted", 2 + MANY);
    }

    @Test
    void a_message_that_google_calls_invalid_stops_the_alert_and_retires_nobody() {
        manyFollow();
        everyone("{\"lever\":\"invalidArgument\"}");

        newsroom.publish(headline);

        assertThat(newsroom.alert(headline, "stopped").getString("reason")).contains("INVALID_ARGUMENT");
        release();
        newsroom.publish("Second " + headline);
        assertThat(newsroom.account("Second " + headline, "sent")).containsEntry("accepted", 2 + MANY);
    }

    @Test
    void a_busy_service_is_tried_again_and_rings_once() {
        troubled.lever("{\"lever\":\"unavailable\",\"times\":1}");

        newsroom.publish(headline);

        troubled.ringsWith(headline);
        assertThat(newsroom.account(headline, "sent")).containsEntry("accepted", 2);
        assertThat(healthy.titles()).containsExactly(headline);
        assertThat(troubled.titles()).containsExactly(headline);
    }

    @Test
    void while_an_alert_is_sent_it_tells_how_far_it_is_and_when_it_will_be_done() {
        troubled.lever("{\"lever\":\"unavailable\"}");
        newsroom.publish(headline);
        healthy.ringsWith(headline);

        await().until(() -> newsroom.alert(headline, "sending").getInt("waves[0].done") == 1);

        var wave = newsroom.alert(headline, "sending");
        assertThat(wave.getString("waves[0].state")).isEqualTo("sending");
        assertThat(wave.getInt("waves[0].size")).isEqualTo(2);
        assertThat(wave.getFloat("waves[0].perSecond")).isPositive();
        assertThat(wave.getInt("waves[0].secondsLeft")).isPositive();
        troubled.releaseLever();
        newsroom.account(headline, "sent");
        var over = newsroom.alert(headline, "sent");
        assertThat(over.getString("waves[0].state")).isEqualTo("finished");
        assertThat(over.getInt("waves[0].done")).isEqualTo(2);
        assertThat(over.getMap("waves[0]")).doesNotContainKeys("perSecond", "secondsLeft");
    }

    @Test
    void a_spent_quota_is_left_alone_for_a_minute() {
        troubled.lever("{\"lever\":\"quotaExceeded\",\"times\":1}");
        newsroom.publish(headline);
        healthy.ringsWith(headline);
        await().until(() -> waiting(headline) == 1);

        MovableClock.advance(Duration.ofSeconds(30));
        newsroom.publish("Meanwhile " + headline);
        troubled.ringsWith("Meanwhile " + headline);
        assertThat(troubled.titles()).doesNotContain(headline);

        MovableClock.advance(Duration.ofSeconds(31));
        troubled.ringsWith(headline);
    }

    @Test
    void a_message_without_an_answer_is_counted_apart_and_never_sent_again() {
        troubled.lever("{\"lever\":\"hang\",\"afterDelivery\":true}");

        newsroom.publish(headline);

        assertThat(newsroom.account(headline, "sent"))
                .containsEntry("accepted", 1)
                .containsEntry("ambiguous", 1);
        assertThat(troubled.titles()).containsExactly(headline);
    }

    @Test
    void an_answer_that_makes_no_sense_costs_one_outcome_not_the_batch() {
        troubled.lever("{\"lever\":\"garbage\"}");

        newsroom.publish(headline);

        assertThat(newsroom.account(headline, "sent"))
                .containsEntry("accepted", 1)
                .containsEntry("ambiguous", 1);
    }

    @Test
    void a_status_newer_than_the_sdk_is_tried_again() {
        troubled.lever("{\"lever\":\"unknownStatus\",\"times\":1}");

        newsroom.publish(headline);

        troubled.ringsWith(headline);
        assertThat(newsroom.account(headline, "sent")).containsEntry("accepted", 2);
    }

    @Test
    void an_alert_that_expired_is_not_sent_any_more() {
        troubled.lever("{\"lever\":\"unavailable\"}");
        newsroom.publish(headline);
        healthy.ringsWith(headline);
        await().until(() -> waiting(headline) == 1);

        MovableClock.advance(Duration.ofMinutes(61));

        assertThat(newsroom.account(headline, "sent"))
                .containsEntry("accepted", 1)
                .containsEntry("expired", 1);
        assertThat(troubled.titles()).isEmpty();
    }

    @Test
    void a_stopped_alert_sends_nothing_more() {
        troubled.lever("{\"lever\":\"unavailable\"}");
        newsroom.publish(headline);
        healthy.ringsWith(headline);
        await().until(() -> waiting(headline) == 1);
        var alert = newsroom.alert(headline, "sending").getString("alertId");

        newsroom.as().post("/v1/alerts/{id}/stop", alert).then().statusCode(200);
        troubled.releaseLever();

        await().until(() -> waiting(headline) == 0);
        assertThat(newsroom.account(headline, "stopped"))
                .containsEntry("accepted", 1)
                .containsEntry("stopped", 1);
        assertThat(troubled.titles()).isEmpty();
        newsroom.as().post("/v1/alerts/{id}/stop", alert).then().statusCode(200);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void a_brake_halts_an_alert_until_it_is_stopped_or_some_seconds_are_over(boolean onAnotherNode) {
        troubled.lever("{\"lever\":\"unavailable\"}");
        newsroom.publish(headline);
        await().until(() -> waiting(headline) == 1);
        var alert = UUID.fromString(newsroom.alert(headline, "sending").getString("alertId"));

        long pressed = System.nanoTime();
        if (onAnotherNode) {
            jdbi.useHandle(db -> db.execute("SELECT pg_notify('newsbell_alert', ?)", alert + " BRAKED " + demo()));
        } else {
            brake.press(demo(), List.of(alert));
        }
        troubled.releaseLever();

        troubled.ringsWith(headline);
        assertThat(Duration.ofNanos(System.nanoTime() - pressed)).isGreaterThan(Duration.ofSeconds(4));
        assertThat(newsroom.account(headline, "sent")).containsEntry("accepted", 2);
    }

    @Test
    void the_brake_of_another_app_halts_nothing() {
        troubled.lever("{\"lever\":\"unavailable\"}");
        newsroom.publish(headline);
        await().until(() -> waiting(headline) == 1);
        var alert = UUID.fromString(newsroom.alert(headline, "sending").getString("alertId"));
        troubled.releaseLever();

        await().until(() -> {
            brake.press(demo() + 1, List.of(alert));
            return troubled.titles().contains(headline);
        });
    }

    @Test
    void one_device_that_makes_google_call_the_message_invalid_silences_nobody_else() {
        troubled.lever("{\"lever\":\"invalidArgument\"}");

        newsroom.publish(headline);

        assertThat(newsroom.account(headline, "sent"))
                .containsEntry("accepted", 1)
                .containsEntry("refused", 1);
    }

    @Test
    void of_a_breaking_alert_a_message_without_an_answer_is_sent_once_more() {
        troubled.lever("{\"lever\":\"hang\",\"times\":1}");

        newsroom.send(Map.of("level", "breaking", "title", headline, "body", "Read more.", "topics", List.of(topic)))
                .then()
                .statusCode(202);

        troubled.ringsWith(headline);
        assertThat(newsroom.account(headline, "sent"))
                .containsEntry("accepted", 2)
                .containsEntry("ambiguous", 0);
        assertThat(troubled.titles()).containsExactly(headline);
    }

    @Test
    void a_phone_whose_address_changes_while_it_waits_gets_one_push() {
        troubled.lever("{\"lever\":\"unavailable\"}");
        newsroom.publish(headline);
        healthy.ringsWith(headline);
        await().until(() -> waiting(headline) == 1);

        assertThat(troubled.messages()).isEmpty();
        troubled.changeToInstallation();

        assertThat(newsroom.account(headline, "sent")).containsEntry("accepted", 2);
        assertThat(troubled.messages()).hasSize(1);
    }

    @Test
    void an_embargo_is_waited_for() {
        newsroom.publish(
                headline,
                "embargoedUntil",
                java.time.Instant.now(new MovableClock()).plusSeconds(600).toString());
        newsroom.publish("Meanwhile " + headline);
        troubled.ringsWith("Meanwhile " + headline);
        assertThat(troubled.titles()).doesNotContain(headline);

        MovableClock.advance(Duration.ofSeconds(601));

        troubled.ringsWith(headline);
    }

    private void manyFollow() {
        for (int i = 0; i < MANY; i++) {
            Phone.following(topic);
        }
    }

    private long demo() {
        return apps.bySlug("demo").orElseThrow().id();
    }

    private int waiting(String title) {
        var alerts = newsroom.as().get("/v1/alerts?limit=100").jsonPath();
        var index = alerts.<String>getList("title").indexOf(title);
        var pending = index < 0 ? null : alerts.<Integer>get("[" + index + "].account.pending");
        return Objects.requireNonNullElse(pending, -1);
    }

    private static void everyone(String lever) {
        RestAssured.given().body(lever).put("/sandbox/levers").then().statusCode(200);
    }

    private static void release() {
        RestAssured.delete("/sandbox/levers").then().statusCode(204);
    }
}
