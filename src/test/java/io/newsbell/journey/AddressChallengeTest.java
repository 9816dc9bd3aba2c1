package io.newsbell.journey;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.nullValue;

import io.newsbell.MovableClock;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.config.EncoderConfig;
import io.restassured.http.ContentType;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// An address that belongs to another device moves only to whom a push to it reaches.
@QuarkusTest
class AddressChallengeTest {
    private final Newsroom newsroom = new Newsroom();
    private final String old = newsroom.word("old");
    private final String young = newsroom.word("young");
    private Phone holder = Phone.unregistered();
    private Phone claimant = Phone.unregistered();

    @Inject
    Jdbi jdbi;

    @Inject
    Clock clock;

    @BeforeEach
    void twoWithOneAddress() {
        holder = Phone.following(newsroom.topic("old", old));
        claimant = Phone.withAddressOf(holder);
    }

    @Test
    void until_the_push_is_answered_the_address_rings_for_its_old_owner_and_then_for_the_new_one() {
        var before = clock.instant();
        var expires = claimant.arrive()
                .then()
                .statusCode(201)
                .body("address.state", equalTo("challenged"))
                .extract()
                .<String>path("address.expiresAt");
        assertThat(Duration.between(before, Instant.parse(expires)))
                .isBetween(Duration.ofMinutes(10), Duration.ofMinutes(11));
        claimant.follow(newsroom.topic("young", young), "every");

        assertThat(rung("1 " + old)).isEqualTo(1);
        assertThat(rung("1 " + young)).isZero();

        claimant.answerChallenge(1)
                .then()
                .statusCode(200)
                .body("deviceId", equalTo(claimant.id()))
                .body("address.state", equalTo("active"));
        assertThat(rung("2 " + old)).isZero();
        assertThat(rung("2 " + young)).isEqualTo(1);
        assertThat(holder.titles()).contains("1 " + old, "2 " + young).doesNotContain("2 " + old, "1 " + young);
        claimant.register(claimant.as()).then().statusCode(200).body("address.state", equalTo("active"));
        assertThat(holder.follows()).as("the old owner has lost nothing else").hasSize(1);
    }

    @Test
    void the_push_is_silent_urgent_and_worthless_after_ten_minutes() {
        claimant.arrive();
        var answer = claimant.challenge(1);

        var message = JsonPath.from(given().get("/sandbox/messages?token={token}", holder.token())
                        .asString())
                .setRootPath("messages[0].message");
        assertThat(message.<String, String>getMap("data"))
                .isEqualTo(Map.of("newsbell", "address-challenge", "deviceId", claimant.id(), "answer", answer));
        assertThat(answer).startsWith("nbc_").hasSizeGreaterThan(40);
        assertThat(message.<Object>get("notification")).isNull();
        assertThat(message.getString("android.priority")).isEqualToIgnoringCase("high");
        assertThat(message.getString("android.ttl")).isEqualTo("600s");
        assertThat(message.getString("apns.headers.'apns-push-type'")).isEqualTo("background");
        assertThat(message.getString("webpush.headers.TTL")).isEqualTo("600");
    }

    @Test
    void a_known_device_keeps_its_own_address_while_it_claims_another() {
        var word = newsroom.word("mine");
        var known = Phone.following(newsroom.topic("mine", word));

        known.registerWith(holder.token()).then().statusCode(200).body("address.state", equalTo("challenged"));

        assertThat(rung("1 " + word)).isEqualTo(1);
        known.ringsWith("1 " + word);
        known.answer(pushed(known, 1)).then().statusCode(200);
        assertThat(rung("2 " + word)).isEqualTo(1);
        assertThat(known.titles()).doesNotContain("2 " + word);
        assertThat(holder.titles()).contains("2 " + word);
    }

    @Test
    void five_wrong_answers_end_the_challenge() {
        claimant.arrive();
        var right = claimant.challenge(1);
        for (int i = 0; i < 5; i++) {
            claimant.answer("nbc_" + "x".repeat(43))
                    .then()
                    .statusCode(422)
                    .body("code", equalTo("wrong_answer"))
                    .body("errors.pointer", hasItem("/answer"));
        }
        claimant.answer(right).then().statusCode(409).body("code", equalTo("no_challenge"));
        claimant.register(claimant.as()).then().statusCode(429);
        MovableClock.advance(Duration.ofSeconds(61));
        claimant.register(claimant.as()).then().statusCode(200);
        claimant.answerChallenge(2).then().statusCode(200);
    }

    @Test
    void after_ten_minutes_there_is_nothing_to_answer() {
        claimant.arrive();
        var answer = claimant.challenge(1);
        MovableClock.advance(Duration.ofMinutes(10));

        claimant.answer(answer).then().statusCode(409).body("code", equalTo("no_challenge"));
        assertThat(rung(old)).isEqualTo(1);
    }

