package io.newsbell.journey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

import io.newsbell.MovableClock;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// An alert that was stopped by mistake, or whose fault is mended, goes on with those it has not told.
@QuarkusTest
class ResumeTest {
    private static final DateTimeFormatter CLOCK = DateTimeFormatter.ofPattern("HH:mm");

    private static final ZoneId KOLKATA = ZoneId.of("Asia/Kolkata");

    @Inject
    Clock clock;

    private final Newsroom newsroom = new Newsroom();
    private final String title = "News of " + newsroom.word("resumed");
    private String topic;
    private Phone told;
    private Phone untold;

    @BeforeEach
    void begin() {
        topic = newsroom.topic("resumed", newsroom.word("resumed"), true);
        told = Phone.following(topic);
        untold = Phone.following(topic);
        untold.lever("{\"lever\":\"unavailable\"}");
    }

    @AfterEach
    void end() {
        untold.releaseLever();
        newsroom.waitUntilNothingIsLeftToDo();
    }

    @Test
    void who_was_not_told_is_told_and_nobody_twice() {
        var alert = stopped();

        resume(alert).then().statusCode(200).body("reason", containsString("Resumed by"));

        untold.ringsWith(title);
        var account = newsroom.account(title, "sent");
        assertThat(account).containsEntry("accepted", 2).containsEntry("stopped", 0);
        newsroom.assertAddsUp(title);
        balanced(alert);
        assertThat(told.titles()).containsExactly(title);
        assertThat(newsroom.alert(title, "sent").getList("waves.kind")).containsExactly("now", "resumed");
        assertThat(newsroom.acts("alert:" + alert)).extracting("act").startsWith("alert.resumed", "alert.stopped");
    }

    @Test
    void it_goes_on_though_what_was_under_way_has_not_ended() {
        var alert = sending();
        stop(alert);
        resume(alert).then().statusCode(200);
        untold.releaseLever();

        untold.ringsWith(title);
        assertThat(newsroom.account(title, "sent")).containsEntry("accepted", 2);
        newsroom.assertAddsUp(title);
        assertThat(told.titles()).containsExactly(title);
        assertThat(untold.titles()).containsExactly(title);
    }

    @Test
    void who_has_unfollowed_meanwhile_is_left_out() {
        var alert = stopped();
        untold.unfollow(topic);

        resume(alert).then().statusCode(200);

        assertThat(newsroom.account(title, "sent")).containsEntry("suppressed", Map.of("UNFOLLOWED", 1));
        newsroom.assertAddsUp(title);
        assertThat(untold.titles()).isEmpty();
    }

    @Test
    void who_has_quiet_hours_by_now_is_told_when_they_end() {
        var alert = stopped();
        untold.prefer(quietForAnHour());

        resume(alert).then().statusCode(200);

        await().until(() -> Newsroom.count(newsroom.account(title, "sending"), "waiting") == 1);
        assertThat(untold.titles()).isEmpty();
        MovableClock.advance(Duration.ofMinutes(61));
        untold.ringsWith(title);
        assertThat(newsroom.account(title, "sent")).containsEntry("accepted", 2);
    }

    @Test
    void who_waited_when_it_was_stopped_waits_on() {
        untold.releaseLever();
        untold.prefer(quietForAnHour());
        newsroom.send(alert()).then().statusCode(202);
        told.ringsWith(title);
        var alert = newsroom.alert(title, "sending").getString("alertId");
        stop(alert);
        await().until(() -> finished(alert));

        resume(alert).then().statusCode(200);

        await().until(() -> Newsroom.count(newsroom.account(title, "sending"), "waiting") == 1);
        newsroom.assertAddsUp(title);
        balanced(alert);
        MovableClock.advance(Duration.ofMinutes(61));
        untold.ringsWith(title);
        assertThat(newsroom.account(title, "sent")).containsEntry("accepted", 2);
    }

    @Test
    void who_is_told_at_a_time_of_day_still_is() {
        untold.releaseLever();
        newsroom.send(Map.of(
                        "level",
                        "top",
                        "title",
                        title,
                        "topics",
                        List.of(topic),
                        "rollout",
                        Map.of("localTime", local(Duration.ofHours(1)))))
                .then()
                .statusCode(202);
        await().until(() -> Newsroom.count(newsroom.account(title, "sending"), "waiting") == 2);
        var alert = newsroom.alert(title, "sending").getString("alertId");
        stop(alert);
        await().until(() -> finished(alert));

        resume(alert).then().statusCode(200);

        await().until(() -> Newsroom.count(newsroom.account(title, "sending"), "waiting") == 2);
        assertThat(told.titles()).isEmpty();
        MovableClock.advance(Duration.ofMinutes(61));
        untold.ringsWith(title);
        assertThat(newsroom.account(title, "sent")).containsEntry("accepted", 2);
    }

