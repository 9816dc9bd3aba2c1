package io.newsbell.journey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.nullValue;

import io.newsbell.MovableClock;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Nobody is told more, sooner, or in other languages than it wants; and who writes an alert sees it before it is sent.
@QuarkusTest
class LimitsTest {
    private final Newsroom newsroom = new Newsroom();
    private final String word = newsroom.word("limits");
    private String topic;

    @BeforeEach
    void aTopic() {
        topic = newsroom.topic("limits", word, false);
    }

    @Test
    void who_has_had_as_many_alerts_as_it_wants_has_no_more_that_day() {
        var phone = Phone.following(topic);
        phone.prefer(Map.of("dailyCap", 2));
        send(Map.of("title", "First " + word));
        send(Map.of("title", "Second " + word));
        phone.ringsWith("Second " + word);

        send(Map.of("title", "Third " + word));

        assertThat(suppressed("Third " + word)).containsExactlyEntriesOf(Map.of("CAPPED", 1));
        why("Third " + word, phone, "as many alerts in the last 24 hours");
        send(Map.of("title", "Breaking " + word, "level", "breaking"));
        phone.ringsWith("Breaking " + word);

        MovableClock.advance(Duration.ofHours(24));
        send(Map.of("title", "Next day " + word));
        phone.ringsWith("Next day " + word);
    }

    @Test
    void alerts_keep_the_distance_that_a_reader_wants() {
        var phone = Phone.following(topic);
        phone.prefer(Map.of("leastGapMinutes", 30));
        send(Map.of("title", "First " + word));

        send(Map.of("title", "Second " + word));
        MovableClock.advance(Duration.ofMinutes(30));
        send(Map.of("title", "Third " + word));

        assertThat(suppressed("Second " + word)).containsExactlyEntriesOf(Map.of("TOO_SOON", 1));
        why("Second " + word, phone, "a shorter time ago");
        phone.ringsWith("Third " + word);
    }

    @Test
    void an_alert_is_for_the_language_platform_and_version_that_it_says() {
        var reader = Phone.following(topic);
        reader.prefer(Map.of("languages", List.of("hi")));

        send(Map.of("title", "In English " + word, "language", "en-GB"));
        send(Map.of("title", "For iPhones " + word, "platforms", List.of("ios")));
        send(Map.of("title", "For the future " + word, "fromVersion", "999.0"));
        send(Map.of("title", "In Hindi " + word, "language", "hi-IN", "platforms", List.of("android")));

        assertThat(suppressed("In English " + word)).containsExactlyEntriesOf(Map.of("OTHER_LANGUAGE", 1));
        assertThat(suppressed("For iPhones " + word)).containsExactlyEntriesOf(Map.of("OTHER_PLATFORM", 1));
        assertThat(suppressed("For the future " + word)).containsExactlyEntriesOf(Map.of("OTHER_VERSION", 1));
        reader.ringsWith("In Hindi " + word);
    }

    @Test
    void an_estimate_says_what_becomes_of_everybody() {
        var other = newsroom.topic("limits-other", word + "other", false);
        Phone.following(topic);
        Phone.following(topic, other);
        Phone.following(other);
        Phone.registered().follow(topic, "important");
        Phone.following(topic).prefer(Map.of("languages", List.of("hi")));
        var draft =
                Map.<String, Object>of("title", "Estimated " + word, "topics", List.of(topic, other), "language", "en");

        newsroom.as()
                .body(alert(draft))
                .post("/v1/alerts/estimate")
                .then()
                .statusCode(200)
                .body("matched", equalTo(5))
                .body("suppressed", equalTo(Map.of("WANTS_LESS", 1, "OTHER_LANGUAGE", 1)))
                .body("now", equalTo(3))
                .body("later", equalTo(List.of()))
                .body("platforms.android", equalTo(3))
                .body("topics.topic", equalTo(List.of(topic, other)))
                .body("topics.told", equalTo(List.of(2, 2)))
                .body("topics.alone", equalTo(List.of(1, 1)))
                .body("overlaps[0].devices", equalTo(1))
                .body("localHours.sum()", equalTo(3))
                .body("perMinute", greaterThan(0))
                .body("lastPhoneAt", containsString("Z"));
        newsroom.as()
                .get("/v1/alerts?limit=100")
                .then()
                .body("find { it.title == 'Estimated " + word + "' }", nullValue());

        send(draft);
        var account = newsroom.account("Estimated " + word, "sent");
        assertThat(account).containsEntry("matched", 5).containsEntry("accepted", 3);
        assertThat(suppressed("Estimated " + word))
                .containsOnly(Map.entry("WANTS_LESS", 1), Map.entry("OTHER_LANGUAGE", 1));
        var alert = newsroom.alert("Estimated " + word, "sent").getString("alertId");
        newsroom.as()
                .get("/v1/alerts/" + alert + "/balance")
                .then()
                .statusCode(200)
                .body("imbalance", equalTo(0))
                .body("matched", equalTo(5))
                .body("findings", equalTo(List.of()));
    }

    private void send(Map<String, ?> words) {
        newsroom.as()
                .header("Idempotency-Key", "limits-" + UUID.randomUUID())
                .body(alert(words))
                .post("/v1/alerts")
                .then()
                .statusCode(202);
        newsroom.alert(String.valueOf(words.get("title")), "sent");
    }

    private Map<String, Object> alert(Map<String, ?> words) {
        var alert = new HashMap<String, Object>(Map.of("level", "following", "topics", List.of(topic)));
        alert.putAll(words);
        return alert;
    }

    private Map<String, Integer> suppressed(String title) {
        return newsroom.alert(title, "sent").getMap("account.suppressed");
    }

    private void why(String title, Phone phone, String reason) {
        var alert = newsroom.alert(title, "sent").getString("alertId");
        newsroom.as()
                .get("/v1/alerts/%s/devices/%s".formatted(alert, phone.id()))
                .then()
                .statusCode(200)
                .body("rang", equalTo(false))
                .body("sentence", containsString(reason));
    }
}
