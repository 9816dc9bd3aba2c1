package io.newsbell.journey;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.startsWith;

import io.micrometer.core.instrument.MeterRegistry;
import io.newsbell.MovableClock;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// How a phone becomes known, stays known, and proves that it is itself.
@QuarkusTest
class RegistrationTest {
    private final Newsroom newsroom = new Newsroom();

    @Inject
    Jdbi jdbi;

    @Inject
    MeterRegistry metrics;

    @Test
    void the_first_call_is_answered_with_a_secret_and_no_later_one_is() {
        var topic = newsroom.topic("first", newsroom.word("first"));
        var phone = Phone.fresh();

        phone.arrive()
                .then()
                .statusCode(201)
                .body("deviceId", equalTo(phone.id()))
                .body("secret", startsWith("nbd_"))
                .body("address.state", equalTo("active"))
                .body("subscriptions", hasSize(0));
        phone.follow(topic, "every");

        phone.register(phone.as())
                .then()
                .statusCode(200)
                .body("secret", nullValue())
                .body("address.state", equalTo("active"))
                .body("subscriptions.topic", equalTo(List.of(topic)));
        assertThat(stored(phone)).doesNotContain(phone.secret());
    }

    @Test
    void a_new_address_is_the_only_one_from_the_answer_on() {
        var word = newsroom.word("moved");
        var phone = Phone.following(newsroom.topic("moved", word));
        var old = Phone.withAddressOf(phone);
        phone.changeToken();

        newsroom.publish("Where " + word);

        phone.ringsWith("Where " + word);
        assertThat(newsroom.account("Where " + word, "sent")).containsEntry("matched", 1);
        assertThat(old.messages()).isEmpty();
    }

    @Test
    void a_phone_can_move_to_an_installation_id() {
        var phone = Phone.registered();
        var install = phone.install("");
        install.put("address", Map.of("type", "fcmInstallation", "value", "fid-" + UUID.randomUUID()));

        phone.register(phone.as(), install).then().statusCode(200).body("address.state", equalTo("active"));

        assertThat(stored(phone)).contains("FCM_INSTALLATION");
    }

    @Test
    void whoever_is_not_the_device_gets_one_and_the_same_answer() {
        var phone = Phone.registered();
        var other = Phone.registered();
        var unknown = UUID.randomUUID().toString();

        var answers = Stream.of(
                        list(other.as(), phone.id()),
                        list(phone.as(), unknown),
                        list(phone.as(), "no-uuid"),
                        list(given(), phone.id()),
                        list(given(), unknown),
                        list(given().header("Authorization", "Bearer nbd_" + "x".repeat(43)), phone.id()),
                        list(given().header("Authorization", "Bearer " + Newsroom.key()), phone.id()),
                        list(given().header("Authorization", "Bearer "), phone.id()),
                        list(given().header("Authorization", phone.secret()), phone.id()),
                        list(given().header("Authorization", "Basic " + phone.secret()), phone.id()),
                        other.register(phone.as()),
                        phone.register(given()),
                        phone.register(given().header("Authorization", "Bearer ")))
                .map(answer -> {
                    answer.then()
                            .statusCode(401)
                            .body("code", equalTo("unknown_device"))
                            .header("WWW-Authenticate", startsWith("Bearer"));
                    return answer.asString();
                })
                .distinct();

        assertThat(answers).hasSize(1);
        phone.register(phone.as()).then().statusCode(200);
    }

    @Test
    void an_app_that_has_lost_the_answer_repeats_its_first_call_with_its_key() {
        var phone = Phone.fresh();
        var key = key();
        var lost =
                phone.register(repeatable(key)).then().statusCode(201).extract().<String>path("secret");

        phone.keepSecret(phone.register(repeatable(key))).then().statusCode(201);

        assertThat(phone.secret()).isNotEqualTo(lost).startsWith("nbd_");
        phone.register(repeatable(key())).then().statusCode(401);
        phone.register(given()).then().statusCode(401);
        // The answer may not have been lost, but overtaken by the repetition.
        with(phone, lost).then().statusCode(200);
        phone.subscriptions().then().statusCode(200);
        with(phone, lost).then().statusCode(401);
        assertThat(stored(phone)).doesNotContain(key);
    }

    @Test
    void a_repetition_is_no_way_in_after_the_first_heartbeat() {
        var phone = Phone.fresh();
        var key = key();
        phone.keepSecret(phone.register(repeatable(key)));
        phone.register(phone.as()).then().statusCode(200);

        phone.register(repeatable(key)).then().statusCode(401).body("code", equalTo("unknown_device"));
    }

    @Test
    void a_repetition_is_no_way_in_after_a_day() {
        var phone = Phone.fresh();
        var key = key();
        phone.keepSecret(phone.register(repeatable(key)));
        MovableClock.advance(Duration.ofHours(24).plusSeconds(1));

        phone.register(repeatable(key)).then().statusCode(401);
        phone.register(phone.as()).then().statusCode(200);
    }

    @Test
    void a_key_that_could_be_guessed_is_refused() {
        Phone.fresh().register(repeatable("1")).then().statusCode(422).body("code", equalTo("invalid_field"));
    }

