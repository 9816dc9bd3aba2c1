package io.newsbell.journey;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.matchesPattern;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.startsWith;

import io.newsbell.MovableClock;
import io.newsbell.app.Apps;
import io.newsbell.work.Recurring;
import io.quarkus.arc.All;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What a reader followed in the browser comes along into the app, once.
@QuarkusTest
class HandoverTest {
    private final Newsroom newsroom = new Newsroom();
    private Phone browser = Phone.unregistered();
    private Phone app = Phone.unregistered();
    private String topic = "";
    private String other = "";

    @Inject
    Jdbi jdbi;

    @Inject
    Apps apps;

    @Inject
    @All
    List<Recurring> recurring;

    @BeforeEach
    void aBrowserThatFollowsAndAFreshApp() {
        jdbi.useHandle(db -> db.execute("DELETE FROM handover_guess"));
        topic = newsroom.topic("handover", newsroom.word("handover"));
        other = newsroom.topic("other", newsroom.word("other"));
        browser = registered("web", "demo");
        app = Phone.registered();
    }

    @Test
    void follows_with_level_and_end_mutes_and_preferences_come_along() {
        var until = new MovableClock().instant().plus(Duration.ofDays(3)).truncatedTo(ChronoUnit.SECONDS);
        browser.putSubscription(topic, Map.of("level", "important", "until", until.toString()))
                .then()
                .statusCode(200);
        browser.follow(other, "digest");
        browser.mute(other, until).then().statusCode(200);
        browser.prefer(Map.of("dailyCap", 7));
        app.follow(other, "every");

        redeem(app, code(offer()))
                .then()
                .statusCode(200)
                .body("deviceId", equalTo(app.id()))
                .body("subscriptions.topic", containsInAnyOrder(topic, other));

        var list = app.subscriptions().then().extract().jsonPath();
        assertThat(list.getString("subscriptions.find { it.topic == '" + topic + "' }.level"))
                .isEqualTo("important");
        assertThat(list.getString("subscriptions.find { it.topic == '" + topic + "' }.until"))
                .isEqualTo(until.toString());
        assertThat(list.getString("subscriptions.find { it.topic == '" + other + "' }.level"))
                .as("what was set in the app stays")
                .isEqualTo("every");
        app.as().get("/v1/devices/{id}/mutes", app.id()).then().body("mutes.target", contains(other));
        app.as().get("/v1/devices/{id}/preferences", app.id()).then().body("dailyCap", equalTo(7));
        assertThat(browser.follows()).isEmpty();
        browser.as().get("/v1/devices/{id}/mutes", browser.id()).then().body("mutes", equalTo(List.of()));
    }

    @Test
    void from_then_on_the_app_rings_and_the_browser_does_not() {
        browser.follow(topic, "every");
        redeem(app, code(offer())).then().statusCode(200);
        var headline = "Told once: " + newsroom.word("handover");

        newsroom.publish(headline);

        app.ringsWith(headline);
        newsroom.alert(headline, "sent");
        newsroom.assertAddsUp(headline);
        assertThat(browser.messages()).isEmpty();
    }

    @Test
    void a_browser_that_has_handed_over_may_follow_anew() {
        redeem(app, code(offer())).then().statusCode(200);

        browser.follow(topic, "every");

        assertThat(browser.follows()).containsExactly(topic);
        assertThat(app.follows()).isEmpty();
    }

    @Test
    void letters_link_and_referrer_are_three_names_of_one_use() {
        browser.follow(topic, "every");
        var offer = offer();
        var token = token(offer);
        offer.then()
                .statusCode(201)
                .body("code", matchesPattern("[BCDFGHJKLMNPQRSTVWXZ]{6}"))
                .body("link", equalTo("https://open.demo.example/newsbell#handover=" + token))
                .body("qr", startsWith("<svg"))
                .body("playStore", endsWith("?id=example.demo.news&referrer=newsbell_handover%3D" + token))
                .body("appStore", equalTo("https://apps.apple.com/app/id1234567890"));

        redeem(app, token).then().statusCode(200).body("subscriptions.topic", contains(topic));

        unknown(redeem(Phone.registered(), code(offer)));
        unknown(redeem(Phone.registered(), token));
    }

    @Test
    void people_type_as_they_like() {
        var code = code(offer());

        redeem(app, code.substring(0, 3).toLowerCase(Locale.ROOT) + "-" + code.substring(3) + " ")
                .then()
                .statusCode(200);
    }

    @Test
    void the_page_sees_when_it_has_moved() {
        look().body("state", equalTo("none"));
        var code = code(offer());
        look().body("state", equalTo("waiting")).body("movedAt", nullValue());

        redeem(app, code).then().statusCode(200);

        look().body("state", equalTo("moved")).body("expiresAt", nullValue());
    }

