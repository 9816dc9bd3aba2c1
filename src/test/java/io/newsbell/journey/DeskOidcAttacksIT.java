package io.newsbell.journey;

import static io.restassured.RestAssured.given;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.newsbell.journey.HostileProvider.Ill;
import io.newsbell.process.NewsbellProcess;
import io.newsbell.process.Processes;
import io.restassured.response.Response;
import java.net.InetAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.security.MessageDigest;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jose4j.jwk.PublicJsonWebKey;
import org.jose4j.jws.AlgorithmIdentifiers;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.jwt.NumericDate;
import org.jose4j.keys.HmacKey;
import org.jsoup.Jsoup;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What comes back from a sign-in elsewhere is believed only if all of it is right: the packaged server before a
/// provider that lies.
class DeskOidcAttacksIT {
    private static final String CLIENT = "newsbell";
    private static final String SESSION = "newsbell_desk";
    private static final String ATTEMPT = "newsbell_oidc";
    private static final Duration ANSWER_WITHIN = Duration.ofSeconds(2);

    /// More than all tests begin from one address within a minute.
    private static final int ATTEMPTS = 150;

    private static final int OPEN = 100;
    private static final PublicJsonWebKey KEY = KeyServer.rsaKey();

    private static @Nullable Processes processes;
    private static @Nullable HostileProvider provider;

    private final String subject = UUID.randomUUID().toString();
    private final String email = subject + "@paper.example";

    @BeforeAll
    static void start() {
        provider = new HostileProvider(KEY);
        processes = new Processes();
        int port = NewsbellProcess.freePort();
        node().start(Map.ofEntries(
                Map.entry("QUARKUS_HTTP_PORT", Integer.toString(port)),
                Map.entry("NEWSBELL_OIDC_ISSUER", provider.issuer()),
                Map.entry("NEWSBELL_OIDC_CLIENT_ID", CLIENT),
                Map.entry("NEWSBELL_OIDC_CLIENT_SECRET", HostileProvider.SECRET),
                Map.entry("NEWSBELL_OIDC_DESK_URL", "http://127.0.0.1:" + port),
                Map.entry("NEWSBELL_OIDC_NAME", "Example Media"),
                Map.entry("NEWSBELL_OIDC_REQUIRED_CLAIM", "groups"),
                Map.entry("NEWSBELL_OIDC_REQUIRED_VALUE", "newsroom"),
                Map.entry("NEWSBELL_OIDC_ANSWER_WITHIN", ANSWER_WITHIN.toSeconds() + "s"),
                Map.entry("NEWSBELL_OIDC_ATTEMPTS_PER_MINUTE", Integer.toString(ATTEMPTS)),
                Map.entry("NEWSBELL_OIDC_OPEN_ATTEMPTS", Integer.toString(OPEN))));
    }

    @AfterAll
    static void stop() {
        if (processes != null) {
            processes.close();
        }
        if (provider != null) {
            provider.close();
        }
    }

    @BeforeEach
    void somebody_is_invited() throws SQLException {
        invite(email);
    }

    @AfterEach
    void the_provider_answers_again() {
        provider().isDown(false);
        provider().isIll("", Ill.DOWN);
        provider().publishes(KEY);
        provider().says("");
    }

    /// What may be wrong with a token.
    enum Lie {
        WRONG_NONCE,
        NO_NONCE,
        FOR_ANOTHER_CLIENT,
        MADE_FOR_ANOTHER_CLIENT,
        FOR_SEVERAL_AND_NOBODY_SAYS_WHOM,
        OF_ANOTHER_ISSUER,
        EXPIRED,
        WITHOUT_END,
        OF_TOMORROW,
        WITHOUT_BEGIN,
        UNSIGNED,
        SIGNED_WITH_THE_CLIENT_S_SECRET,
        SIGNED_BY_SOMEBODY_ELSE,
        CHANGED_AFTERWARDS,
        NO_TOKEN
    }

