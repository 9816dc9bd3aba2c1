package io.newsbell.journey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.startsWith;

import io.newsbell.MovableClock;
import io.newsbell.feed.FeedServer;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// A server of the publisher hears what becomes of alerts, and can be sure who says so.
@QuarkusTest
class WebhooksTest {
    private static final Duration SOON = Duration.ofSeconds(20);
    private static final List<String> ALL = List.of("alert.approved", "alert.held", "alert.finished", "alert.stopped");

    private final Newsroom newsroom = new Newsroom();
    private final FeedServer server = new FeedServer();
    private final String webhook = "webhook-" + newsroom.mark();

    @AfterEach
    void removeTheWebhook() {
        newsroom.as().delete("/v1/webhooks/{id}", webhook);
        newsroom.as().delete("/v1/webhooks/{id}", webhook + "-other");
        server.close();
    }

    @Test
    void an_alert_that_is_sent_is_told_once_when_it_begins_and_once_when_it_is_over() {
        server.has("/hook", "");
        var secret = add("/hook", ALL);
        var word = newsroom.word("storm");
        var phone = Phone.following(newsroom.topic("storm", word));
        newsroom.publish("Sent " + word, "url", "https://example.com/" + word);
        phone.ringsWith("Sent " + word);
        var alert = newsroom.alert("Sent " + word, "sent");

        heard("/hook", word, 2);
        newsroom.waitUntilNothingIsLeftToDo();

        var calls = calls("/hook", word);
        assertThat(calls).extracting(WebhooksTest::type).containsExactlyInAnyOrder("alert.approved", "alert.finished");
        assertThat(calls).allSatisfy(call -> assertSigned(call, secret));
        assertThat(calls).extracting(call -> header(call, "Webhook-id")).doesNotHaveDuplicates();
        var over = JsonPath.from(call("/hook", word, "alert.finished").body());
        assertThat(over.getString("data.alertId")).isEqualTo(alert.getString("alertId"));
        assertThat(over.getLong("data.storyId")).isPositive();
        assertThat(over.getInt("data.version")).isEqualTo(1);
        assertThat(over.getString("data.level")).isEqualTo(alert.getString("level"));
        assertThat(over.getString("data.title")).isEqualTo("Sent " + word);
        assertThat(over.getString("data.link")).isEqualTo("https://example.com/" + word);
        assertThat(over.getString("data.state")).isEqualTo("sent");
        assertThat(over.getInt("data.account.accepted")).isEqualTo(1);
        assertThat(over.getString("timestamp")).matches("\\d{4}-\\d\\d-\\d\\dT.*Z");
        assertThat(calls)
                .allSatisfy(call ->
                        assertThat(call.body()).doesNotContain(phone.id()).doesNotContain(phone.token()));
    }

    @Test
    void an_alert_that_is_held_is_told_and_so_is_what_was_decided() {
        server.has("/hook", "");
        add("/hook", ALL);
        var word = newsroom.word("held");
        newsroom.topic("held", word);
        newsroom.publish("DO NOT PUBLISH: " + word);
        var alert = newsroom.alert("DO NOT PUBLISH: " + word, "held").getString("alertId");
        heard("/hook", word, 1);
        newsroom.as().post("/v1/alerts/{id}/dismiss", alert).then().statusCode(200);
        heard("/hook", word, 2);

        var held = JsonPath.from(call("/hook", word, "alert.held").body());
        assertThat(held.getString("data.alertId")).isEqualTo(alert);
        assertThat(held.getString("data.reason")).isNotBlank();
        assertThat(JsonPath.from(call("/hook", word, "alert.finished").body()).getString("data.state"))
                .isEqualTo("dismissed");
    }

    @Test
    void an_alert_that_is_stopped_is_told_with_its_account() {
        server.has("/hook", "");
        add("/hook", ALL);
        var alert = waitingAlert();
        newsroom.as().post("/v1/alerts/{id}/stop", alert).then().statusCode(200);
        heard("/hook", newsroom.mark(), 2);

        var stopped =
                JsonPath.from(call("/hook", newsroom.mark(), "alert.stopped").body());
        assertThat(stopped.getString("data.alertId")).isEqualTo(alert);
        assertThat(stopped.getString("data.state")).isEqualTo("stopped");
        assertThat(stopped.getInt("data.account.matched")).isEqualTo(1);
    }

    @Test
    void only_what_is_asked_for_is_told() {
        server.has("/hook", "");
        add("/hook", List.of("alert.finished"));
        var word = sent("asked");
        heard("/hook", word, 1);

        assertThat(type(calls("/hook", word).getFirst())).isEqualTo("alert.finished");
    }

