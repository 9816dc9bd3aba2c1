package io.newsbell.journey;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;

import io.newsbell.MovableClock;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jdbi.v3.core.Jdbi;
import org.jose4j.jwa.AlgorithmConstraints;
import org.jose4j.jwe.ContentEncryptionAlgorithmIdentifiers;
import org.jose4j.jwe.JsonWebEncryption;
import org.jose4j.jwe.KeyManagementAlgorithmIdentifiers;
import org.jose4j.jwk.PublicJsonWebKey;
import org.jose4j.jws.AlgorithmIdentifiers;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.jwt.NumericDate;
import org.jose4j.keys.HmacKey;
import org.jose4j.lang.JoseException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// A reader signs in on a phone, on several, and out again.
@QuarkusTest
class UserTest {
    private static final String ISSUER = "https://login.publisher.example";
    private static final PublicJsonWebKey RSA = KeyServer.rsaKey();
    private static final PublicJsonWebKey EC = KeyServer.ecKey();
    private static final KeyServer PUBLISHER = new KeyServer(RSA, EC);

    private final Newsroom newsroom = new Newsroom();
    private final String user = "subscriber-" + UUID.randomUUID();
    private String anonymous = "";
    private String shared = "";
    private Phone phone = Phone.unregistered();

    @Inject
    Jdbi jdbi;

    @BeforeEach
    void aPhoneAndAPublisherWhoSignsTokens() {
        takeTokensOf(PUBLISHER.address());
        anonymous = newsroom.topic("anonymous", newsroom.word("anonymous"));
        shared = newsroom.topic("shared", newsroom.word("shared"));
        phone = Phone.registered();
    }

    @AfterEach
    void takeNoTokens() {
        jdbi.useHandle(db ->
                db.execute("UPDATE app SET user_token_keys = NULL, user_token_issuer = NULL WHERE slug = 'demo'"));
    }

    @AfterAll
    static void stop() {
        PUBLISHER.close();
    }

    @Test
    void the_publishers_server_vouches_for_a_user() {
        phone.follow(anonymous, "every");

        signIn(phone, user)
                .then()
                .statusCode(200)
                .body("deviceId", equalTo(phone.id()))
                .body("userId", equalTo(user))
                .body("subscriptions.topic", contains(anonymous));

        assertThat(userOf(phone)).isEqualTo(user);
        signIn(phone, user).then().statusCode(200).body("subscriptions.topic", contains(anonymous));
    }

    @Test
    void a_server_needs_the_scope_and_knows_only_devices_of_its_own_app() {
        var name = "users-" + newsroom.mark();
        var key = newsroom.as()
                .body(Map.of("name", name, "scopes", List.of("articles:write")))
                .post("/v1/keys")
                .<String>path("key");
        join(with(key), phone, Map.of("userId", user)).then().statusCode(403).body("code", equalTo("missing_scope"));
        join(with(strangersKey()), phone, Map.of("userId", user)).then().statusCode(404);
        with(strangersKey()).delete("/v1/devices/{id}/user", phone.id()).then().statusCode(404);
        newsroom.as()
                .body(Map.of("userId", user))
                .put("/v1/devices/{id}/user", UUID.randomUUID())
                .then()
                .statusCode(404);
        assertThat(userOf(phone)).isNull();
    }

    static Stream<PublicJsonWebKey> publishersKeys() {
        return Stream.of(RSA, EC);
    }

    @ParameterizedTest
    @MethodSource("publishersKeys")
    void a_phone_proves_its_user_with_a_token_of_the_publisher(PublicJsonWebKey key) {
        var token = KeyServer.signed(key, claims());

        join(phone.as(), phone, Map.of("userId", user, "userToken", token))
                .then()
                .statusCode(200);

        assertThat(userOf(phone)).isEqualTo(user);
    }

