package io.newsbell.journey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.newsbell.MovableClock;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Of each alert it is counted, when its two minutes are over, how many of those who could be reached were
/// told by then.
@QuarkusTest
class ServiceLevelTest {
    private static final Duration WITHIN = Duration.ofMinutes(2);

    private final Newsroom newsroom = new Newsroom();
    private final String headline = "news of " + newsroom.word("level");
    private String topic;
    private Phone prompt;
    private Phone troubled;

    @BeforeEach
    void twoPhonesFollowAndNothingElseIsGoingOn() {
        topic = newsroom.topic("level", newsroom.word("level"));
        prompt = Phone.following(topic);
        troubled = Phone.following(topic);
        newsroom.waitUntilNothingIsLeftToDo();
    }

    @AfterEach
    void leaveNoLever() {
        troubled.releaseLever();
    }

    @Test
    void readers_whose_push_service_had_it_within_two_minutes_are_in_time() {
        newsroom.publish(headline);
        assertThat(newsroom.account(headline, "sent")).containsEntry("accepted", 2);

        MovableClock.advance(WITHIN);

        assertThat(counted()).containsEntry("readers", 2).containsEntry("inTime", 2);
    }

    @Test
    void who_is_told_only_later_is_late_and_stays_so() {
        troubled.lever("{\"lever\":\"unavailable\"}");
        newsroom.publish(headline);
        prompt.ringsWith(headline);

        MovableClock.advance(WITHIN);

        assertThat(counted()).containsEntry("readers", 2).containsEntry("inTime", 1);
        troubled.releaseLever();
        MovableClock.advance(WITHIN);
        assertThat(newsroom.account(headline, "sent")).containsEntry("accepted", 2);
        assertThat(counted()).containsEntry("inTime", 1);
    }

    @Test
    void whose_address_is_dead_could_not_be_reached() {
        troubled.lever("{\"lever\":\"unregistered\"}");
        newsroom.publish(headline);
        assertThat(newsroom.account(headline, "sent")).containsEntry("addressDead", 1);

        MovableClock.advance(WITHIN);

        assertThat(counted()).containsEntry("readers", 1).containsEntry("inTime", 1);
    }

    @Test
    void what_an_editor_let_go_after_an_hour_is_as_prompt_as_anything_else() {
        // It looks like a test: a person decides.
        var held = "Lorem ipsum, news of " + newsroom.word("level");
        newsroom.publish(held);
        var id = newsroom.alert(held, "held").getString("alertId");
        MovableClock.advance(Duration.ofMinutes(50));

        newsroom.as().post("/v1/alerts/{id}/approve", id).then().statusCode(200);
        prompt.ringsWith(held);
        newsroom.alert(held, "sent");
        MovableClock.advance(WITHIN);

        assertThat(counted(held)).containsEntry("readers", 2).containsEntry("inTime", 2);
    }

    @Test
    void phones_say_what_they_have_received_in_time() {
        newsroom.publish(headline);
        var id = newsroom.alert(headline, "sent").getString("alertId");
        prompt.reports(id, "received");
        MovableClock.advance(WITHIN.plusSeconds(1));
        assertThat(counted()).doesNotContainKey("received");
        troubled.reports(id, "received");

        MovableClock.advance(Duration.ofMinutes(8));

        await("the receipts to be counted").until(() -> counted().containsKey("received"));
        assertThat(counted()).containsEntry("received", 1);
    }

    private Map<String, Object> counted() {
        return counted(headline);
    }

    private Map<String, Object> counted(String title) {
        return await("\"" + title + "\" to be counted")
                .until(
                        () -> newsroom.as()
                                .get("/v1/service-level")
                                .jsonPath()
                                .<Map<String, Object>>get(
                                        "alerts.find { it.title.startsWith('" + start(title) + "') }"),
                        found -> found != null);
    }

    /// Of a long title the alert has the beginning.
    private static String start(String title) {
        return title.substring(0, Math.min(40, title.length()));
    }
}