    @Test
    void an_answer_serves_once_and_only_whom_it_was_made_for() {
        claimant.arrive();
        var answer = claimant.challenge(1);
        MovableClock.advance(Duration.ofSeconds(61));
        var thief = Phone.withAddressOf(holder);
        thief.arrive().then().statusCode(201).body("address.state", equalTo("challenged"));

        thief.answer(answer).then().statusCode(422);
        Phone.registered().answer(answer).then().statusCode(409);
        given().contentType("application/json")
                .body(Map.of("answer", answer))
                .post("/v1/devices/{id}/address-challenge", claimant.id())
                .then()
                .statusCode(401);
        claimant.answer(answer).then().statusCode(200);
        claimant.answer(answer).then().statusCode(409);
    }

    @Test
    void only_the_newest_push_counts() {
        claimant.arrive();
        var first = claimant.challenge(1);
        MovableClock.advance(Duration.ofSeconds(61));
        claimant.register(claimant.as()).then().statusCode(200).body("address.state", equalTo("challenged"));
        var second = claimant.challenge(2);

        claimant.answer(first).then().statusCode(422);
        claimant.answer(second).then().statusCode(200);
    }

    @Test
    void an_address_is_challenged_once_a_minute_whoever_claims_it() {
        claimant.arrive();
        claimant.challenge(1);
        claimant.register(claimant.as()).then().statusCode(200).body("address.state", equalTo("challenged"));
        assertThat(holder.challenges(claimant))
                .as("the push that is waited for is good still")
                .hasSize(1);

        var another = Phone.withAddressOf(holder);
        var refused = another.arrive();
        refused.then()
                .statusCode(429)
                .body("code", equalTo("too_many_challenges"))
                .body("retryable", equalTo(true));
        assertThat(retryAfter(refused)).isBetween(1L, 60L);
        assertThat(refused.asString()).doesNotContain(holder.id()).doesNotContain(holder.token());

        MovableClock.advance(Duration.ofSeconds(retryAfter(refused)));
        another.arrive().then().statusCode(201).body("address.state", equalTo("challenged"));
        another.answerChallenge(1).then().statusCode(200);
    }

    @Test
    void an_address_is_challenged_five_times_an_hour() {
        claimant.arrive();
        for (int i = 0; i < 4; i++) {
            MovableClock.advance(Duration.ofSeconds(61));
            claimant.register(claimant.as()).then().statusCode(200);
        }
        MovableClock.advance(Duration.ofMinutes(10).plusSeconds(1));

        var refused = claimant.register(claimant.as());
        refused.then().statusCode(429).body("code", equalTo("too_many_challenges"));
        assertThat(retryAfter(refused)).isBetween(40 * 60L, 50 * 60L);
        MovableClock.advance(Duration.ofSeconds(retryAfter(refused)));
        claimant.register(claimant.as()).then().statusCode(200).body("address.state", equalTo("challenged"));
        claimant.answerChallenge(6).then().statusCode(200);
    }

    @Test
    void a_heartbeat_with_another_address_gives_the_claim_up() {
        claimant.arrive();
        var answer = claimant.challenge(1);
        claimant.changeToken();

        claimant.answer(answer).then().statusCode(409);
        assertThat(rung(old)).isEqualTo(1);
    }

    @Test
    void of_two_who_can_both_read_the_pushes_one_has_the_address_in_the_end() throws Exception {
        claimant.arrive();
        MovableClock.advance(Duration.ofSeconds(61));
        var second = Phone.withAddressOf(holder);
        second.arrive().then().statusCode(201);
        var claimants = List.of(claimant, second);
        var answers = List.of(claimant.challenge(1), second.challenge(1));

        var statuses =
                Together.call(2, i -> claimants.get(i).answer(answers.get(i)).statusCode());

        assertThat(statuses).containsOnly(200);
        assertThat(owners(holder.token())).hasSize(1).isSubsetOf(claimant.id(), second.id());
        holder.register(holder.as()).then().statusCode(429).body("code", equalTo("too_many_challenges"));
    }

    @Test
    void of_many_who_bring_one_new_address_at_the_same_time_one_has_it_and_the_others_must_prove_it() throws Exception {
        var address = Phone.fresh();
        var phones = java.util.stream.IntStream.range(0, 6)
                .mapToObj(_ -> Phone.withAddressOf(address))
                .toList();

        var answers = Together.call(6, i -> phones.get(i).arrive());

        assertThat(answers.stream().map(Response::statusCode)).containsOnly(201, 429);
        assertThat(answers.stream().map(answer -> String.valueOf(answer.<Object>path("address.state"))))
                .filteredOn("active"::equals)
                .hasSize(1);
        assertThat(owners(address.token())).hasSize(1);
    }

