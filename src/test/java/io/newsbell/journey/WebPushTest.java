package io.newsbell.journey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;

import io.micrometer.core.instrument.MeterRegistry;
import io.newsbell.MovableClock;
import io.newsbell.app.Apps;
import io.newsbell.audit.Actor;
import io.newsbell.webpush.VapidKeys;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Browsers are told what phones are told, through the push services that they have named.
@QuarkusTest
class WebPushTest {
    @Inject
    VapidKeys keys;

    @Inject
    Apps apps;

    @Inject
    MeterRegistry metrics;

    private final Newsroom newsroom = new Newsroom();
    private final String headline = "news of " + newsroom.word("browser");
    private String topic;

    @BeforeEach
    void nothingElseIsGoingOn() {
        topic = newsroom.topic("browser", newsroom.word("browser"));
        newsroom.waitUntilNothingIsLeftToDo();
    }

    @Test
    void a_browser_and_a_phone_that_follow_are_both_told_and_the_account_adds_up() {
        var browser = Browser.following(key(), topic);
        var phone = Phone.following(topic);

        newsroom.publish(headline);

        assertThat(browser.ringsWith(headline))
                .containsEntry("topic", topic)
                .containsKeys("alertId", "storyId", "body", "tag");
        phone.ringsWith(headline);
        assertThat(newsroom.account(headline, "sent"))
                .containsEntry("matched", 2)
                .containsEntry("accepted", 2);
        newsroom.assertAddsUp(headline);
    }

    @Test
    void the_push_service_is_told_how_long_how_urgent_and_what_it_replaces() {
        var browser = Browser.following(key(), topic);

        newsroom.send(Map.of("level", "breaking", "title", headline, "body", "Read more.", "topics", List.of(topic)))
                .then()
                .statusCode(202);

        var tag = browser.ringsWith(headline).get("tag");
        var push = browser.pushes().getLast();
        assertThat(push).containsEntry("urgency", "high").containsEntry("topic", tag);
        assertThat(String.valueOf(push.get("ttl"))).matches("[1-9]\\d*");
    }

    @Test
    void who_unfollows_is_told_nothing_more() {
        var browser = Browser.following(key(), topic);
        browser.unfollow(topic);

        newsroom.publish(headline);

        newsroom.waitUntilNothingIsLeftToDo();
        assertThat(browser.pushes()).isEmpty();
    }

    @Test
    void a_recall_reaches_the_browser_under_the_same_tag() {
        var browser = Browser.following(key(), topic);
        newsroom.publish(headline);
        var told = browser.ringsWith(headline);
        newsroom.alert(headline, "sent");

        newsroom.as().post("/v1/alerts/{id}/recall", told.get("alertId")).then().statusCode(200);

        var taken = await().until(browser::messages, all -> all.size() == 2).getLast();
        assertThat(taken)
                .containsEntry("newsbell", "retraction")
                .containsEntry("alertId", told.get("alertId"))
                .containsEntry("tag", told.get("tag"));
        assertThat(Integer.parseInt(taken.get("version"))).isGreaterThan(Integer.parseInt(told.get("version")));
    }

    @Test
    void a_recall_waits_in_no_browser_because_a_phones_service_wants_to_be_left_alone() {
        var browser = Browser.following(key(), topic);
        var phone = Phone.following(topic);
        newsroom.publish(headline);
        var alert = browser.ringsWith(headline).get("alertId");
        phone.ringsWith(headline);
        newsroom.alert(headline, "sent");
        phone.lever("{\"lever\":\"quotaExceeded\",\"times\":1}");
        browser.lever("{\"lever\":\"busy\",\"retryAfter\":1}");
        double before = putOff();

        newsroom.as().post("/v1/alerts/{id}/recall", alert).then().statusCode(200);
        await().until(() -> putOff() >= before + 2);
        browser.releaseLever();

        await().atMost(Duration.ofSeconds(20)).until(() -> browser.messages().size() == 2);
        assertThat(phone.messages()).hasSize(1);
        MovableClock.advance(Duration.ofSeconds(61));
        await().until(() -> phone.messages().size() == 2);
    }

    private double putOff() {
        return metrics.counter("newsbell.sends", "outcome", "try_later").count();
    }