    @Test
    void after_a_rotation_the_old_secret_works_until_the_new_one_is_used() {
        var phone = Phone.registered();
        var old = phone.secret();
        var lost = rotate(phone);
        var fresh = rotate(phone);

        with(phone, old).then().statusCode(200);
        with(phone, lost).then().statusCode(401);
        with(phone, fresh).then().statusCode(200);
        with(phone, old).then().statusCode(401);
        with(phone, fresh).then().statusCode(200);
    }

    @ParameterizedTest
    @CsvSource({
        "appVersion, 65, /appVersion",
        "osVersion, 65, /osVersion",
        "locale, 36, /locale",
        "timeZone, 65, /timeZone",
        "userId, 256, /userId",
        "userToken, 8193, /userToken",
        "app, 64, /app"
    })
    void nothing_is_stored_that_is_longer_than_it_can_sensibly_be(String field, int length, String pointer) {
        refused(Map.of(field, "x".repeat(length)), pointer);
    }

    @ParameterizedTest
    @CsvSource({"appVersion", "osVersion", "userId", "app"})
    void what_no_database_can_store_is_refused_by_field(String field) {
        refused(Map.of(field, "a\u0000b"), "/" + field);
    }

    @ParameterizedTest
    @CsvSource({"1025, x", "1, ' '", "1, é", "1, /", "1, '\"'"})
    void what_is_no_address_is_refused_without_being_repeated(int times, String part) {
        var address = "canary" + part.repeat(times);
        var answer = refused(Map.of("address", Map.of("type", "fcmToken", "value", address)), "/address/value");

        assertThat(answer.asString()).doesNotContain("canary");
    }

    @Test
    void a_body_that_is_no_registration_is_refused_without_a_word_of_it() {
        for (var body : List.of(
                "{\"address\":\"canary\"}",
                "[\"canary\"]",
                "\"canary\"",
                "{\"address\":{\"type\":\"canary\"}}",
                "{canary")) {
            var answer = given().contentType("application/json").body(body).put("/v1/devices/{id}", UUID.randomUUID());
            answer.then().statusCode(400);
            assertThat(answer.asString()).doesNotContain("canary");
        }
    }

    @Test
    void two_first_calls_of_one_id_at_the_same_time_make_one_device() throws Exception {
        var phone = Phone.fresh();
        var answers = Together.call(8, _ -> phone.register(given()));

        assertThat(answers.stream().map(Response::statusCode).filter(status -> status == 201))
                .hasSize(1);
        assertThat(answers.stream().map(Response::statusCode).distinct()).containsExactlyInAnyOrder(201, 401);
    }

    @Test
    void metrics_name_no_device_no_address_and_no_secret() {
        var phone = Phone.registered();
        phone.register(given()).then().statusCode(401);
        phone.subscriptions().then().statusCode(200);

        assertThat(metrics.getMeters().stream().map(meter -> meter.getId().toString()))
                .isNotEmpty()
                .noneMatch(meter -> meter.contains(phone.id()))
                .noneMatch(meter -> meter.contains(phone.token()))
                .noneMatch(meter -> meter.contains(phone.secret()));
    }

    @Test
    void a_first_call_whose_answer_was_lost_counts_as_one_new_device() {
        var phone = Phone.fresh();
        var key = key();
        var made = registrations("new");
        var known = registrations("known");

        phone.register(repeatable(key)).then().statusCode(201);
        phone.register(repeatable(key)).then().statusCode(201);

        assertThat(registrations("new")).isEqualTo(made + 1);
        assertThat(registrations("known")).isEqualTo(known + 1);
    }

    private double registrations(String result) {
        return metrics.get("newsbell.registrations")
                .tag("result", result)
                .counter()
                .count();
    }

    private Response refused(Map<String, Object> changes, String pointer) {
        var phone = Phone.fresh();
        var install = new HashMap<>(phone.install(phone.token()));
        install.putAll(changes);
        var answer = phone.register(given(), install);
        answer.then().statusCode(422).body("errors.pointer", hasItem(pointer));
        return answer;
    }

    private static String rotate(Phone phone) {
        return phone.as()
                .post("/v1/devices/{id}/secret", phone.id())
                .then()
                .statusCode(200)
                .body("deviceId", equalTo(phone.id()))
                .extract()
                .path("secret");
    }

    private static Response with(Phone phone, String secret) {
        return list(given().header("Authorization", "Bearer " + secret), phone.id());
    }

    private static Response list(RequestSpecification as, String id) {
        return as.get("/v1/devices/{id}/subscriptions", id);
    }

    private static RequestSpecification repeatable(String key) {
        return RestAssured.given().header("Idempotency-Key", key);
    }

    private static String key() {
        return UUID.randomUUID() + "-" + UUID.randomUUID();
    }

    private String stored(Phone phone) {
        return jdbi.withHandle(db -> db.createQuery("SELECT device::text FROM device WHERE id = :id")
                .bind("id", UUID.fromString(phone.id()))
                .mapTo(String.class)
                .one());
    }
}
