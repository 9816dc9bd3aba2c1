package io.newsbell.journey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;

import io.newsbell.MovableClock;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// A mute and a pause are as final as an unfollow, and end by themselves.
@QuarkusTest
class SilenceTest {
    private final Newsroom newsroom = new Newsroom();
    private final String headline = "news of " + newsroom.word("silence");
    private String topic;
    private Phone phone;

    @Inject
    Clock clock;

    @BeforeEach
    void aPhoneThatFollows() {
        topic = newsroom.topic("silence", newsroom.word("silence"));
        phone = Phone.following(topic);
    }

    @Test
    void who_muted_the_topic_is_left_out_until_the_mute_is_over() {
        phone.mute(topic, clock.instant().plus(Duration.ofMinutes(5)))
                .then()
                .statusCode(200)
                .body("mutes.target", equalTo(List.of(topic)));
        newsroom.publish(headline);

        assertThat(newsroom.account(headline, "sent"))
                .containsEntry("matched", 1)
                .containsEntry("suppressed", Map.of("MUTED", 1));
        assertThat(why(headline)).contains("muted");

        MovableClock.advance(Duration.ofMinutes(5));
        phone.as().get("/v1/devices/{id}/mutes", phone.id()).then().body("mutes", equalTo(List.of()));
        newsroom.publish("Again " + headline);
        phone.ringsWith("Again " + headline);
        assertThat(phone.titles()).hasSize(1);
    }

    @Test
    void who_muted_one_topic_is_told_under_the_other() {
        var other = newsroom.topic("other", newsroom.word("silence"));
        phone.follow(other, "every");
        phone.mute(topic, clock.instant().plus(Duration.ofHours(1)));

        newsroom.publish(headline);

        phone.ringsWith(headline);
        assertThat(phone.messages().toString()).contains("topic=" + other);
    }

    @Test
    void an_unmute_holds_at_once() {
        phone.mute(topic, clock.instant().plus(Duration.ofHours(1)));
        phone.as()
                .delete("/v1/devices/{id}/mutes/{target}", phone.id(), topic)
                .then()
                .statusCode(200)
                .body("mutes", equalTo(List.of()));

        newsroom.publish(headline);

        phone.ringsWith(headline);
    }

    @Test
    void a_mute_of_the_story_in_the_middle_of_a_fan_out_is_respected() {
        var other = Phone.following(topic);
        phone.lever("{\"lever\":\"unavailable\"}");
        newsroom.publish(headline);
        other.ringsWith(headline);
        await().until(() -> newsroom.alert(headline, "sending").getInt("account.pending") == 1);

        phone.mute(other.story(), clock.instant().plus(Duration.ofHours(1)))
                .then()
                .statusCode(200)
                .body("mutes.name", equalTo(List.of(headline)));
        phone.releaseLever();

        assertThat(newsroom.account(headline, "sent"))
                .containsEntry("unfollowed", 1)
                .containsEntry("accepted", 1);
        assertThat(phone.titles()).isEmpty();
        assertThat(why(headline)).contains("unfollowed or muted");
    }

    @Test
    void a_pause_in_the_middle_of_a_fan_out_is_respected() {
        phone.lever("{\"lever\":\"unavailable\"}");
        newsroom.publish(headline);
        await().until(() -> newsroom.alert(headline, "sending").getInt("account.pending") == 1);

        pause(Duration.ofHours(1));
        phone.releaseLever();

        assertThat(newsroom.account(headline, "sent")).containsEntry("unfollowed", 1);
        assertThat(phone.titles()).isEmpty();
    }

    @Test
    void who_paused_is_left_out_until_the_pause_is_over() {
        pause(Duration.ofMinutes(5));
        newsroom.publish(headline, "urgency", 1);
        assertThat(newsroom.account(headline, "sent")).containsEntry("suppressed", Map.of("PAUSED", 1));
        assertThat(why(headline)).contains("paused");

        MovableClock.advance(Duration.ofMinutes(5));
        newsroom.publish("Again " + headline);
        phone.ringsWith("Again " + headline);
    }

    @Test
    void a_mute_names_what_exists_and_a_time_within_a_year() {
        phone.mute("story:99999999", clock.instant().plus(Duration.ofHours(1)))
                .then()
                .statusCode(404);
        phone.mute("nothing-like-it", clock.instant().plus(Duration.ofHours(1)))
                .then()
                .statusCode(404);
        phone.mute(topic, clock.instant().plus(Duration.ofDays(400)))
                .then()
                .statusCode(422)
                .body("errors.pointer", hasItem("/until"));
        phone.mute(topic, clock.instant()).then().statusCode(422);
        phone.as()
                .body("{}")
                .put("/v1/devices/{id}/mutes/{target}", phone.id(), topic)
                .then()
                .statusCode(422)
                .body("errors.pointer", hasItem("/until"));
    }

    @Test
    void two_hundred_mutes_are_enough() {
        var topics = IntStream.range(0, 201)
                .mapToObj(n -> newsroom.topic("m" + n, newsroom.word("m" + n)))
                .toList();
        var until = clock.instant().plus(Duration.ofDays(1));
        topics.subList(0, 200).forEach(each -> phone.mute(each, until).then().statusCode(200));

        phone.mute(topics.getLast(), until).then().statusCode(422).body("code", equalTo("too_many_mutes"));
        phone.mute(topics.getFirst(), until).then().statusCode(200);
    }

    private void pause(Duration duration) {
        phone.as()
                .header("If-Match", "\"0\"")
                .body(Map.of("pausedUntil", clock.instant().plus(duration).toString()))
                .put("/v1/devices/{id}/preferences", phone.id())
                .then()
                .statusCode(200);
    }

    private String why(String title) {
        return newsroom.as()
                .get(
                        "/v1/alerts/{alert}/devices/{device}",
                        newsroom.alert(title, "sent").getString("alertId"),
                        phone.id())
                .then()
                .statusCode(200)
                .extract()
                .path("sentence");
    }
}