    private static String token(Lie lie, JwtClaims claims) {
        return switch (lie) {
            case WRONG_NONCE -> signed(with(claims, "nonce", "another"), KEY);
            case NO_NONCE -> signed(without(claims, "nonce"), KEY);
            case FOR_ANOTHER_CLIENT -> signed(with(claims, "aud", "somebody-else"), KEY);
            case MADE_FOR_ANOTHER_CLIENT -> signed(with(claims, "azp", "somebody-else"), KEY);
            case FOR_SEVERAL_AND_NOBODY_SAYS_WHOM -> signed(with(claims, "aud", List.of(CLIENT, "somebody-else")), KEY);
            case OF_ANOTHER_ISSUER -> signed(with(claims, "iss", "https://evil.example"), KEY);
            case EXPIRED -> signed(at(claims, "exp", -120), KEY);
            case WITHOUT_END -> signed(without(claims, "exp"), KEY);
            case OF_TOMORROW -> signed(at(claims, "iat", 86_400), KEY);
            case WITHOUT_BEGIN -> signed(without(claims, "iat"), KEY);
            case UNSIGNED -> part("{\"alg\":\"none\"}") + "." + part(claims.toJson()) + ".";
            case SIGNED_WITH_THE_CLIENT_S_SECRET -> signedWithTheSecret(claims);
            case SIGNED_BY_SOMEBODY_ELSE -> {
                var other = KeyServer.rsaKey();
                other.setKeyId(KEY.getKeyId());
                yield signed(claims, other);
            }
            case CHANGED_AFTERWARDS -> {
                var good = signed(claims, KEY);
                yield good.substring(0, good.indexOf('.') + 1)
                        + part(with(claims, "email", "boss@paper.example").toJson())
                        + good.substring(good.lastIndexOf('.'));
            }
            case NO_TOKEN -> "what is this";
        };
    }

    /// As if whoever has the secret could say who people are.
    private static String signedWithTheSecret(JwtClaims claims) {
        var token = new JsonWebSignature();
        token.setKey(new HmacKey(HostileProvider.SECRET.getBytes(UTF_8)));
        token.setAlgorithmHeaderValue(AlgorithmIdentifiers.HMAC_SHA256);
        token.setPayload(claims.toJson());
        return KeyServer.compact(token);
    }

    @Test
    void who_was_invited_comes_in_with_a_code_that_only_this_browser_can_use() throws Exception {
        var browser = begin("/desk/demo/alerts");
        provider().gives(signed(claims(browser), KEY));

        var in = back(browser);

        assertThat(in.statusCode()).isEqualTo(303);
        assertThat(in.header("Location")).endsWith("/desk/demo/alerts");
        assertThat(in.cookie(SESSION)).startsWith("nbs_");
        assertThat(in.cookie(ATTEMPT)).isEmpty();
        assertThat(browser.asked())
                .containsEntry("response_type", "code")
                .containsEntry("code_challenge_method", "S256");
        assertThat(provider().form().get("authorization")).startsWith("Basic ");
        assertThat(provider().form()).doesNotContainKey("client_secret");
        assertThat(challenge(requireNonNull(provider().form().get("code_verifier"))))
                .isEqualTo(browser.asked().get("code_challenge"));
        assertThat(count("SELECT count(*) FROM audit_entry WHERE subject = ? AND act = 'person.signed-in'"))
                .isEqualTo(1);
    }

    @Test
    void the_browser_s_half_of_an_attempt_is_no_script_s_and_short() {
        var cookie =
                given().redirects().follow(false).get(address("/desk/oidc")).header("Set-Cookie");

        assertThat(cookie).contains("HttpOnly", "SameSite=Lax", "Path=/desk/oidc", "Max-Age=600");
    }

    @ParameterizedTest
    @EnumSource
    void a_token_that_is_wrong_in_one_thing_lets_nobody_in(Lie lie) throws Exception {
        var browser = begin("/desk");
        provider().gives(token(lie, claims(browser)));

        assertRefused(back(browser), 502);
        assertThat(count("SELECT count(*) FROM person WHERE email = ? AND identity_subject IS NOT NULL"))
                .isZero();
    }

    @Test
    void what_was_begun_in_another_browser_is_not_ended_here() {
        var attacker = begin("/desk");
        provider().gives(signed(claims(attacker), KEY));
        var before = provider().exchanges();

        assertRefused(back(attacker, Map.of(), Optional.empty()), 400);
        assertRefused(back(attacker, Map.of(), Optional.of(begin("/desk").cookie())), 400);
        assertRefused(back(attacker, Map.of("state", "made-up"), Optional.of(attacker.cookie())), 400);
        assertThat(provider().exchanges()).isEqualTo(before);
    }