    @Test
    void a_busy_server_is_left_alone_as_long_as_it_asks_and_then_told_the_same() {
        server.says("/hook", 503, Map.of("Retry-After", "1000"), "");
        var secret = add("/hook", List.of("alert.approved"));
        var word = sent("busy");
        heard("/hook", word, 1);
        await().atMost(SOON)
                .untilAsserted(() -> newsroom.as()
                        .get("/v1/webhooks/{id}", webhook)
                        .then()
                        .body("state", equalTo("failing"))
                        .body("lastAttempt.status", equalTo(503))
                        .body("waiting", equalTo(1)));

        server.has("/hook", "");
        MovableClock.advance(Duration.ofMinutes(15));
        ping(webhook + "-other", "/other");
        assertThat(calls("/hook", word)).hasSize(1);
        MovableClock.advance(Duration.ofSeconds(101));
        heard("/hook", word, 2);

        var calls = calls("/hook", word);
        assertThat(header(calls.get(1), "Webhook-id")).isEqualTo(header(calls.get(0), "Webhook-id"));
        assertThat(header(calls.get(1), "Webhook-timestamp")).isNotEqualTo(header(calls.get(0), "Webhook-timestamp"));
        assertThat(calls.get(1).body()).isEqualTo(calls.get(0).body());
        assertSigned(calls.get(1), secret);
        await().atMost(SOON)
                .untilAsserted(() -> newsroom.as()
                        .get("/v1/webhooks/{id}", webhook)
                        .then()
                        .body("state", equalTo("active"))
                        .body("waiting", equalTo(0)));
    }

    @Test
    void what_happens_while_a_server_is_away_is_told_when_it_is_back() {
        server.says("/hook", 500, Map.of(), "");
        add("/hook", List.of("alert.approved"));
        var words = List.of(sent("one"), sent("two"), sent("three"));
        heard("/hook", words.getFirst(), 1);
        MovableClock.advance(Duration.ofMinutes(20));
        server.has("/hook", "");
        MovableClock.advance(Duration.ofMinutes(20));

        for (var word : words) {
            await().atMost(SOON)
                    .until(() -> newsroom.as()
                            .get("/v1/webhooks/{id}", webhook)
                            .path("waiting")
                            .equals(0));
            assertThat(calls("/hook", word)).isNotEmpty();
        }
    }

    @Test
    void what_cannot_be_told_for_a_day_is_given_up_and_said() {
        server.says("/hook", 500, Map.of(), "");
        add("/hook", List.of("alert.finished"));
        ping(webhook, "/hook");
        await().atMost(SOON).until(() -> state().getInt("failures") > 0);
        MovableClock.advance(Duration.ofHours(25));

        await().atMost(SOON).untilAsserted(() -> {
            assertThat(state().getInt("lost")).isEqualTo(1);
            assertThat(state().getInt("waiting")).isZero();
            assertThat(state().getString("lostAt")).isNotBlank();
            assertThat(state().getString("failingSince")).isNotBlank();
        });
    }

    @Test
    void after_a_rotation_the_old_secret_is_good_for_a_day() {
        server.has("/hook", "");
        var old = add("/hook", ALL);
        var rotated = newsroom.as()
                .post("/v1/webhooks/{id}/rotate", webhook)
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();
        assertThat(rotated.getString("previousUntil")).isNotBlank();
        var newest = rotated.getString("secret");
        ping(webhook, "/hook");
        await().atMost(SOON).until(() -> server.calls("/hook").size() == 1);
        assertSigned(server.calls("/hook").getFirst(), old);
        assertSigned(server.calls("/hook").getFirst(), newest);

        MovableClock.advance(Duration.ofHours(25));
        ping(webhook, "/hook");
        await().atMost(SOON).until(() -> server.calls("/hook").size() == 2);
        assertSigned(server.calls("/hook").getLast(), newest);
        assertThat(isSigned(server.calls("/hook").getLast(), old)).isFalse();
        assertThat(state().getString("secret")).isNull();
        assertThat(state().getString("previousUntil")).isNull();
    }

    @Test
    void a_server_that_is_gone_is_told_nothing_until_it_is_brought_back() {
        server.says("/hook", 410, Map.of(), "");
        add("/hook", ALL);
        ping(webhook, "/hook");
        await().atMost(SOON).until(() -> "gone".equals(state().getString("state")));
        newsroom.as()
                .post("/v1/webhooks/{id}/ping", webhook)
                .then()
                .statusCode(409)
                .body("code", equalTo("webhook_disabled"));

        server.has("/hook", "");
        newsroom.as()
                .body(body("/hook", ALL))
                .put("/v1/webhooks/{id}", webhook)
                .then()
                .statusCode(200);
        ping(webhook, "/hook");
        await().atMost(SOON)
                .until(() -> "active".equals(state().getString("state")) && state().getInt("failures") == 0);
    }