    @Test
    void what_moves_nothing_is_answered_alike() {
        var elsewhere = registered("android", OtherApps.made(jdbi, apps).slug());
        var replaced = code(offer());
        var offer = offer();
        var answers = List.of(
                redeem(app, "BCDFGH"),
                redeem(app, "no code at all"),
                redeem(app, "nbh_" + "A".repeat(43)),
                redeem(app, replaced),
                redeem(elsewhere, code(offer)),
                redeem(browser, code(offer)));

        assertThat(answers).extracting(Response::statusCode).containsOnly(422);
        assertThat(answers)
                .extracting(Response::asString)
                .containsOnly(answers.getFirst().asString());
        unknown(answers.getFirst()).body("errors[0].pointer", equalTo("/code"));
        redeem(app, code(offer)).then().statusCode(200);
    }

    @Test
    void letters_count_for_ten_minutes_and_a_link_for_a_day() {
        var offer = offer();
        MovableClock.advance(Duration.ofMinutes(10));
        unknown(redeem(app, code(offer)));
        redeem(app, token(offer)).then().statusCode(200);

        var late = offer();
        MovableClock.advance(Duration.ofHours(24));
        unknown(redeem(app, token(late)));
        look().body("state", equalTo("none"));
    }

    @Test
    void a_lost_answer_comes_again_to_the_same_device_only() {
        browser.follow(topic, "every");
        var code = code(offer());
        var first = redeem(app, code);
        offer().then().statusCode(201);

        assertThat(redeem(app, code).then().statusCode(200).extract().asString())
                .isEqualTo(first.asString());
        unknown(redeem(Phone.registered(), code));
    }

    @Test
    void of_two_at_once_one_wins() throws Exception {
        browser.follow(topic, "every");
        var code = code(offer());
        var phones = List.of(Phone.registered(), Phone.registered(), Phone.registered(), Phone.registered());

        var answers = Together.call(phones.size(), nth -> redeem(phones.get(nth), code));

        assertThat(answers).extracting(Response::statusCode).containsExactlyInAnyOrder(200, 422, 422, 422);
        assertThat(phones.stream().filter(phone -> phone.follows().contains(topic)))
                .hasSize(1);
    }

    @Test
    void the_same_device_twice_at_once_has_it_twice() throws Exception {
        browser.follow(topic, "every");
        var code = code(offer());

        var answers = Together.call(3, _ -> redeem(app, code));

        assertThat(answers).extracting(Response::statusCode).containsOnly(200);
        assertThat(app.follows()).containsExactly(topic);
    }

    @Test
    void a_signed_in_app_keeps_its_user_and_gets_the_follows() {
        var user = "user-" + UUID.randomUUID();
        signIn(app, user);
        browser.follow(topic, "every");

        redeem(app, code(offer())).then().statusCode(200);

        assertThat(app.follows()).containsExactly(topic);
        assertThat(userOf(app)).isEqualTo(List.of(user));
        assertThat(userOf(browser)).as("gets no look into the user's list").isEmpty();
    }

    @Test
    void an_app_and_who_has_signed_in_have_nothing_to_hand_over() {
        nothing(app.as().post("/v1/devices/{id}/handover", app.id()));
        var code = code(offer());
        signIn(browser, "user-" + UUID.randomUUID());

        nothing(offer());
        unknown(redeem(app, code));
    }

    @Test
    void a_device_may_mistype_five_times_an_hour() throws Exception {
        var slug = OtherApps.made(jdbi, apps).slug();
        browser = registered("web", slug);
        var phone = registered("ios", slug);
        var offer = offer();

        var answers = Together.call(12, _ -> redeem(phone, "BCDFGH"));

        assertThat(answers.stream().filter(answer -> answer.statusCode() == 422))
                .hasSize(5);
        assertThat(answers.stream().filter(answer -> answer.statusCode() == 429))
                .hasSize(7);
        limited(redeem(phone, code(offer)));
        redeem(phone, token(offer)).then().statusCode(200);

        browser = registered("web", slug);
        MovableClock.advance(Duration.ofHours(1));
        redeem(phone, code(offer())).then().statusCode(200);
    }

    @Test
    void devices_without_number_behind_one_address_guess_no_more_than_twenty() {
        var slug = OtherApps.made(jdbi, apps).slug();
        for (int device = 0; device < 4; device++) {
            var guessing = registered("android", slug);
            for (int guess = 0; guess < 5; guess++) {
                unknown(redeem(guessing, "BCDFGH"));
            }
        }

        limited(redeem(registered("android", slug), "BCDFGH"));
        unknown(redeem(app, "BCDFGH"));
    }