    @Test
    void a_sign_in_can_be_ended_once() {
        var browser = begin("/desk");
        provider().gives(signed(claims(browser), KEY));
        assertThat(back(browser).statusCode()).isEqualTo(303);

        assertRefused(back(browser), 400);
    }

    @Test
    void a_sign_in_that_was_begun_too_long_ago_is_over() throws Exception {
        var browser = begin("/desk");
        provider().gives(signed(claims(browser), KEY));
        try (var db = node().connect();
                var age =
                        db.prepareStatement("UPDATE sign_in_attempt SET begun_at = begun_at - interval '11 minutes'")) {
            age.execute();
        }

        assertRefused(back(browser), 400);
    }

    @Test
    void an_answer_of_another_provider_is_not_taken_to_this_one() {
        var browser = begin("/desk");
        provider().gives(signed(claims(browser), KEY));
        var before = provider().exchanges();

        assertRefused(back(browser, Map.of("iss", "https://evil.example"), Optional.of(browser.cookie())), 502);
        var other = begin("/desk");
        assertRefused(back(other, Map.of("iss", ""), Optional.of(other.cookie())), 502);
        assertThat(provider().exchanges()).isEqualTo(before);
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://evil.example/desk", "//evil.example", "/desk//evil.example", "/v1/alerts"})
    void nobody_is_sent_elsewhere_after_signing_in(String to) {
        var browser = begin(to);
        provider().gives(signed(claims(browser), KEY));

        assertThat(back(browser).header("Location")).endsWith("/desk");
    }

    @Test
    void who_was_not_invited_or_has_not_proved_the_address_stays_outside() {
        var stranger = begin("/desk");
        provider().gives(signed(with(claims(stranger), "email", "nobody@paper.example"), KEY));
        assertThat(assertRefused(back(stranger), 403)).contains("have no account at this desk");

        for (var said : new Object[] {false, "false", "yes"}) {
            var unproved = begin("/desk");
            provider().gives(signed(with(claims(unproved), "email_verified", said), KEY));
            assertThat(assertRefused(back(unproved), 403)).contains("does not say that your e-mail address is yours");
        }
        var silent = begin("/desk");
        provider().says("{\"sub\":\"%s\"}".formatted(subject));
        provider().gives(signed(without(claims(silent), "email_verified"), KEY));
        assertRefused(back(silent), 403);
    }

    @Test
    void an_address_that_only_looks_the_same_is_another_one() throws SQLException {
        invite("k" + email);
        var browser = begin("/desk");
        provider().gives(signed(with(claims(browser), "email", "\u212a" + email), KEY));

        assertThat(assertRefused(back(browser), 403)).contains("have no account at this desk");
    }

    @Test
    void who_was_invited_and_has_never_come_in_does_not_count_as_somebody_who_manages_people() throws SQLException {
        run("DELETE FROM person_role WHERE role = 'ADMIN' AND ? <> ''");
        run("INSERT INTO person_role SELECT p.id, a.id, 'ADMIN' FROM person p, app a WHERE p.email = ?");
        var admin = enter(subject, email);
        var other = "other-" + email;
        invite(other);
        run("UPDATE person SET password_hash = NULL WHERE 'other-' || ? = email");
        run("INSERT INTO person_role SELECT p.id, a.id, 'ADMIN' FROM person p, app a WHERE 'other-' || ? = p.email");
        assertThat(giveUp(admin).statusCode()).isEqualTo(409);

        enter("other-" + subject, other);

        assertThat(giveUp(admin).statusCode()).isEqualTo(303);
    }

    /// Ida does not want to manage people any more.
    private Response giveUp(String session) throws SQLException {
        return post(session, "/roles", Map.of("seen", List.of("ADMIN", "AUTHOR"), "roles", "AUTHOR"));
    }

    /// Sends a form of Ida's page.
    private Response post(String session, String act, Map<String, ?> fields) throws SQLException {
        var page = address("/desk/demo/people/" + count("SELECT id FROM person WHERE email = ?"));
        var csrf = Jsoup.parse(given().cookie(SESSION, session).get(page).asString())
                .select("input[name=csrf]")
                .attr("value");
        return given().redirects()
                .follow(false)
                .cookie(SESSION, session)
                .formParam("csrf", csrf)
                .formParams(fields)
                .post(page + act);
    }

    /// A browser that comes back with a token that is good but for one claim.
    private Browser lying(String claim, Object value) {
        var browser = begin("/desk");
        provider().gives(signed(with(claims(browser), claim, value), KEY));
        return browser;
    }

    @Test
    void an_address_that_goes_to_a_successor_does_not_take_the_account_along() throws Exception {
        enter(subject, email);

        var successor = begin("/desk");
        provider().gives(signed(with(claims(successor), "sub", "a-successor"), KEY));

        assertThat(assertRefused(back(successor), 403)).contains("belongs to somebody who had it before");
        enter(subject, "married-" + email);
        assertThat(count("SELECT count(*) FROM audit_entry WHERE subject = ? AND act = 'person.sign-in-refused'"))
                .isEqualTo(1);
    }

    @Test
    void who_manages_people_can_make_an_account_free_for_who_is_known_anew() throws SQLException {
        var before = enter(subject, email);
        var boss = "boss-" + email;
        invite(boss);
        run("INSERT INTO person_role SELECT p.id, a.id, 'ADMIN' FROM person p, app a WHERE 'boss-' || ? = p.email");

        var freed = post(enter("boss-" + subject, boss), "/identity", Map.of());

        assertThat(freed.statusCode()).isEqualTo(303);
        assertThat(given().redirects()
                        .follow(false)
                        .cookie(SESSION, before)
                        .get(address("/desk/demo/wire"))
                        .header("Location"))
                .contains("/desk/sign-in");
        enter("known-anew", email);
        assertRefused(back(lying("sub", subject)), 403);
    }

    @Test
    void what_an_earlier_provider_said_binds_nobody() throws SQLException {
        enter(subject, email);
        run("UPDATE person SET identity_issuer = 'https://the-earlier-one.example' WHERE email = ?");

        enter("as-the-new-one-knows-me", email);
    }

    @ParameterizedTest
    @ValueSource(strings = {"cyclists", "newsrooms", ""})
    void who_has_left_the_group_that_is_asked_for_stays_outside(String group) {
        enter(subject, email);

        assertThat(assertRefused(back(lying("groups", List.of(group))), 403))
                .contains("not as somebody who may come in here");
    }

    @Test
    void a_first_password_that_somebody_else_knows_is_over_with_the_first_sign_in_elsewhere() throws Exception {
        assertThat(count("SELECT count(*) FROM person WHERE email = ? AND password_hash IS NOT NULL"))
                .isEqualTo(1);

        enter(subject, email);

        assertThat(count("SELECT count(*) FROM person WHERE email = ? AND password_hash IS NOT NULL"))
                .isZero();
    }

    @Test
    void what_the_token_keeps_silent_about_is_asked_for_but_only_about_the_same_person() {
        var browser = begin("/desk");
        provider().gives(signed(without(without(claims(browser), "email"), "email_verified"), KEY));
        provider().says("{\"sub\":\"another\",\"email\":\"%s\",\"email_verified\":true}".formatted(email));
        assertRefused(back(browser), 502);

        var again = begin("/desk");
        provider().gives(signed(without(without(claims(again), "email"), "email_verified"), KEY));
        provider().says("{\"sub\":\"%s\",\"email\":\"%s\",\"email_verified\":true}".formatted(subject, email));
        assertThat(back(again).statusCode()).isEqualTo(303);
    }

    @Test
    void a_provider_that_says_no_or_is_down_is_told_of_on_a_page_to_try_again_on() {
        var denied = begin("/desk/demo/alerts");
        var page = assertRefused(
                back(denied, Map.of("error", "access_denied", "code", ""), Optional.of(denied.cookie())), 403);
        assertThat(page).contains("Example Media has not let you in", "to=/desk/demo/alerts", "name=\"password\"");

        var down = begin("/desk");
        provider().isDown(true);
        assertThat(assertRefused(back(down), 503)).contains("does not answer at present", "name=\"password\"");
    }

    @Test
    void a_new_key_of_the_provider_works_at_once() {
        enter(subject, email);
        var fresh = KeyServer.rsaKey();
        provider().publishes(KEY, fresh);
        var browser = begin("/desk");
        provider().gives(signed(claims(browser), fresh));

        assertThat(back(browser).statusCode()).isEqualTo(303);
    }

    @Test
    void from_one_address_only_so_many_sign_ins_can_be_begun_and_of_all_only_the_last_are_kept() throws Exception {
        var other = InetAddress.ofLiteral("127.0.0.2");
        try (var http = HttpClient.newBuilder().localAddress(other).build()) {
            var request =
                    HttpRequest.newBuilder(URI.create(address("/desk/oidc"))).build();
            for (int i = 0; i < ATTEMPTS; i++) {
                assertThat(http.send(request, BodyHandlers.ofString()).statusCode())
                        .isEqualTo(303);
            }
            // While those were counted some came back.
            await("the limit")
                    .until(() -> http.send(request, BodyHandlers.discarding()).statusCode() == 429);
            var late = http.send(request, BodyHandlers.ofString());
            assertThat(late.headers().firstValueAsLong("Retry-After").orElse(0)).isBetween(1L, 61L);
            assertThat(late.body()).contains("Too many sign-ins were begun from your network");
        }

        assertThat(count("SELECT count(*) FROM sign_in_attempt WHERE ? <> ''")).isEqualTo(OPEN);
        enter(subject, email);
    }

    @ParameterizedTest
    @EnumSource(names = {"DRIPPING", "VERBOSE"})
    void an_answer_without_end_is_given_up(Ill ill) {
        var browser = begin("/desk");
        provider().gives(signed(claims(browser), KEY));
        provider().isIll("/token", ill);
        var began = System.nanoTime();

        assertThat(assertRefused(back(browser), 503)).contains("does not answer at present");

        assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(ANSWER_WITHIN.plusSeconds(3));
    }

    @Test
    void who_is_known_comes_in_though_the_user_info_fails_and_who_is_not_can_try_again() {
        enter(subject, email);
        provider().isIll("/userinfo", Ill.DOWN);

        var known = begin("/desk");
        provider().gives(signed(without(without(claims(known), "email"), "email_verified"), KEY));
        assertThat(back(known).statusCode()).isEqualTo(303);

        var unknown = begin("/desk");
        var claims = with(without(without(claims(unknown), "email"), "email_verified"), "sub", "nobody-yet");
        provider().gives(signed(claims, KEY));
        assertThat(assertRefused(back(unknown), 503)).contains("does not answer at present");
    }

    @Test
    void who_must_be_in_a_group_stays_outside_while_that_cannot_be_asked_for() {
        enter(subject, email);
        provider().isIll("/userinfo", Ill.DOWN);
        var browser = begin("/desk");
        provider().gives(signed(without(claims(browser), "groups"), KEY));

        assertRefused(back(browser), 503);
    }

    @ParameterizedTest
    @ValueSource(strings = {"'https://the-earlier-one.example'", "NULL"})
    void what_was_begun_at_another_provider_is_not_ended_at_this_one(String issuer) throws SQLException {
        var browser = begin("/desk");
        provider().gives(signed(claims(browser), KEY));
        var before = provider().exchanges();
        run("UPDATE sign_in_attempt SET issuer = %s WHERE ? <> ''".formatted(issuer));

        assertRefused(back(browser), 400);
        assertThat(provider().exchanges()).isEqualTo(before);
    }

    /// @return what its session's cookie has
    private String enter(String as, String address) {
        var browser = begin("/desk");
        provider().gives(signed(with(with(claims(browser), "sub", as), "email", address), KEY));
        var in = back(browser);
        assertThat(in.statusCode()).isEqualTo(303);
        return requireNonNull(in.cookie(SESSION));
    }

    /// @param asked what the browser takes along to the provider
    private record Browser(Map<String, String> asked, String cookie) {}

    private static Browser begin(String to) {
        var sent = given().redirects().follow(false).queryParam("to", to).get(address("/desk/oidc"));
        assertThat(sent.statusCode()).isEqualTo(303);
        var location = URI.create(sent.header("Location"));
        assertThat(location.toString()).startsWith(provider().issuer() + "/authorize?");
        var asked = Stream.of(location.getRawQuery().split("&"))
                .map(pair -> pair.split("=", 2))
                .collect(Collectors.toMap(pair -> pair[0], pair -> URLDecoder.decode(pair[1], UTF_8)));
        return new Browser(asked, requireNonNull(sent.cookie(ATTEMPT)));
    }

    private static Response back(Browser browser) {
        return back(browser, Map.of(), Optional.of(browser.cookie()));
    }

    /// @param changed parameters that are otherwise than they must be; empty if they are left out
    private static Response back(Browser browser, Map<String, String> changed, Optional<String> cookie) {
        var parameters = new HashMap<>(Map.of(
                "code", "a-code",
                "state", requireNonNull(browser.asked().get("state")),
                "iss", provider().issuer()));
        parameters.putAll(changed);
        parameters.values().removeIf(String::isEmpty);
        var request = given().redirects().follow(false).queryParams(parameters);
        cookie.ifPresent(value -> request.cookie(ATTEMPT, value));
        return request.get(address("/desk/oidc/callback"));
    }

    private static String assertRefused(Response response, int status) {
        assertThat(response.statusCode()).as(response.asString()).isEqualTo(status);
        assertThat(response.cookie(SESSION)).isNull();
        assertThat(response.header("Content-Security-Policy")).contains("default-src 'none'");
        assertThat(response.asString()).contains("You are not signed in.", "Sign in with Example Media");
        return response.asString();
    }

    private JwtClaims claims(Browser browser) {
        var claims = KeyServer.claims(provider().issuer(), CLIENT, subject);
        with(claims, "nonce", requireNonNull(browser.asked().get("nonce")));
        with(claims, "email", email);
        with(claims, "email_verified", true);
        with(claims, "groups", List.of("cyclists", "newsroom"));
        return at(claims, "iat", 0);
    }

    private static JwtClaims with(JwtClaims claims, String name, Object value) {
        claims.setClaim(name, value);
        return claims;
    }

    private static JwtClaims without(JwtClaims claims, String name) {
        claims.unsetClaim(name);
        return claims;
    }

    private static JwtClaims at(JwtClaims claims, String name, long inSeconds) {
        return with(claims, name, NumericDate.now().getValue() + inSeconds);
    }

    private static String signed(JwtClaims claims, PublicJsonWebKey key) {
        return KeyServer.signed(key, claims);
    }

    private static String part(String json) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(json.getBytes(UTF_8));
    }