    @Test
    void a_phone_can_sign_in_with_its_registration() {
        signIn(phone, user);
        phone.follow(shared, "every");
        var token = KeyServer.signed(RSA, claims());
        var tablet = Phone.fresh();
        var install = tablet.install(tablet.token());
        install.putAll(Map.of("userId", user, "userToken", token));

        tablet.keepSecret(tablet.register(given(), install))
                .then()
                .statusCode(201)
                .body("subscriptions.topic", contains(shared));
        tablet.register(tablet.as()).then().statusCode(200).body("subscriptions.topic", contains(shared));
        assertThat(userOf(tablet)).as("leaving the user out signs nobody out").isEqualTo(user);

        var watch = Phone.registered();
        var heartbeat = watch.install(watch.token());
        heartbeat.putAll(Map.of("userId", user, "userToken", token));
        watch.register(watch.as(), heartbeat).then().statusCode(200).body("subscriptions.topic", contains(shared));
    }

    static Stream<Named<Function<UserTest, String>>> forgeries() {
        return Stream.of(
                forgery("not signed", test -> {
                    var token = new JsonWebSignature();
                    token.setAlgorithmConstraints(AlgorithmConstraints.NO_CONSTRAINTS);
                    token.setAlgorithmHeaderValue(AlgorithmIdentifiers.NONE);
                    token.setPayload(test.claims().toJson());
                    return KeyServer.compact(token);
                }),
                forgery("public key used as a password", test -> {
                    var token = new JsonWebSignature();
                    token.setAlgorithmHeaderValue(AlgorithmIdentifiers.HMAC_SHA256);
                    token.setKeyIdHeaderValue(RSA.getKeyId());
                    token.setKey(new HmacKey(RSA.getPublicKey().getEncoded()));
                    token.setPayload(test.claims().toJson());
                    return KeyServer.compact(token);
                }),
                forgery("other key", test -> KeyServer.signed(KeyServer.rsaKey(), test.claims())),
                forgery("other key under a known name", test -> {
                    var own = KeyServer.rsaKey();
                    own.setKeyId(RSA.getKeyId());
                    return KeyServer.signed(own, test.claims());
                }),
                forgery("key in the token", test -> {
                    var own = KeyServer.rsaKey();
                    var token = new JsonWebSignature();
                    token.setAlgorithmHeaderValue(AlgorithmIdentifiers.RSA_USING_SHA256);
                    token.setJwkHeader((org.jose4j.jwk.RsaJsonWebKey) own);
                    token.setKey(own.getPrivateKey());
                    token.setPayload(test.claims().toJson());
                    return KeyServer.compact(token);
                }),
                forgery(
                        "other algorithm",
                        test -> KeyServer.signed(RSA, AlgorithmIdentifiers.RSA_USING_SHA512, test.claims())),
                forgery(
                        "other padding",
                        test -> KeyServer.signed(RSA, AlgorithmIdentifiers.RSA_PSS_USING_SHA256, test.claims())),
                forgery(
                        "no signature",
                        test -> KeyServer.tampered(KeyServer.signed(RSA, test.claims()))
                                .get(0)),
                forgery(
                        "two parts",
                        test -> KeyServer.tampered(KeyServer.signed(RSA, test.claims()))
                                .get(1)),
                forgery(
                        "changed signature",
                        test -> KeyServer.tampered(KeyServer.signed(RSA, test.claims()))
                                .get(2)),
                forgery("encrypted", test -> {
                    var token = new JsonWebEncryption();
                    token.setAlgorithmHeaderValue(KeyManagementAlgorithmIdentifiers.RSA_OAEP_256);
                    token.setEncryptionMethodHeaderParameter(ContentEncryptionAlgorithmIdentifiers.AES_128_GCM);
                    token.setKeyIdHeaderValue(RSA.getKeyId());
                    token.setKey(RSA.getPublicKey());
                    token.setPayload(KeyServer.signed(RSA, test.claims()));
                    try {
                        return token.getCompactSerialization();
                    } catch (JoseException e) {
                        throw new IllegalStateException(e);
                    }
                }),
                forgery("other audience", test -> test.token(claims -> claims.setAudience("another-app"))),
                forgery("no audience", test -> test.token(claims -> claims.unsetClaim("aud"))),
                forgery("other issuer", test -> test.token(claims -> claims.setIssuer("https://elsewhere.example"))),
                forgery("no issuer", test -> test.token(claims -> claims.unsetClaim("iss"))),
                forgery("other user", test -> test.token(claims -> claims.setSubject("somebody-else"))),
                forgery("no user", test -> test.token(claims -> claims.unsetClaim("sub"))),
                forgery("expired", test -> test.token(claims -> KeyServer.expires(claims, Duration.ofMinutes(-1)))),
                forgery("no expiry", test -> test.token(claims -> claims.unsetClaim("exp"))),
                forgery(
                        "not yet",
                        test -> test.token(claims -> claims.setNotBefore(NumericDate.fromMilliseconds(
                                new MovableClock().instant().plusSeconds(600).toEpochMilli())))),
                forgery("no token", test -> "canary"),
                forgery("empty token", test -> ""));
    }

