package io.newsbell.journey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.hasItem;

import io.newsbell.MovableClock;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// An alert that does not go to all at once.
@QuarkusTest
class RolloutTest {
    private static final int PHONES = 24;

    /// Of a canary in tests.
    private static final int CANARIES = 10;

    private final Newsroom newsroom = new Newsroom();
    private final String headline = "news of " + newsroom.word("rollout");
    private String topic;
    private List<Phone> phones;

    @Inject
    Clock clock;

    @BeforeEach
    void somePhonesFollow() {
        topic = newsroom.topic("rollout", newsroom.word("rollout"), false);
        phones =
                IntStream.range(0, PHONES).mapToObj(_ -> Phone.following(topic)).toList();
    }

    @AfterEach
    void leaveNoLever() {
        RestAssured.delete("/sandbox/levers");
    }

    @Test
    void an_alert_is_spread_over_some_minutes() {
        send(Map.of("spreadMinutes", 3));
        await().until(() -> count("sending", "pending") == 0);
        var first = count("sending", "accepted");
        assertThat(first).isBetween(1, PHONES - 1);
        assertThat(account("sending")).containsEntry("waiting", PHONES - first);

        MovableClock.advance(Duration.ofMinutes(1));
        await().until(() -> count("sending", "accepted") > first);
        MovableClock.advance(Duration.ofMinutes(1));

        assertThat(account("sent")).containsEntry("accepted", PHONES);
        assertThat(phones).allSatisfy(phone -> assertThat(phone.titles()).containsExactly(headline));
        assertThat(newsroom.alert(headline, "sent").getList("waves.kind"))
                .containsExactly("spread", "spread", "spread");
    }

    @Test
    void the_rest_follows_a_canary_that_fared_as_usual() {
        send(Map.of("canary", true));

        assertThat(account("sent")).containsEntry("accepted", PHONES);
        var waves = newsroom.alert(headline, "sent");
        assertThat(waves.getList("waves.kind")).containsExactly("canary", "rest");
        assertThat(waves.getInt("waves[0].size"))
                .isGreaterThanOrEqualTo(CANARIES)
                .isLessThan(PHONES);
        assertThat(phones).allSatisfy(phone -> assertThat(phone.titles()).containsExactly(headline));
    }

    @Test
    void a_canary_that_does_not_fare_as_usual_stops_the_alert() {
        newsroom.waitUntilNothingIsLeftToDo();
        RestAssured.given().body("{\"lever\":\"garbage\"}").put("/sandbox/levers");

        send(Map.of("canary", true));

        var alert = newsroom.alert(headline, "stopped");
        assertThat(alert.getString("reason")).contains("devices that went first only 0 were accepted");
        var account = account("stopped");
        assertThat(Newsroom.count(account, "ambiguous")).isGreaterThanOrEqualTo(CANARIES);
        assertThat(account)
                .containsEntry("suppressed", Map.of("STOPPED", PHONES - Newsroom.count(account, "ambiguous")));
        RestAssured.delete("/sandbox/levers");
        assertThat(phones).allSatisfy(phone -> assertThat(phone.titles()).isEmpty());
    }

    @Test
    void the_better_of_two_headlines_goes_to_the_others() {
        var other = "Other " + headline;
        send(Map.of("trial", Map.of("title", other, "share", 0.5, "minutes", 10)));
        await().until(() -> count("sending", "pending") == 0);
        var alert = newsroom.alert(headline, "sending");
        assertThat(alert.getList("waves.kind")).containsExactly("trial", "winner");
        assertThat(alert.getList("waves[0].variants.name")).containsExactly("A", "B");
        assertThat(alert.getInt("waves[0].variants[0].sent") - alert.getInt("waves[0].variants[1].sent"))
                .isBetween(0, 1);
        var told =
                phones.stream().filter(phone -> phone.titles().contains(other)).toList();
        assertThat(told).isNotEmpty();
        told.getFirst().opens(alert.getString("alertId"));

        MovableClock.advance(Duration.ofMinutes(10));

        assertThat(account("sent")).containsEntry("accepted", PHONES);
        var after = newsroom.alert(headline, "sent");
        assertThat(after.getList("waves[0].variants.won")).containsExactly(false, true);
        assertThat(after.getInt("waves[0].variants[1].opened")).isOne();
        var ofA = after.getInt("waves[0].variants[0].sent");
        assertThat(phones.stream().filter(phone -> phone.titles().equals(List.of(headline))))
                .hasSize(ofA);
        assertThat(phones.stream().filter(phone -> phone.titles().equals(List.of(other))))
                .hasSize(PHONES - ofA);
        told.getFirst()
                .as()
                .get("/v1/devices/{id}/notifications", told.getFirst().id())
                .then()
                .body("notifications.title", hasItem(other));
    }

    @Test
    void when_nobody_opens_either_the_first_thought_stands() {
        send(Map.of("trial", Map.of("title", "Other " + headline, "share", 0.2, "minutes", 1)));
        await().until(() -> count("sending", "pending") == 0);

        MovableClock.advance(Duration.ofMinutes(1));

        account("sent");
        assertThat(newsroom.alert(headline, "sent").getList("waves[0].variants.won"))
                .containsExactly(true, false);
    }

    private void send(Map<String, ?> rollout) {
        newsroom.send(Map.of("level", "top", "title", headline, "topics", List.of(topic), "rollout", rollout))
                .then()
                .statusCode(202);
    }

    private int count(String state, String name) {
        return Newsroom.count(account(state), name);
    }

    private Map<String, Object> account(String state) {
        return newsroom.account(headline, state);
    }
}
