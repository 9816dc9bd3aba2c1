package io.newsbell.journey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;

import io.newsbell.MovableClock;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What a reader said holds at once, and can be looked up afterwards.
@QuarkusTest
class ReadersWillTest {
    private final Newsroom newsroom = new Newsroom();
    private final String headline = "news of " + newsroom.word("will");
    private String topic;

    @Inject
    Clock clock;

    @BeforeEach
    void thereIsATopic() {
        topic = newsroom.topic("will", newsroom.word("will"));
    }

    @Test
    void a_follow_that_was_answered_counts_for_the_next_article() {
        for (int time = 0; time < 10; time++) {
            var phone = Phone.following(topic);
            newsroom.publish(time + " " + headline);
            phone.ringsWith(time + " " + headline);
        }
    }

    @Test
    void an_unfollow_in_the_middle_of_a_fan_out_is_respected() {
        var phone = Phone.following(topic);
        phone.lever("{\"lever\":\"unavailable\"}");
        newsroom.publish(headline);
        await().until(() -> newsroom.alert(headline, "sending").getInt("account.pending") == 1);

        phone.unfollow(topic);
        phone.releaseLever();

        assertThat(newsroom.account(headline, "sent"))
                .containsEntry("unfollowed", 1)
                .containsEntry("accepted", 0);
        assertThat(phone.titles()).isEmpty();
    }

    @Test
    void who_wants_only_what_is_important_hears_only_that() {
        var every = Phone.following(topic);
        var important = Phone.registered();
        important.follow(topic, "important");
        var digest = Phone.registered();
        digest.follow(topic, "digest");
        digest.prefer(Map.of("digestTimes", List.of(inTwoHours())));

        newsroom.publish("Small " + headline);
        await().until(() -> Newsroom.count(newsroom.account("Small " + headline, "sending"), "accepted") == 1);
        assertThat(newsroom.account("Small " + headline, "sending"))
                .containsEntry("matched", 3)
                .containsEntry("waiting", 1)
                .containsEntry("suppressed", Map.of("WANTS_LESS", 1));

        newsroom.publish("Big " + headline, "urgency", 1);
        important.ringsWith("Big " + headline);
        every.ringsWith("Big " + headline);
        assertThat(important.titles()).containsExactly("Big " + headline);
        await().until(() -> Newsroom.count(newsroom.account("Big " + headline, "sending"), "waiting") == 1);
        assertThat(digest.titles()).isEmpty();

        MovableClock.advance(Duration.ofHours(2));
        digest.ringsWith("Big " + headline);
        newsroom.alert("Small " + headline, "sent");
        newsroom.alert("Big " + headline, "sent");
        assertThat(digest.titles()).hasSize(1);
    }

    @Test
    void every_phone_can_be_told_why_it_rang_or_not() {
        var rang = Phone.following(topic);
        var wantsLess = Phone.registered();
        wantsLess.follow(topic, "important");
        var stranger = Phone.registered();
        newsroom.publish(headline);
        var alert = newsroom.alert(headline, "sent").getString("alertId");

        assertThat(why(alert, rang)).contains("It follows \"will\"");
        assertThat(why(alert, wantsLess)).contains("only important");
        assertThat(why(alert, stranger)).contains("followed none");
    }

    @Test
    void a_phone_without_its_secret_can_do_nothing_whether_it_exists_or_not() {
        var phone = Phone.following(topic);
        var stranger = Phone.registered();

        var foreign = stranger.as().get("/v1/devices/{id}/subscriptions", phone.id());
        var unknown = stranger.as()
                .get("/v1/devices/{id}/subscriptions", UUID.randomUUID().toString());

        assertThat(foreign.statusCode()).isEqualTo(401);
        assertThat(foreign.asString()).isEqualTo(unknown.asString());
        assertThat(foreign.header("WWW-Authenticate")).startsWith("Bearer");
        phone.register(RestAssured.given()).then().statusCode(401);
        phone.register(stranger.as()).then().statusCode(401);
    }

    @Test
    void an_address_of_another_device_cannot_be_taken_over() {
        var phone = Phone.following(topic);
        var thief = Phone.registered();

        thief.registerWith(phone.token()).then().statusCode(200).body("address.state", equalTo("challenged"));

        newsroom.publish(headline);
        phone.ringsWith(headline);
    }

    private String inTwoHours() {
        return DateTimeFormatter.ofPattern("HH:mm")
                .format(clock.instant().plus(Duration.ofHours(2)).atZone(ZoneId.of("Asia/Kolkata")));
    }

    private String why(String alert, Phone phone) {
        return newsroom.as()
                .get("/v1/alerts/{alert}/devices/{device}", alert, phone.id())
                .then()
                .statusCode(200)
                .extract()
                .path("sentence");
    }
}