    private static Named<Function<UserTest, String>> forgery(String name, Function<UserTest, String> token) {
        return Named.of(name, token);
    }

    @ParameterizedTest
    @MethodSource("forgeries")
    void what_the_publisher_has_not_signed_for_this_user_proves_nothing(Function<UserTest, String> forgery) {
        var token = forgery.apply(this);

        var answer = join(phone.as(), phone, Map.of("userId", user, "userToken", token));

        answer.then().statusCode(401).body("code", equalTo("user_token_failed"));
        assertThat(answer.asString()).doesNotContain("canary").doesNotContain("elsewhere");
        assertThat(userOf(phone)).isNull();
        var fresh = Phone.fresh();
        var install = fresh.install(fresh.token());
        install.putAll(Map.of("userId", user, "userToken", token));
        fresh.register(given(), install).then().statusCode(401).body("code", equalTo("user_token_failed"));
        fresh.arrive().then().statusCode(201);
    }

    @Test
    void a_phones_word_alone_proves_nothing() {
        join(phone.as(), phone, Map.of("userId", user))
                .then()
                .statusCode(422)
                .body("errors.pointer", hasItem("/userToken"));
        var install = phone.install(phone.token());
        install.put("userId", user);
        phone.register(phone.as(), install).then().statusCode(422).body("errors.pointer", hasItem("/userToken"));
        phone.register(given(), install).then().statusCode(422);
        join(Phone.registered().as(), phone, Map.of("userId", user)).then().statusCode(401);
        join(given().contentType("application/json"), phone, Map.of("userId", user))
                .then()
                .statusCode(401);
        assertThat(userOf(phone)).isNull();
    }

    @Test
    void an_app_whose_publisher_signs_nothing_takes_no_tokens() {
        takeNoTokens();

        join(phone.as(), phone, Map.of("userId", user, "userToken", KeyServer.signed(RSA, claims())))
                .then()
                .statusCode(401)
                .body("code", equalTo("user_token_failed"));
    }

    @Test
    void while_the_publishers_keys_cannot_be_had_nobody_knows_and_the_phone_may_try_again() {
        try (var unreachable = new KeyServer(RSA)) {
            unreachable.isDown(true);
            takeTokensOf(unreachable.address());

            join(phone.as(), phone, Map.of("userId", user, "userToken", KeyServer.signed(RSA, claims())))
                    .then()
                    .statusCode(503)
                    .header("Retry-After", "10")
                    .body("code", equalTo("unavailable"));
            assertThat(userOf(phone)).isNull();
        }
    }

    @Test
    void a_user_id_that_cannot_be_stored_is_refused_by_field() {
        for (var bad : List.of("", " ", "a\u0000b", "x".repeat(256))) {
            signIn(phone, bad).then().statusCode(422).body("errors.pointer", hasItem("/userId"));
        }
    }

