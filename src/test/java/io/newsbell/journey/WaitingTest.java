package io.newsbell.journey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.startsWith;

import io.newsbell.MovableClock;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Who is not to be told now is looked at again when the time has come.
@QuarkusTest
class WaitingTest {
    private static final Duration QUIET = Duration.ofHours(2);
    private static final ZoneId KOLKATA = ZoneId.of("Asia/Kolkata");

    private final Newsroom newsroom = new Newsroom();
    private final String word = newsroom.word("waiting");
    private final String headline = "news of " + word;
    private String topic;

    @Inject
    Clock clock;

    @BeforeEach
    void aTopic() {
        topic = newsroom.topic("waiting", word);
    }

    @Test
    void a_reader_in_quiet_hours_is_told_at_their_end() {
        var awake = Phone.following(topic);
        var asleep = quiet();
        newsroom.publish(headline);
        awake.ringsWith(headline);

        await().until(() -> count("sending", "accepted") == 1);
        assertThat(account("sending")).containsEntry("waiting", 1).containsEntry("matched", 2);
        assertThat(why(asleep)).startsWith("It has quiet hours");
        assertThat(inbox(asleep)).isEmpty();
        var opened = clock.instant();

        MovableClock.advance(QUIET);

        asleep.ringsWith(headline);
        assertThat(account("sent")).containsEntry("waiting", 0).containsEntry("accepted", 2);
        assertThat(newsroom.alert(headline, "sent").getList("waves.kind")).containsExactly("now", "quiet");
        assertThat(inbox(asleep)).containsExactly(headline);
        assertThat(inboxSince(asleep, opened)).containsExactly(headline);
        assertThat(awake.titles()).containsExactly(headline);
    }

    @Test
    void what_a_reader_does_meanwhile_counts() {
        var still = quiet();
        var unfollowed = quiet();
        var paused = quiet();
        newsroom.publish(headline);
        await().until(() -> count("sending", "waiting") == 3);

        unfollowed.unfollow(topic);
        paused.prefer(Map.of(
                "pausedUntil", clock.instant().plus(QUIET.multipliedBy(2)).toString()));
        MovableClock.advance(QUIET);

        still.ringsWith(headline);
        assertThat(account("sent"))
                .containsEntry("accepted", 1)
                .containsEntry("suppressed", Map.of("UNFOLLOWED", 1, "PAUSED", 1));
        assertThat(why(unfollowed)).contains("unfollowed");
        assertThat(why(paused)).contains("paused");
    }

    @Test
    void what_a_reader_has_opened_elsewhere_does_not_ring_here() {
        var phone = Phone.following(topic);
        var tablet = Phone.registered();
        var far = tablet.install(tablet.token());
        far.put("timeZone", "America/New_York");
        tablet.register(tablet.as(), far).then().statusCode(200);
        var user = "reader-" + UUID.randomUUID();
        List.of(phone, tablet)
                .forEach(device -> newsroom.as()
                        .body(Map.of("userId", user))
                        .put("/v1/devices/{id}/user", device.id())
                        .then()
                        .statusCode(200));
        phone.prefer(quietHours());
        newsroom.publish(headline);
        tablet.ringsWith(headline);
        var alert = newsroom.alert(headline, "sending").getString("alertId");
        await().until(() -> count("sending", "accepted") == 1);

        tablet.opens(alert);
        MovableClock.advance(QUIET);

        assertThat(account("sent")).containsEntry("suppressed", Map.of("READ", 1));
        assertThat(phone.titles()).isEmpty();
        assertThat(why(phone)).contains("opened the alert elsewhere");
    }

    @Test
    void who_waits_for_a_stopped_alert_waits_no_more() {
        var asleep = quiet();
        newsroom.publish(headline);
        var alert = newsroom.alert(headline, "sending").getString("alertId");
        await().until(() -> count("sending", "waiting") == 1);

        newsroom.as()
                .post("/v1/alerts/{id}/stop", alert)
                .then()
                .statusCode(200)
                .body("account.waiting", equalTo(0))
                .body("account.suppressed.STOPPED", equalTo(1));

        assertThat(why(asleep)).contains("stopped while it waited");
        await().until(() -> newsroom.as().get("/v1/alerts/{id}", alert).path("waves[-1].state"), "finished"::equals);
        assertThat(account("stopped")).containsEntry("suppressed", Map.of("STOPPED", 1));
        MovableClock.advance(QUIET);
        assertThat(asleep.titles()).isEmpty();
    }

    @Test
    void what_could_not_be_sent_in_its_time_is_not_sent_at_all() {
        var asleep = quiet();
        newsroom.publish(headline);
        await().until(() -> count("sending", "waiting") == 1);

        MovableClock.advance(QUIET.plus(Duration.ofMinutes(61)));

        assertThat(account("sent")).containsEntry("suppressed", Map.of("STALE", 1));
        assertThat(asleep.titles()).isEmpty();
    }