    @Test
    void a_redirect_is_not_followed() {
        server.redirects("/hook", 307, server.address("/elsewhere"));
        server.has("/elsewhere", "");
        add("/hook", ALL);
        ping(webhook, "/hook");
        await().atMost(SOON).until(() -> state().getInt("failures") > 0);

        assertThat(state().getString("lastAttempt.error")).contains("redirects are not followed");
        assertThat(server.calls("/elsewhere")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://hooks.example.com/",
                "https://127.0.0.1/hook",
                "https://169.254.169.254/latest/meta-data/",
                "https://[::1]/",
                "https://10.0.0.1/",
                "https://user:word@hooks.example.com/",
                "ftp://hooks.example.com/",
                "hooks.example.com",
            })
    void an_address_that_is_not_of_the_internet_or_not_encrypted_is_refused(String url) {
        newsroom.as()
                .body(Map.of("url", url, "events", ALL))
                .put("/v1/webhooks/{id}", webhook)
                .then()
                .statusCode(422)
                .body("errors[0].pointer", equalTo("/url"));
    }

    @Test
    void a_slow_server_holds_up_nobody_else() {
        server.isSilent("/slow");
        server.has("/quick", "");
        add("/slow", ALL);
        for (int i = 0; i < 10; i++) {
            newsroom.as().post("/v1/webhooks/{id}/ping", webhook).then().statusCode(202);
        }
        await().atMost(SOON).until(() -> !server.calls("/slow").isEmpty());
        ping(webhook + "-other", "/quick");

        await().atMost(SOON).until(() -> server.calls("/quick").size() == 1);
        assertThat(server.calls("/slow").size()).isLessThan(10);
    }

    @Test
    void a_crowd_is_warned_of_before_the_first_phone_rings() {
        server.has("/hook", "");
        var secret = add("/hook", List.of("crowd.expected"));
        policy(Map.of("audienceAtLeast", 1));
        try {
            var topic = newsroom.topic("crowd", "nothing" + newsroom.mark());
            var phones = List.of(Phone.following(topic), Phone.following(topic), Phone.following(topic));
            var title = "Crowd " + newsroom.word("crowd");
            newsroom.send(Map.of("level", "top", "title", title, "topics", List.of(topic)))
                    .then()
                    .statusCode(202);
            heard("/hook", title, 1);
            assertThat(phones).allSatisfy(phone -> assertThat(phone.titles()).isEmpty());

            phones.forEach(phone -> phone.ringsWith(title));
            newsroom.alert(title, "sent");
            var warning = calls("/hook", title).getFirst();
            assertSigned(warning, secret);
            var data = JsonPath.from(warning.body());
            assertThat(type(warning)).isEqualTo("crowd.expected");
            assertThat(data.getInt("data.phones")).isEqualTo(3);
            assertThat(data.getInt("data.first")).isEqualTo(3);
            assertThat(data.getString("data.startsAt")).isGreaterThan(data.getString("timestamp"));
            assertThat(data.getString("data.lastPhoneAt")).isGreaterThanOrEqualTo(data.getString("data.startsAt"));
        } finally {
            policy(Map.of());
        }
    }

    @Test
    void breaking_news_waits_for_nobody_and_a_small_audience_is_no_crowd() {
        server.has("/hook", "");
        add("/hook", List.of("crowd.expected", "alert.finished"));
        var word = sent("small");
        heard("/hook", word, 1);
        assertThat(type(calls("/hook", word).getFirst())).isEqualTo("alert.finished");

        policy(Map.of("audienceAtLeast", 1));
        try {
            var topic = newsroom.topic("quake", "nothing" + newsroom.mark());
            var phones = List.of(Phone.following(topic), Phone.following(topic));
            var title = "Quake " + newsroom.word("quake");
            newsroom.send(Map.of("level", "breaking", "title", title, "topics", List.of(topic)))
                    .then()
                    .statusCode(202);
            phones.forEach(phone -> phone.ringsWith(title));
            heard("/hook", title, 2);
            var warning = JsonPath.from(call("/hook", title, "crowd.expected").body());
            assertThat(warning.getString("data.startsAt")).isEqualTo(warning.getString("timestamp"));
        } finally {
            policy(Map.of());
        }
    }