    @Test
    void what_the_phone_followed_before_goes_along_and_what_the_user_decided_stays() {
        var tablet = Phone.registered();
        signIn(tablet, user);
        tablet.follow(shared, "digest");
        var soon = inDays(1);
        var late = inDays(3);
        tablet.mute(shared, soon).then().statusCode(200);
        setPreferences(tablet, 3);
        phone.follow(shared, "every");
        phone.follow(anonymous, "important");
        phone.mute(shared, late).then().statusCode(200);
        phone.mute(anonymous, soon).then().statusCode(200);
        setPreferences(phone, 7);

        signIn(phone, user).then().statusCode(200).body("subscriptions.topic", contains(anonymous, shared));

        for (var device : List.of(phone, tablet)) {
            device.subscriptions().then().body("subscriptions.level", contains("important", "digest"));
            device.as()
                    .get("/v1/devices/{id}/mutes", device.id())
                    .then()
                    .body("mutes.until", contains(soon.toString(), late.toString()));
            device.as().get("/v1/devices/{id}/preferences", device.id()).then().body("dailyCap", equalTo(3));
        }
        assertThat(readers(phone, tablet)).hasSize(1);
    }

    @Test
    void a_user_without_preferences_takes_those_of_the_phone() {
        signIn(Phone.registered(), user);
        setPreferences(phone, 7);

        signIn(phone, user);

        phone.as().get("/v1/devices/{id}/preferences", phone.id()).then().body("dailyCap", equalTo(7));
    }

    @Test
    void signing_in_again_and_again_is_no_way_to_follow_more_than_is_allowed() {
        for (int round = 0; round < 2; round++) {
            var next = Phone.registered();
            var number = round;
            var keywords = IntStream.range(0, 50)
                    .mapToObj(
                            n -> Map.of("topic", "keyword:" + newsroom.word("r" + number + "k" + n), "level", "every"))
                    .toList();
            next.as()
                    .body(Map.of("subscriptions", keywords))
                    .put("/v1/devices/{id}/subscriptions", next.id())
                    .then()
                    .statusCode(200);
            next.follow(round == 0 ? anonymous : shared, "every");
            signIn(next, user).then().statusCode(200);
            phone = next;
        }

        assertThat(phone.follows())
                .contains(anonymous, shared)
                .hasSize(52)
                .filteredOn(topic -> topic.startsWith("keyword:r0k"))
                .hasSize(50);
    }

    @Test
    void whoever_signs_out_leaves_a_fresh_reader_and_finds_everything_again() {
        var word = newsroom.word("anonymous");
        phone.follow(anonymous, "every");
        phone.mute(shared, inDays(1)).then().statusCode(200);
        setPreferences(phone, 7);
        signIn(phone, user);

        phone.as().delete("/v1/devices/{id}/user", phone.id()).then().statusCode(204);

        assertThat(userOf(phone)).isNull();
        assertThat(phone.follows()).isEmpty();
        phone.as().get("/v1/devices/{id}/mutes", phone.id()).then().body("mutes", hasSize(0));
        phone.as().get("/v1/devices/{id}/preferences", phone.id()).then().body("dailyCap", equalTo(null));
        newsroom.publish("1 " + word);
        assertThat(newsroom.account("1 " + word, "sent")).containsEntry("matched", 0);
        phone.as().delete("/v1/devices/{id}/user", phone.id()).then().statusCode(204);

        signIn(phone, user).then().body("subscriptions.topic", contains(anonymous));
        newsroom.publish("2 " + word);
        phone.ringsWith("2 " + word);
    }

    @Test
    void another_user_on_the_same_phone_takes_nothing_of_the_first() {
        phone.follow(anonymous, "every");
        signIn(phone, user);
        var second = "second-" + user;

        signIn(phone, second).then().statusCode(200).body("subscriptions", hasSize(0));
        phone.follow(shared, "every");
        signIn(phone, user).then().body("subscriptions.topic", contains(anonymous));
        signIn(phone, second).then().body("subscriptions.topic", contains(shared));
    }