    private static String challenge(String verifier) throws Exception {
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(MessageDigest.getInstance("SHA-256").digest(verifier.getBytes(US_ASCII)));
    }

    /// With a first password that nobody has used yet.
    private static void invite(String email) throws SQLException {
        try (var db = node().connect();
                var person = db.prepareStatement("""
                        WITH made AS (
                            INSERT INTO person (email, name, password_hash, must_change, created_at)
                            VALUES (?, 'Ida', 'none that matches', true, now()) RETURNING id)
                        INSERT INTO person_role SELECT made.id, app.id, 'AUTHOR' FROM made, app""")) {
            person.setString(1, email);
            person.execute();
        }
    }

    /// @param sql with one parameter: the address, or where it asks for a subject, the account
    private int count(String sql) throws SQLException {
        try (var db = node().connect();
                var query = db.prepareStatement(sql)) {
            query.setString(1, sql.contains("subject = ?") ? "person:" + email : email);
            var rows = query.executeQuery();
            rows.next();
            return rows.getInt(1);
        }
    }

    /// @param sql with one parameter: the address
    private void run(String sql) throws SQLException {
        try (var db = node().connect();
                var statement = db.prepareStatement(sql)) {
            statement.setString(1, email);
            statement.execute();
        }
    }

    private static String address(String path) {
        return node().address().resolve(path).toString();
    }

    private static NewsbellProcess node() {
        return requireNonNull(processes).newsbell();
    }

    private static HostileProvider provider() {
        return requireNonNull(provider);
    }
}