    @Test
    void a_correction_is_as_urgent_as_the_alert_that_it_may_replace_at_the_push_service() {
        var browser = Browser.following(key(), topic);
        newsroom.send(Map.of("level", "breaking", "title", headline, "body", "", "topics", List.of(topic)))
                .then()
                .statusCode(202);
        var alert = browser.ringsWith(headline).get("alertId");
        newsroom.alert(headline, "sent");
        var told = browser.pushes().getLast();

        newsroom.as()
                .body(Map.of("title", "Corrected " + headline, "body", ""))
                .post("/v1/alerts/{id}/correct", alert)
                .then()
                .statusCode(200);

        assertThat(browser.ringsWith("Corrected " + headline)).containsEntry("quiet", "true");
        var corrected = browser.pushes().getLast();
        assertThat(corrected).containsEntry("urgency", "high").containsEntry("topic", told.get("topic"));
        assertThat(seconds(corrected)).isGreaterThanOrEqualTo(seconds(told) - 5);
    }

    private static long seconds(Map<String, Object> push) {
        return Long.parseLong(String.valueOf(push.get("ttl")));
    }

    @Test
    void a_subscription_that_is_gone_is_retired_and_comes_back_with_the_next_registration() {
        var browser = Browser.following(key(), topic);
        browser.lever("{\"lever\":\"gone\"}");
        newsroom.publish(headline);
        assertThat(newsroom.account(headline, "sent")).containsEntry("addressDead", 1);

        newsroom.publish("Second " + headline);
        newsroom.waitUntilNothingIsLeftToDo();
        browser.releaseLever();
        browser.as()
                .body(browser.install())
                .put("/v1/devices/{id}", browser.id())
                .then()
                .statusCode(200);
        newsroom.publish("Third " + headline);

        browser.ringsWith("Third " + headline);
        assertThat(browser.messages()).hasSize(1);
    }

    @Test
    void browsers_whose_service_calls_all_of_them_dead_do_not_keep_a_phone_from_being_retired() {
        var browsers =
                Stream.generate(() -> Browser.following(key(), topic)).limit(22).toList();
        var phones = Stream.generate(() -> Phone.following(topic)).limit(6).toList();
        browsers.forEach(browser -> browser.lever("{\"lever\":\"gone\"}"));
        phones.getFirst().lever("{\"lever\":\"unregistered\"}");

        newsroom.publish(headline);

        var alert = newsroom.alert(headline, "sent");
        assertThat(alert.getInt("account.addressDead")).isEqualTo(23);
        assertThat(newsroom.as().get("/v1/dead-addresses").jsonPath().<Map<String, Object>>getList("").stream()
                        .filter(each -> alert.getString("alertId").equals(each.get("alertId"))))
                .extracting(each -> each.get("quarantined"), each -> each.get("retired"))
                .containsExactly(tuple(22, 1));
    }

    @Test
    void a_push_service_that_refuses_one_subscription_stops_nothing_and_retires_nobody() {
        var browser = Browser.following(key(), topic);
        var other = Browser.following(key(), topic);
        browser.lever("{\"lever\":\"forbidden\"}");

        newsroom.publish(headline);

        other.ringsWith(headline);
        assertThat(newsroom.account(headline, "sent"))
                .containsEntry("accepted", 1)
                .containsEntry("refused", 1);
        browser.releaseLever();
        newsroom.publish("Second " + headline);
        browser.ringsWith("Second " + headline);
    }

    @Test
    void a_push_service_that_is_busy_is_asked_again_after_the_time_it_names() {
        var browser = Browser.following(key(), topic);
        browser.lever("{\"lever\":\"busy\",\"retryAfter\":1}");
        newsroom.publish(headline);
        await().until(() -> newsroom
                .as()
                .get("/v1/alerts?limit=100")
                .jsonPath()
                .<Map<String, Object>>getList("findAll { it.title == '" + headline + "' }.account")
                .stream()
                .anyMatch(account -> Integer.valueOf(1).equals(account.get("pending"))));

        browser.releaseLever();

        browser.ringsWith(headline);
        assertThat(newsroom.account(headline, "sent")).containsEntry("accepted", 1);
    }

    @Test
    void after_a_rotation_browsers_of_the_old_key_and_of_the_new_one_are_told() {
        var before = Browser.following(key(), topic);
        keys.rotate(demo(), Actor.key("test"));
        var after = Browser.following(key(), topic);

        newsroom.publish(headline);

        before.ringsWith(headline);
        after.ringsWith(headline);
    }