    @Test
    void devices_that_sign_in_to_a_new_user_at_the_same_time_become_one_reader() throws Exception {
        var phones = IntStream.range(0, 6)
                .mapToObj(n -> Phone.following(newsroom.topic("many-" + n, newsroom.word("many" + n))))
                .toList();

        var answers = Together.call(6, n -> signIn(phones.get(n), user).statusCode());

        assertThat(answers).containsOnly(200);
        assertThat(readers(phones.toArray(Phone[]::new))).hasSize(1);
        assertThat(phones.getFirst().follows()).hasSize(6);
    }

    @Test
    void signing_in_and_erasing_at_the_same_time_fails_nobody() throws Exception {
        for (int round = 0; round < 5; round++) {
            var gone = Phone.following(anonymous);
            signIn(gone, user);
            var stays = Phone.following(shared);

            var statuses = Together.call(
                    2,
                    n -> (n == 0 ? gone.as().delete("/v1/devices/{id}", gone.id()) : signIn(stays, user)).statusCode());

            assertThat(statuses).containsExactly(204, 200);
            assertThat(userOf(stays)).isEqualTo(user);
            assertThat(stays.follows()).contains(shared);
            stays.as().delete("/v1/devices/{id}", stays.id()).then().statusCode(204);
        }
    }

    static Stream<Named<Change>> changes() {
        return Stream.of(
                Named.of(
                        "follow",
                        new Change(
                                test -> test.phone.putSubscription(test.shared, Map.of("level", "every")),
                                test -> assertThat(test.phone.follows()).contains(test.shared, test.anonymous))),
                Named.of(
                        "unfollow",
                        new Change(
                                test -> test.phone
                                        .as()
                                        .delete(
                                                "/v1/devices/{id}/subscriptions/{topic}",
                                                test.phone.id(),
                                                test.anonymous),
                                test -> assertThat(test.phone.follows()).isEmpty())),
                Named.of(
                        "replace",
                        new Change(
                                test -> test.phone
                                        .as()
                                        .body(Map.of(
                                                "subscriptions",
                                                List.of(Map.of("topic", test.shared, "level", "every"))))
                                        .put("/v1/devices/{id}/subscriptions", test.phone.id()),
                                test -> assertThat(test.phone.follows()).containsExactly(test.shared))),
                Named.of(
                        "mute",
                        new Change(
                                test -> test.phone.mute(test.shared, inDays(1)),
                                test -> test.phone
                                        .as()
                                        .get("/v1/devices/{id}/mutes", test.phone.id())
                                        .then()
                                        .body("mutes.target", contains(test.shared)))),
                Named.of(
                        "prefer",
                        new Change(
                                test -> test.phone
                                        .as()
                                        .header("If-Match", "\"0\"")
                                        .body(Map.of("dailyCap", 7))
                                        .put("/v1/devices/{id}/preferences", test.phone.id()),
                                test -> test.phone
                                        .as()
                                        .get("/v1/devices/{id}/preferences", test.phone.id())
                                        .then()
                                        .body("dailyCap", equalTo(7)))));
    }

    /// What a phone may be doing at the very moment at which its server signs it in.
    ///
    /// @param holds looks afterwards whether it has come to the user
    record Change(Function<UserTest, Response> call, Consumer<UserTest> holds) {}