    @Test
    void heartbeats_of_the_old_owner_and_answers_of_the_new_one_at_the_same_time_leave_one_owner() throws Exception {
        for (int round = 0; round < 5; round++) {
            var owner = Phone.registered();
            var other = Phone.withAddressOf(owner);
            other.arrive();
            var answer = other.challenge(1);

            var statuses =
                    Together.call(4, i -> (i == 0 ? other.answer(answer) : owner.register(owner.as())).statusCode());

            assertThat(statuses.getFirst()).isEqualTo(200);
            assertThat(statuses).doesNotContain(500);
            assertThat(owners(owner.token())).containsExactly(other.id());
        }
    }

    @Test
    void an_owner_who_is_erased_meanwhile_is_in_nobodys_way() throws Exception {
        claimant.arrive();
        var answer = claimant.challenge(1);

        var statuses = Together.call(
                2,
                i -> (i == 0 ? claimant.answer(answer) : holder.as().delete("/v1/devices/{id}", holder.id()))
                        .statusCode());

        assertThat(statuses).containsExactly(200, 204);
        assertThat(owners(holder.token())).containsExactly(claimant.id());
    }

    @Test
    void a_claimant_who_is_erased_takes_nothing() throws Exception {
        claimant.arrive();
        var answer = claimant.challenge(1);
        claimant.as().delete("/v1/devices/{id}", claimant.id()).then().statusCode(204);

        claimant.answer(answer).then().statusCode(401);
        assertThat(owners(holder.token())).containsExactly(holder.id());
    }

    @Test
    void what_an_imported_device_followed_goes_along_to_the_phone_that_claims_its_address() {
        var topic = newsroom.topic("imported", newsroom.word("imported"));
        var phone = Phone.fresh();
        imports(phone.token(), topic, null);

        phone.arrive().then().statusCode(201).body("address.state", equalTo("challenged"));
        assertThat(phone.follows()).isEmpty();
        phone.answerChallenge(1).then().statusCode(200);

        assertThat(phone.follows()).containsExactly(topic);
        assertThat(owners(phone.token())).containsExactly(phone.id());
        var word = newsroom.word("imported");
        assertThat(rung("1 " + word)).isEqualTo(1);
    }

    @Test
    void what_an_imported_user_followed_is_not_given_to_another_user() {
        var topic = newsroom.topic("theirs", newsroom.word("theirs"));
        var phone = Phone.fresh();
        imports(phone.token(), topic, "they-" + UUID.randomUUID());
        phone.arrive();
        newsroom.as()
                .body(Map.of("userId", "another-" + UUID.randomUUID()))
                .put("/v1/devices/{id}/user", phone.id())
                .then()
                .statusCode(200);

        phone.answerChallenge(1).then().statusCode(200);

        assertThat(phone.follows()).isEmpty();
        assertThat(owners(phone.token())).containsExactly(phone.id());
    }

    @Test
    void an_answer_that_is_none_is_refused_by_field() {
        claimant.arrive();
        claimant.answer("").then().statusCode(422).body("errors.pointer", hasItem("/answer"));
        claimant.answer("x".repeat(129)).then().statusCode(422);
        claimant.as()
                .body("{}")
                .post("/v1/devices/{id}/address-challenge", claimant.id())
                .then()
                .statusCode(422)
                .body("secret", nullValue());
    }

    private String pushed(Phone device, int nth) {
        return org.awaitility.Awaitility.await()
                .until(() -> holder.challenges(device), answers -> answers.size() >= nth)
                .get(nth - 1);
    }

    /// How many devices an alert of this headline is for.
    private int rung(String headline) {
        newsroom.publish(headline);
        return (Integer)
                Objects.requireNonNull(newsroom.account(headline, "sent").get("matched"));
    }

    private List<String> owners(String token) {
        return jdbi.withHandle(db -> db.createQuery("SELECT id::text FROM device WHERE address = :address")
                .bind("address", token)
                .mapTo(String.class)
                .list());
    }

    private void imports(String token, String topic, @Nullable String user) {
        var line =
                "{\"platform\":\"android\",\"address\":{\"type\":\"fcmToken\",\"value\":\"%s\"},\"follows\":[\"%s\"]%s}"
                        .formatted(token, topic, user == null ? "" : ",\"userId\":\"" + user + "\"");
        given().header("Authorization", "Bearer " + Newsroom.key())
                .config(RestAssured.config()
                        .encoderConfig(EncoderConfig.encoderConfig()
                                .encodeContentTypeAs("application/x-ndjson", ContentType.BINARY)))
                .contentType("application/x-ndjson")
                .body(line.getBytes(StandardCharsets.UTF_8))
                .post("/v1/imports")
                .then()
                .statusCode(200)
                .body("accepted", equalTo(1));
    }

    private static long retryAfter(Response answer) {
        return Long.parseLong(answer.header("Retry-After"));
    }
}