    @Test
    void who_knows_the_subscriptions_secret_has_it_at_once() {
        var browser = Browser.following(key(), topic);

        browser.arriveAs(UUID.randomUUID().toString()).then().statusCode(201).body("address.state", equalTo("active"));

        newsroom.publish(headline);
        newsroom.waitUntilNothingIsLeftToDo();
        assertThat(browser.pushes()).isEmpty();
    }

    @Test
    void it_moves_as_often_as_pages_forget_who_they_are() {
        var browser = Browser.following(key(), topic);

        for (int time = 0; time < 3; time++) {
            browser.arriveAs(UUID.randomUUID().toString())
                    .then()
                    .statusCode(201)
                    .body("address.state", equalTo("active"));
        }
    }

    @Test
    void an_operator_rotates_the_key_and_sees_who_still_uses_which() {
        var before = key();
        Browser.following(before, topic);
        long browsers = usedKeys().getFirst().get("browsers") instanceof Number many ? many.longValue() : 0;

        String after = newsroom.as()
                .post("/v1/vapid-keys/rotate")
                .then()
                .statusCode(201)
                .extract()
                .path("applicationServerKey");

        assertThat(key()).isEqualTo(after).isNotEqualTo(before);
        assertThat(browsers).isPositive();
        assertThat(usedKeys().subList(0, 2))
                .extracting(key -> key.get("begins"), key -> key.get("current"), key -> key.get("browsers"))
                .containsExactly(
                        tuple(after.substring(0, 12), true, 0), tuple(before.substring(0, 12), false, (int) browsers));
        assertThat(newsroom.acts("vapid-key:" + after.substring(0, 12)))
                .extracting(each -> each.get("act"), each -> each.get("actor"))
                .containsExactly(tuple("vapid-key.rotated", "key:settings"));
    }

    private List<Map<String, Object>> usedKeys() {
        return newsroom.as().get("/v1/vapid-keys").jsonPath().getList("");
    }

    @Test
    void an_endpoint_inside_of_our_network_is_never_called() {
        var browser = Browser.at("https://127.0.0.1:%d/push/x".formatted(RestAssured.port), key());
        browser.arrive().then().statusCode(201);
        browser.follow(topic);

        newsroom.publish(headline);

        assertThat(newsroom.account(headline, "sent")).containsEntry("refused", 1);
    }

    @Test
    void what_no_browser_can_have_given_is_refused_with_the_field_at_fault() {
        refused(Map.of("value", "http://push.example/x"), "/address/value");
        refused(
                Map.of("keys", Map.of("p256dh", "AAAA", "auth", "AAAA", "applicationServerKey", key())),
                "/address/keys");
        refused(Map.of("type", "fcmToken"), "/address/value");
        refused("keys", "/address/keys");
    }

    @Test
    void a_subscription_that_was_made_with_nobodys_key_is_refused() {
        var stranger = Browser.subscribed("B" + "A".repeat(86));

        stranger.arrive()
                .then()
                .statusCode(422)
                .body("errors[0].pointer", equalTo("/address/keys/applicationServerKey"));
    }

    @Test
    void a_phone_has_no_subscription_of_a_browser() {
        var install = new HashMap<>(Browser.subscribed(key()).install());
        install.put("platform", "ios");

        RestAssured.given()
                .contentType("application/json")
                .body(install)
                .put("/v1/devices/{id}", UUID.randomUUID())
                .then()
                .statusCode(422)
                .body("errors[0].pointer", equalTo("/platform"));
    }

    private void refused(Map<String, Object> changes, String field) {
        var address = address();
        address.putAll(changes);
        refuse(address, field);
    }

    private void refused(String withoutIt, String field) {
        var address = address();
        address.remove(withoutIt);
        refuse(address, field);
    }

    private static void refuse(Map<String, Object> address, String field) {
        RestAssured.given()
                .contentType("application/json")
                .body(Map.of("app", "demo", "platform", "web", "address", address, "locale", "en", "timeZone", "UTC"))
                .put("/v1/devices/{id}", UUID.randomUUID())
                .then()
                .statusCode(422)
                .body("errors[0].pointer", equalTo(field));
    }

    private Map<String, Object> address() {
        return new HashMap<>(Browser.subscribed(key()).address());
    }

    private String key() {
        return keys.current(demo());
    }

    private long demo() {
        return apps.bySlug("demo").orElseThrow().id();
    }
}