    @Test
    void a_ping_arrives_and_a_webhook_that_is_not_there_is_not_found() {
        server.has("/hook", "");
        var secret = add("/hook", ALL);
        ping(webhook, "/hook");
        await().atMost(SOON).until(() -> server.calls("/hook").size() == 1);

        assertThat(type(server.calls("/hook").getFirst())).isEqualTo("webhook.ping");
        assertSigned(server.calls("/hook").getFirst(), secret);
        await().atMost(SOON).until(() -> state().getString("deliveredAt") != null);
        assertThat(state().getInt("lastAttempt.status")).isEqualTo(200);
        newsroom.as().delete("/v1/webhooks/{id}", webhook).then().statusCode(204);
        newsroom.as()
                .get("/v1/webhooks/{id}", webhook)
                .then()
                .statusCode(404)
                .body("detail", containsString("no webhook"));
    }

    private String add(String path, List<String> events) {
        return newsroom.as()
                .body(body(path, events))
                .put("/v1/webhooks/{id}", webhook)
                .then()
                .statusCode(201)
                .body("secret", startsWith("whsec_"))
                .extract()
                .path("secret");
    }

    private Map<String, Object> body(String path, List<String> events) {
        return new HashMap<>(Map.of("url", server.address(path), "events", events, "leadSeconds", 2));
    }

    /// Pings a webhook, which is made if it is not there.
    private void ping(String id, String path) {
        if (newsroom.as().get("/v1/webhooks/{id}", id).statusCode() == 404) {
            server.has(path, "");
            newsroom.as()
                    .body(body(path, List.of("alert.stopped")))
                    .put("/v1/webhooks/{id}", id)
                    .then()
                    .statusCode(201);
        }
        newsroom.as().post("/v1/webhooks/{id}/ping", id).then().statusCode(202);
    }

    private JsonPath state() {
        return newsroom.as().get("/v1/webhooks/{id}", webhook).jsonPath();
    }

    /// Publishes an article that one phone follows.
    ///
    /// @return a word of its headline
    private String sent(String name) {
        var word = newsroom.word(name);
        Phone.following(newsroom.topic(name, word));
        newsroom.publish("News of " + word, "urgency", 1);
        newsroom.alert("News of " + word, "sent");
        return word;
    }

    /// An alert for one phone that is not rung before the night.
    private String waitingAlert() {
        var topic = newsroom.topic("waits", "nothing" + newsroom.mark());
        Phone.following(topic);
        var hour = new MovableClock()
                .instant()
                .atZone(java.time.ZoneId.of("Asia/Kolkata"))
                .plusHours(3);
        String alert = newsroom.send(Map.of(
                        "level",
                        "top",
                        "title",
                        "Waits " + newsroom.mark(),
                        "topics",
                        List.of(topic),
                        "rollout",
                        Map.of("localTime", "%02d:00".formatted(hour.getHour()))))
                .then()
                .statusCode(202)
                .extract()
                .path("alertId");
        newsroom.alert("Waits " + newsroom.mark(), "sending");
        return alert;
    }

    private void policy(Map<String, ?> policy) {
        newsroom.as()
                .header("If-Match", newsroom.as().get("/v1/policy").header("ETag"))
                .body(policy)
                .put("/v1/policy")
                .then()
                .statusCode(200);
    }

    private void heard(String path, String word, int times) {
        await("%d calls about %s".formatted(times, word))
                .atMost(SOON)
                .pollInterval(Duration.ofMillis(10))
                .until(() -> calls(path, word).size() >= times);
    }

    private List<FeedServer.Call> calls(String path, String word) {
        return server.calls(path).stream()
                .filter(call -> call.body().contains(word))
                .toList();
    }

    private FeedServer.Call call(String path, String word, String type) {
        return calls(path, word).stream()
                .filter(call -> type(call).equals(type))
                .findFirst()
                .orElseThrow();
    }

    private static String type(FeedServer.Call call) {
        return JsonPath.from(call.body()).getString("type");
    }

    private static String header(FeedServer.Call call, String name) {
        return Objects.requireNonNull(call.headers().get(name), name).getFirst();
    }

    private static void assertSigned(FeedServer.Call call, String secret) {
        assertThat(isSigned(call, secret)).as("%s is signed", call).isTrue();
        var now = new MovableClock().instant().getEpochSecond();
        assertThat(Long.parseLong(header(call, "Webhook-timestamp"))).isLessThanOrEqualTo(now);
    }

    /// As a receiver would look, by the specification alone.
    private static boolean isSigned(FeedServer.Call call, String secret) {
        try {
            var mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(Base64.getDecoder().decode(secret.replace("whsec_", "")), "HmacSHA256"));
            var signed = header(call, "Webhook-id") + "." + header(call, "Webhook-timestamp") + "." + call.body();
            var expected =
                    "v1," + Base64.getEncoder().encodeToString(mac.doFinal(signed.getBytes(StandardCharsets.UTF_8)));
            return Arrays.asList(header(call, "Webhook-signature").split(" ")).contains(expected);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