    /// The sign-in of this test is our own transaction, which stops where the phone's call has to wait for it.
    @ParameterizedTest
    @MethodSource("changes")
    void what_a_phone_changes_while_it_is_signed_in_holds_for_the_user(Change change) throws Exception {
        phone.follow(anonymous, "every");
        signIn(Phone.registered(), user);
        var call = jdbi.inTransaction(db -> {
            var from = reader(phone);
            db.execute("SELECT 1 FROM device WHERE id = ?::uuid FOR UPDATE", phone.id());
            db.execute("SELECT 1 FROM reader WHERE id = ? FOR UPDATE", from);
            var waiting = CompletableFuture.supplyAsync(() -> change.call.apply(this));
            await("the phone's call to wait for the sign-in")
                    .until(() -> jdbi.withHandle(other ->
                                    other.createQuery("""
                                    SELECT count(*) FROM pg_stat_activity
                                    WHERE wait_event_type = 'Lock' AND datname = current_database()""").mapTo(Integer.class).one())
                            > 0);
            var into = db.createQuery("SELECT id FROM reader WHERE user_id = ?")
                    .bind(0, user)
                    .mapTo(Long.class)
                    .one();
            db.execute("""
                    INSERT INTO subscription (reader_id, topic_id, level, created_at)
                    SELECT ?, topic_id, level, created_at FROM subscription WHERE reader_id = ?""", into, from);
            db.execute("UPDATE device SET reader_id = ? WHERE id = ?::uuid", into, phone.id());
            db.execute("DELETE FROM reader WHERE id = ?", from);
            return waiting;
        });

        call.get().then().statusCode(200);

        change.holds.accept(this);
    }

    private Response signIn(Phone device, String as) {
        return join(newsroom.as(), device, Map.of("userId", as));
    }

    private static Response join(RequestSpecification as, Phone device, Map<String, String> body) {
        return as.body(body).put("/v1/devices/{id}/user", device.id());
    }

    private JwtClaims claims() {
        return KeyServer.claims(ISSUER, "demo", user);
    }

    private String token(Consumer<JwtClaims> change) {
        var claims = claims();
        change.accept(claims);
        return KeyServer.signed(RSA, claims);
    }

    private void takeTokensOf(String address) {
        jdbi.useHandle(db -> db.execute(
                "UPDATE app SET user_token_keys = ?, user_token_issuer = ? WHERE slug = 'demo'", address, ISSUER));
    }

    private static void setPreferences(Phone device, int cap) {
        var etag = device.as().get("/v1/devices/{id}/preferences", device.id()).header("ETag");
        device.as()
                .header("If-Match", etag)
                .body(new HashMap<>(Map.of("dailyCap", cap)))
                .put("/v1/devices/{id}/preferences", device.id())
                .then()
                .statusCode(200);
    }

    /// The key of the server of another app.
    private String strangersKey() {
        var key = "stranger-" + UUID.randomUUID();
        jdbi.useHandle(db -> {
            db.execute("INSERT INTO app (id, slug, name) VALUES (nextval('app_seq'), ?, 'Other')", key);
            db.execute("""
                    INSERT INTO api_key (id, app_id, name, key_hash)
                    SELECT nextval('api_key_seq'), id, 'its', sha256(?) FROM app WHERE slug = ?""", key.getBytes(StandardCharsets.UTF_8), key);
        });
        return key;
    }

    private String userOf(Phone device) {
        return jdbi.withHandle(db -> db.createQuery(
                        "SELECT user_id FROM reader JOIN device ON reader_id = reader.id WHERE device.id = ?::uuid")
                .bind(0, device.id())
                .mapTo(String.class)
                .one());
    }

    private long reader(Phone device) {
        return readers(device).getFirst();
    }

    private List<Long> readers(Phone... devices) {
        return jdbi.withHandle(db -> db.createQuery("SELECT DISTINCT reader_id FROM device WHERE id::text IN (<ids>)")
                .bindList("ids", Stream.of(devices).map(Phone::id).toList())
                .mapTo(Long.class)
                .list());
    }

    private static Instant inDays(int days) {
        return new MovableClock().instant().plus(Duration.ofDays(days)).truncatedTo(ChronoUnit.SECONDS);
    }

    private static RequestSpecification with(String key) {
        return given().header("Authorization", "Bearer " + key).contentType("application/json");
    }
}