    @Test
    void what_waited_for_one_reader_rings_once() {
        var all = quiet();
        var one = Phone.following(newsroom.topic("other", newsroom.word("other")));
        one.prefer(quietHours());
        send("Least", "following", topic);
        send("Named", "following", topic, "other-" + newsroom.mark());
        send("Next", "following", topic);
        send("Best", "top", topic);
        await("all to wait").until(() -> waiting("Least") + waiting("Named") + waiting("Next") + waiting("Best") == 5);

        MovableClock.advance(QUIET);

        all.ringsWith(title("Best"));
        one.ringsWith(title("Named"));
        var bundle = title("Next") + " · " + title("Named");
        assertThat(all.messages().toString()).contains(bundle);
        assertThat(newsroom.account(title("Best"), "sent")).containsEntry("accepted", 1);
        assertThat(newsroom.account(title("Next"), "sent")).containsEntry("suppressed", Map.of("BUNDLED", 1));
        assertThat(newsroom.account(title("Named"), "sent"))
                .containsEntry("suppressed", Map.of("BUNDLED", 1))
                .containsEntry("accepted", 1);
        assertThat(newsroom.account(title("Least"), "sent")).containsEntry("suppressed", Map.of("OUTRANKED", 1));
        assertThat(all.titles()).containsExactly(title("Best"));
        assertThat(one.titles()).containsExactly(title("Named"));
        all.as()
                .get("/v1/devices/{id}/notifications", all.id())
                .then()
                .body("notifications.body", equalTo(List.of(bundle)));
    }

    @Test
    void a_digest_comes_at_its_time_with_the_best_of_what_was_not_urgent() {
        var calm = newsroom.topic("calm", newsroom.word("calm"), false);
        var reader = Phone.registered();
        reader.follow(calm, "digest");
        reader.prefer(Map.of("digestTimes", List.of(local(QUIET))));
        var one = "one of " + newsroom.word("calm");
        var other = UUID.randomUUID().toString().replace("-", " ") + " " + newsroom.word("calm");
        newsroom.publish(one);
        newsroom.publish(other);
        await().until(() -> {
            var first = newsroom.alert(one, "sending");
            var second = newsroom.alert(other, "sending");
            return first.getInt("account.waiting") + second.getInt("account.waiting") == 2;
        });
        newsroom.as()
                .get("/v1/alerts/{id}", newsroom.alert(other, "sending").getString("alertId"))
                .then()
                .body("level", equalTo("digest"))
                .body("waves[-1].kind", equalTo("digest"));

        MovableClock.advance(QUIET);

        await().until(() -> reader.titles().size() == 1);
        newsroom.alert(one, "sent");
        newsroom.alert(other, "sent");
        assertThat(reader.titles()).hasSize(1);
        assertThat(reader.messages().toString())
                .contains("digest_v1")
                .contains(one)
                .contains(other);
    }

    @Test
    void what_nobody_wants_in_a_digest_is_dismissed() {
        newsroom.topic("calm", newsroom.word("calm"), false);

        newsroom.publish("quiet " + newsroom.word("calm"));

        newsroom.as()
                .get(
                        "/v1/alerts/{id}",
                        newsroom.alert("quiet " + newsroom.word("calm"), "dismissed")
                                .getString("alertId"))
                .then()
                .body("reason", startsWith("It is not urgent"));
    }

    @Test
    void a_local_time_is_each_readers_own() {
        var near = Phone.following(topic);
        var far = Phone.following(topic);
        var install = far.install(far.token());
        install.put("timeZone", "Asia/Karachi");
        far.register(far.as(), install).then().statusCode(200);
        newsroom.send(Map.of(
                        "level",
                        "top",
                        "title",
                        headline,
                        "topics",
                        List.of(topic),
                        "rollout",
                        Map.of("localTime", local(Duration.ofMinutes(30)))))
                .then()
                .statusCode(202)
                .body("state", equalTo("approved"));
        await().until(() -> count("sending", "waiting") == 2);
        assertThat(why(far)).contains("a time of day");

        MovableClock.advance(Duration.ofMinutes(30));
        near.ringsWith(headline);
        assertThat(account("sending")).containsEntry("waiting", 1);
        assertThat(far.titles()).isEmpty();

        // Karachi is half an hour behind Kolkata.
        MovableClock.advance(Duration.ofMinutes(30));
        far.ringsWith(headline);
        assertThat(account("sent")).containsEntry("accepted", 2);
    }

    private Phone quiet() {
        var phone = Phone.following(topic);
        phone.prefer(quietHours());
        return phone;
    }

    private Map<String, Object> quietHours() {
        return Map.of("quietHours", Map.of("from", local(Duration.ofHours(-1)), "to", local(QUIET), "breaking", true));
    }

    private String local(Duration fromNow) {
        return DateTimeFormatter.ofPattern("HH:mm")
                .format(clock.instant().plus(fromNow).atZone(KOLKATA));
    }

    private void send(String name, String level, String... topics) {
        newsroom.send(Map.of("level", level, "title", title(name), "topics", List.of(topics)))
                .then()
                .statusCode(202);
        newsroom.alert(title(name), "sending");
    }

    private String title(String name) {
        return name + " of " + word;
    }

    private int waiting(String name) {
        return newsroom.alert(title(name), "sending").getInt("account.waiting");
    }

    private int count(String state, String name) {
        return Newsroom.count(account(state), name);
    }

    private Map<String, Object> account(String state) {
        return newsroom.account(headline, state);
    }

    private static List<String> inbox(Phone phone) {
        return phone.as().get("/v1/devices/{id}/notifications", phone.id()).path("notifications.title");
    }

    private static List<String> inboxSince(Phone phone, Instant since) {
        return phone.as()
                .queryParam("since", since.toString())
                .get("/v1/devices/{id}/notifications", phone.id())
                .path("notifications.title");
    }

    private String why(Phone phone) {
        var alert = newsroom.as()
                .get("/v1/alerts?limit=100")
                .<String>path("find { it.title == '%s' }.alertId".formatted(headline));
        return newsroom.as()
                .get("/v1/alerts/{alert}/devices/{device}", alert, phone.id())
                .then()
                .statusCode(200)
                .body("sentence", containsString("."))
                .extract()
                .path("sentence");
    }
}