    @Test
    void it_can_be_stopped_and_resumed_again() {
        var alert = stopped();
        untold.lever("{\"lever\":\"unavailable\"}");
        resume(alert).then().statusCode(200);
        await().until(() -> newsroom.alert(title, "sending").getList("waves").size() == 2);
        stop(alert);
        await().until(() -> finished(alert));
        untold.releaseLever();

        resume(alert).then().statusCode(200);
        resume(alert).then().statusCode(200);

        untold.ringsWith(title);
        assertThat(newsroom.account(title, "sent")).containsEntry("accepted", 2);
        balanced(alert);
        assertThat(told.titles()).containsExactly(title);
    }

    @Test
    void what_was_recalled_or_has_expired_or_is_over_cannot_go_on() {
        var recalled = stopped();
        newsroom.as().post("/v1/alerts/{id}/recall", recalled).then().statusCode(200);
        resume(recalled).then().statusCode(409).body("code", equalTo("alert_state"));
        assertThat(untold.titles()).isEmpty();

        untold.lever("{\"lever\":\"unavailable\"}");
        var old = stopped(title + " too old");
        MovableClock.advance(Duration.ofHours(25));
        resume(old).then().statusCode(409).body("code", equalTo("alert_state"));
        assertThat(untold.titles()).isEmpty();

        newsroom.send(alert(title + " over")).then().statusCode(202);
        var over = newsroom.alert(title + " over", "sent").getString("alertId");
        resume(over).then().statusCode(409).body("code", equalTo("alert_state"));
    }

    @Test
    void at_the_desk_it_takes_somebody_who_may_and_a_tick() {
        var alert = stopped();
        var ben = DeskBrowser.ofBen();
        var page = "/desk/demo/alerts/" + alert;
        assertThat(ben.page(page).text()).contains("1 phones have not been told");

        ben.post(page + "/resume", Map.of()).then().statusCode(409).body(containsString("say that you mean it"));
        assertThat(untold.titles()).isEmpty();
        ben.post(page + "/resume", Map.of("confirmed", "yes")).then().statusCode(303);

        untold.ringsWith(title);
        assertThat(newsroom.alert(title, "sent").getString("reason")).contains("Resumed by Ben");
        assertThat(told.titles()).containsExactly(title);
    }

    private String stopped() {
        return stopped(title);
    }

    /// One of two has been told; the other one is settled as stopped, and could be told again.
    private String stopped(String words) {
        var alert = sending(words);
        stop(alert);
        untold.releaseLever();
        await().until(() -> finished(alert));
        return alert;
    }

    private String sending() {
        return sending(title);
    }

    private String sending(String words) {
        newsroom.send(alert(words)).then().statusCode(202);
        told.ringsWith(words);
        await().until(() -> Newsroom.count(newsroom.account(words, "sending"), "pending") == 1);
        return newsroom.alert(words, "sending").getString("alertId");
    }

    private void stop(String alert) {
        newsroom.as().post("/v1/alerts/{id}/stop", alert).then().statusCode(200);
    }

    private Response resume(String alert) {
        return newsroom.as().post("/v1/alerts/{id}/resume", alert);
    }

    private boolean finished(String alert) {
        return newsroom.as().get("/v1/alerts/{id}", alert).jsonPath().getList("waves.state").stream()
                .allMatch("finished"::equals);
    }

    private void balanced(String alert) {
        newsroom.as()
                .get("/v1/alerts/{id}/balance", alert)
                .then()
                .statusCode(200)
                .body("imbalance", equalTo(0), "findings.size()", equalTo(0));
    }

    private Map<String, Object> alert() {
        return alert(title);
    }

    private Map<String, Object> alert(String words) {
        return Map.of("level", "top", "title", words, "topics", List.of(topic), "update", true);
    }

    private Map<String, Object> quietForAnHour() {
        return Map.of(
                "quietHours",
                Map.of("from", local(Duration.ofHours(-1)), "to", local(Duration.ofHours(1)), "breaking", true));
    }

    private String local(Duration fromNow) {
        return CLOCK.format(clock.instant().plus(fromNow).atZone(KOLKATA));
    }
}
