package io.newsbell.journey;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

import io.micrometer.core.instrument.MeterRegistry;
import io.newsbell.MovableClock;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jdbi.v3.core.Jdbi;
import org.jose4j.jwk.PublicJsonWebKey;
import org.jose4j.jws.AlgorithmIdentifiers;
import org.jose4j.jwt.JwtClaims;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Only the publisher's own app registers, where the publisher wants it so.
@QuarkusTest
class AppCheckTest {
    private static final String PROJECT = "projects/4711";
    private static final PublicJsonWebKey KEY = KeyServer.rsaKey();
    private static final PublicJsonWebKey CURVE = KeyServer.ecKey();

    private final KeyServer google = new KeyServer(KEY, CURVE);
    private final String app = "check-" + UUID.randomUUID();

    @Inject
    Jdbi jdbi;

    @Inject
    MeterRegistry metrics;

    @AfterEach
    void stop() {
        google.close();
    }

    @Test
    void where_it_is_off_nobody_is_asked() {
        appThat("OFF");

        arrive(Phone.fresh(), null).then().statusCode(201);
        arrive(Phone.fresh(), "nonsense").then().statusCode(201);

        assertThat(google.fetches()).isZero();
    }

    @Test
    void where_it_is_logged_everybody_comes_in_and_is_counted() {
        appThat("LOG");

        arrive(Phone.fresh(), null).then().statusCode(201);
        arrive(Phone.fresh(), "nonsense").then().statusCode(201);
        arrive(Phone.fresh(), token()).then().statusCode(201);
        google.isDown(true);
        MovableClock.advance(Duration.ofDays(3));
        arrive(Phone.fresh(), token()).then().statusCode(201);

        for (var result : List.of("missing", "invalid", "valid", "unreachable")) {
            assertThat(metrics.counter("newsbell.app.check", "app", app, "result", result)
                            .count())
                    .as(result)
                    .isEqualTo(1);
        }
    }

    @Test
    void where_it_is_enforced_only_the_publishers_app_comes_in() {
        appThat("ENFORCE");
        var phone = Phone.fresh();

        arrive(phone, null)
                .then()
                .statusCode(401)
                .body("code", equalTo("app_check_failed"))
                .body("detail", containsString("X-Firebase-AppCheck"));
        arrive(phone, " ").then().statusCode(401);
        arrive(phone, token()).then().statusCode(201).body("address.state", equalTo("active"));
    }

    @Test
    void a_heartbeat_needs_no_token_until_the_address_changes() {
        appThat("ENFORCE");
        var phone = Phone.fresh();
        arrive(phone, token()).then().statusCode(201);
        var before = phone.token();

        put(phone, phone.as(), phone.token(), null).then().statusCode(200);
        var moved = Phone.fresh().token();
        put(phone, phone.as(), moved, null).then().statusCode(401).body("code", equalTo("app_check_failed"));
        assertThat(address(phone)).isEqualTo(before);

        put(phone, phone.as(), moved, token()).then().statusCode(200).body("address.state", equalTo("active"));
        assertThat(address(phone)).isEqualTo(moved);
        put(phone, phone.as(), moved, null).then().statusCode(200);
    }

    @Test
    void a_claim_of_a_foreign_address_needs_a_token_too() {
        appThat("ENFORCE");
        var owner = Phone.fresh();
        arrive(owner, token());
        var phone = Phone.fresh();
        arrive(phone, token());

        put(phone, phone.as(), owner.token(), null).then().statusCode(401);
        put(phone, phone.as(), owner.token(), token())
                .then()
                .statusCode(200)
                .body("address.state", equalTo("challenged"));
    }

    static Stream<Named<Function<AppCheckTest, String>>> forgeries() {
        return Stream.of(
                forgery("nonsense", test -> "nonsense"),
                forgery("other key", test -> KeyServer.signed(KeyServer.rsaKey(), test.claims())),
                forgery(
                        "other algorithm",
                        test -> KeyServer.signed(KEY, AlgorithmIdentifiers.RSA_USING_SHA512, test.claims())),
                forgery("other kind of key", test -> KeyServer.signed(CURVE, test.claims())),
                forgery("changed", test -> KeyServer.tampered(test.token()).getLast()),
                forgery("not signed", test -> KeyServer.tampered(test.token()).getFirst()),
                forgery("other project", test -> test.token(claims -> claims.setAudience("projects/4712"))),
                forgery(
                        "other issuer",
                        test -> test.token(claims -> claims.setIssuer("https://firebaseappcheck.googleapis.com/4712"))),
                forgery("expired", test -> test.token(claims -> KeyServer.expires(claims, Duration.ofMinutes(-1)))),
                forgery("without end", test -> test.token(claims -> claims.unsetClaim("exp"))));
    }

    private static Named<Function<AppCheckTest, String>> forgery(String name, Function<AppCheckTest, String> token) {
        return Named.of(name, token);
    }

    @ParameterizedTest
    @MethodSource("forgeries")
    void what_google_has_not_signed_for_this_project_proves_nothing(Function<AppCheckTest, String> forgery) {
        appThat("ENFORCE");
        var phone = Phone.fresh();

        arrive(phone, forgery.apply(this)).then().statusCode(401).body("code", equalTo("app_check_failed"));

        arrive(phone, token()).then().statusCode(201);
    }