    @Test
    void everybody_together_guesses_no_more_than_a_hundred() {
        var other = OtherApps.made(jdbi, apps);
        jdbi.useHandle(db -> db.execute("""
                INSERT INTO handover_guess (app_id, device_id, block, guessed_at)
                SELECT ?, gen_random_uuid(), 'block ' || n, ? FROM generate_series(1, 100) n""", other.id(), new MovableClock().instant()));

        limited(redeem(registered("android", other.slug()), "BCDFGH"));
    }

    @Test
    void codes_are_kept_as_hashes_and_forgotten() {
        var offer = offer();

        assertThat(rows())
                .hasSize(1)
                .noneMatch(row -> row.contains(hex(code(offer))) || row.contains(hex(token(offer))));

        MovableClock.advance(Duration.ofHours(25));
        recurring.stream()
                .filter(each -> each.name().equals("handover-retention"))
                .forEach(Recurring::run);
        assertThat(rows()).isEmpty();
    }

    @Test
    void android_and_ios_are_told_which_links_open_the_app() {
        given().redirects()
                .follow(false)
                .get("/.well-known/assetlinks.json")
                .then()
                .statusCode(200)
                .contentType(equalTo("application/json"))
                .body("[0].relation", contains("delegate_permission/common.handle_all_urls"))
                .body("[0].target.namespace", equalTo("android_app"))
                .body("[0].target.package_name", equalTo("example.demo.news"))
                .body("[0].target.sha256_cert_fingerprints[0]", startsWith("14:6D:E9"));
        given().redirects()
                .follow(false)
                .get("/.well-known/apple-app-site-association")
                .then()
                .statusCode(200)
                .contentType(equalTo("application/json"))
                .body("applinks.details[0].appIDs", contains("A1B2C3D4E5.example.demo.news"))
                .body("applinks.details[0].components.'/'", contains("/newsbell", "/newsbell/*"));
        given().header("Host", "elsewhere.example")
                .get("/.well-known/assetlinks.json")
                .then()
                .statusCode(404)
                .contentType(containsString("application/problem+json"))
                .body("code", equalTo("not_found"));
    }

    private static Phone registered(String platform, String app) {
        var phone = Phone.fresh();
        var install = phone.install(phone.token());
        install.putAll(Map.of("platform", platform, "app", app));
        phone.keepSecret(phone.register(given(), install)).then().statusCode(201);
        return phone;
    }

    private Response offer() {
        return browser.as().post("/v1/devices/{id}/handover", browser.id());
    }

    private ValidatableResponse look() {
        return browser.as()
                .get("/v1/devices/{id}/handover", browser.id())
                .then()
                .statusCode(200);
    }

    private static Response redeem(Phone by, String code) {
        return by.as().body(Map.of("code", code)).post("/v1/devices/{id}/handover/redeem", by.id());
    }

    private static String code(Response offer) {
        return offer.then().statusCode(201).extract().path("code");
    }

    private static String token(Response offer) {
        return offer.<String>path("referrer").replace("newsbell_handover=", "");
    }

    private static ValidatableResponse unknown(Response answer) {
        return answer.then().statusCode(422).body("code", equalTo("unknown_handover"));
    }

    private static void nothing(Response answer) {
        answer.then().statusCode(409).body("code", equalTo("nothing_to_hand_over"));
    }

    private static void limited(Response answer) {
        answer.then().statusCode(429).body("code", equalTo("too_many_requests"));
        assertThat(Integer.parseInt(answer.header("Retry-After"))).isBetween(1, 3_600);
    }

    private void signIn(Phone phone, String user) {
        newsroom.as()
                .body(Map.of("userId", user))
                .put("/v1/devices/{id}/user", phone.id())
                .then()
                .statusCode(200);
    }

    private List<String> userOf(Phone phone) {
        return jdbi.withHandle(db ->
                db.createQuery("""
                        SELECT user_id FROM reader JOIN device ON reader_id = reader.id
                        WHERE device.id = CAST(:id AS uuid) AND user_id IS NOT NULL""").bind("id", phone.id()).mapTo(String.class).list());
    }

    private static String hex(String text) {
        return HexFormat.of().formatHex(text.getBytes(StandardCharsets.US_ASCII));
    }

    private List<String> rows() {
        return jdbi.withHandle(
                db -> db.createQuery("SELECT CAST(handover AS text) FROM handover WHERE device_id = CAST(:id AS uuid)")
                        .bind("id", browser.id())
                        .mapTo(String.class)
                        .list());
    }
}