    @Test
    void keys_are_fetched_once_for_all() throws Exception {
        appThat("ENFORCE");

        var statuses = Together.call(8, _ -> arrive(Phone.fresh(), token()).statusCode());

        assertThat(statuses).containsOnly(201);
        assertThat(google.fetches()).isEqualTo(1);
        MovableClock.advance(Duration.ofHours(1).plusSeconds(1));
        arrive(Phone.fresh(), token()).then().statusCode(201);
        assertThat(google.fetches())
                .as("anew when the time that the issuer gave is over")
                .isEqualTo(2);
    }

    @Test
    void a_new_key_works_before_the_old_ones_have_run_out_and_a_key_taken_back_no_more() {
        appThat("ENFORCE");
        arrive(Phone.fresh(), token()).then().statusCode(201);
        var fresh = KeyServer.rsaKey();
        google.publishes(fresh);
        MovableClock.advance(Duration.ofSeconds(31));

        arrive(Phone.fresh(), KeyServer.signed(fresh, claims())).then().statusCode(201);
        arrive(Phone.fresh(), token()).then().statusCode(401);
        assertThat(google.fetches()).isEqualTo(2);
    }

    @Test
    void tokens_with_made_up_key_names_do_not_keep_the_issuer_busy() {
        appThat("ENFORCE");
        arrive(Phone.fresh(), token()).then().statusCode(201);

        for (int i = 0; i < 5; i++) {
            arrive(Phone.fresh(), KeyServer.signed(KeyServer.rsaKey(), claims()))
                    .then()
                    .statusCode(401);
        }

        assertThat(google.fetches()).isEqualTo(1);
    }

    @Test
    void without_keys_nobody_is_let_in_or_turned_away_for_good_and_the_issuer_has_its_rest() {
        appThat("ENFORCE");
        google.isDown(true);
        var phone = Phone.fresh();
        for (int i = 0; i < 5; i++) {
            arrive(phone, token())
                    .then()
                    .statusCode(503)
                    .header("Retry-After", "10")
                    .body("code", equalTo("unavailable"))
                    .body("retryable", equalTo(true));
        }
        assertThat(google.fetches()).isEqualTo(1);

        google.isDown(false);
        MovableClock.advance(Duration.ofSeconds(10));
        arrive(phone, token()).then().statusCode(201);
    }

    @Test
    void an_answer_that_holds_no_keys_is_an_outage_too() {
        appThat("ENFORCE");
        for (var nonsense : List.of("<html>Sign in to this wireless network</html>", "{}", "{\"keys\":7}", "")) {
            google.says(nonsense);
            MovableClock.advance(Duration.ofSeconds(10));
            arrive(Phone.fresh(), token()).then().statusCode(503);
            arrive(Phone.fresh(), token()).then().statusCode(503);
        }
        assertThat(google.fetches()).isEqualTo(4);
    }

    @Test
    void an_outage_of_the_issuer_is_survived_for_a_day_and_no_longer() {
        appThat("ENFORCE");
        arrive(Phone.fresh(), token()).then().statusCode(201);
        google.isDown(true);
        MovableClock.advance(Duration.ofHours(24));
        arrive(Phone.fresh(), token()).then().statusCode(201);
        MovableClock.advance(Duration.ofHours(1).plusSeconds(1));
        arrive(Phone.fresh(), token()).then().statusCode(503);
    }

    @Test
    void a_key_taken_back_is_not_believed_because_one_fetch_has_failed() {
        appThat("ENFORCE");
        arrive(Phone.fresh(), token()).then().statusCode(201);
        google.isDown(true);
        MovableClock.advance(Duration.ofHours(1).plusSeconds(1));
        arrive(Phone.fresh(), token()).then().statusCode(201);

        google.publishes(KeyServer.rsaKey());
        google.isDown(false);
        MovableClock.advance(Duration.ofSeconds(10));
        arrive(Phone.fresh(), token()).then().statusCode(401);
    }

    @Test
    void a_change_of_mind_counts_within_seconds() {
        appThat("OFF");
        arrive(Phone.fresh(), null).then().statusCode(201);
        jdbi.useHandle(db -> db.execute("UPDATE app SET app_check = 'ENFORCE' WHERE slug = ?", app));
        MovableClock.advance(Duration.ofSeconds(10));

        arrive(Phone.fresh(), null).then().statusCode(401);
    }

    private void appThat(String mode) {
        jdbi.useHandle(db -> db.execute("""
                INSERT INTO app (id, slug, name, app_check, app_check_audience, app_check_keys)
                VALUES (nextval('app_seq'), ?, 'Checked', ?, ?, ?)""", app, mode, PROJECT, google.address()));
    }

    private Response arrive(Phone phone, @Nullable String token) {
        return phone.keepSecret(put(phone, given(), phone.token(), token));
    }

    private Response put(Phone phone, RequestSpecification as, String address, @Nullable String token) {
        var install = phone.install(address);
        install.putAll(Map.of("app", app));
        return phone.register(token == null ? as : as.header("X-Firebase-AppCheck", token), install);
    }

    private String token() {
        return token(_ -> {});
    }

    private String token(Consumer<JwtClaims> change) {
        var claims = claims();
        change.accept(claims);
        return KeyServer.signed(KEY, claims);
    }

    private JwtClaims claims() {
        return KeyServer.claims("https://firebaseappcheck.googleapis.com/4711", PROJECT, "1:4711:android:abc");
    }

    private String address(Phone phone) {
        return jdbi.withHandle(db -> db.createQuery("SELECT address FROM device WHERE id = ?::uuid")
                .bind(0, phone.id())
                .mapTo(String.class)
                .one());
    }
}
