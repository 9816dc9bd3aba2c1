package io.newsbell.journey;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;

import io.newsbell.MovableClock;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The life of an API key, and what each may be used for.
@QuarkusTest
class KeysTest {
    private final Newsroom newsroom = new Newsroom();
    private final String name = "key-" + UUID.randomUUID();

    @Test
    void a_key_is_shown_once_and_opens_only_what_its_scopes_say() {
        var key = make(newsroom.as(), name, "articles:write").getString("key");
        assertThat(key).startsWith("nb_");

        with(key)
                .body(Map.of("headline", "Harbour opens"))
                .put("/v1/articles/" + name)
                .then()
                .statusCode(202);
        with(key).get("/v1/alerts").then().statusCode(403).body("detail", containsString("alerts:send or ops:read"));
        with(key).get("/v1/keys").then().statusCode(403).body("code", equalTo("missing_scope"));
        newsroom.as()
                .get("/v1/keys")
                .then()
                .statusCode(200)
                .body("name", hasItem(name))
                .body("find { it.name == '" + name + "' }.scopes", equalTo(List.of("articles:write")))
                .body("find { it.name == '" + name + "' }.key", nullValue())
                .body("name", hasItem("settings"));
        assertThat(newsroom.as().get("/v1/keys").asString()).doesNotContain(key);
    }

    @Test
    void who_may_only_look_can_read_alerts_and_reasons_but_stop_nothing() {
        var key = make(newsroom.as(), name, "ops:read").getString("key");
        var article = UUID.randomUUID().toString();
        newsroom.as().body(Map.of("headline", "Quiet day")).put("/v1/articles/" + article);

        with(key).get("/v1/alerts").then().statusCode(200);
        with(key).get("/v1/articles/{id}/matches", article).then().statusCode(200);
        with(key).get("/v1/alerts/{id}", UUID.randomUUID()).then().statusCode(404);
        with(key)
                .post("/v1/alerts/{id}/stop", UUID.randomUUID())
                .then()
                .statusCode(403)
                .body("detail", containsString("alerts:send"));
        with(key).body(Map.of()).put("/v1/topics/x").then().statusCode(403);
    }

    @Test
    void after_a_rotation_both_keys_are_good_until_the_overlap_is_over() {
        var old = make(newsroom.as(), name, "ops:read").getString("key");
        var fresh = newsroom.as()
                .body(Map.of("overlap", "PT2H"))
                .post("/v1/keys/{name}/rotate", name)
                .then()
                .statusCode(200)
                .body("previousUntil", not(nullValue()))
                .extract()
                .<String>path("key");

        assertThat(status(old)).isEqualTo(200);
        assertThat(status(fresh)).isEqualTo(200);
        MovableClock.advance(Duration.ofHours(2).plusSeconds(1));
        assertThat(status(old)).isEqualTo(401);
        assertThat(status(fresh)).isEqualTo(200);

        var newest = newsroom.as()
                .body(Map.of("overlap", "PT0S"))
                .post("/v1/keys/{name}/rotate", name)
                .<String>path("key");
        assertThat(status(fresh)).as("a leaked key is locked out at once").isEqualTo(401);
        assertThat(status(newest)).isEqualTo(200);
    }

    @Test
    void the_usual_overlap_is_an_hour() {
        var old = make(newsroom.as(), name, "ops:read").getString("key");
        newsroom.as().body(Map.of()).post("/v1/keys/{name}/rotate", name).then().statusCode(200);
        MovableClock.advance(Duration.ofMinutes(59));
        assertThat(status(old)).isEqualTo(200);
        MovableClock.advance(Duration.ofMinutes(2));
        assertThat(status(old)).isEqualTo(401);
    }

    @ParameterizedTest
    @CsvSource({"P31D, 422", "-PT1S, 422", "soon, 400"})
    void an_overlap_that_makes_no_sense_is_refused(String overlap, int status) {
        make(newsroom.as(), name, "ops:read");
        newsroom.as()
                .body(Map.of("overlap", overlap))
                .post("/v1/keys/{name}/rotate", name)
                .then()
                .statusCode(status)
                .body("errors.pointer", hasItem("/overlap"));
    }

    @Test
    void a_deleted_or_expired_key_opens_nothing() {
        var key = make(newsroom.as(), name, "ops:read").getString("key");
        newsroom.as().delete("/v1/keys/{name}", name).then().statusCode(204);
        assertThat(status(key)).isEqualTo(401);
        newsroom.as().delete("/v1/keys/{name}", name).then().statusCode(404);

        var until = new MovableClock().instant().plus(Duration.ofHours(1)).toString();
        var lasting = newsroom.as()
                .body(Map.of("name", name, "scopes", List.of("ops:read"), "expiresAt", until))
                .post("/v1/keys")
                .<String>path("key");
        assertThat(status(lasting)).isEqualTo(200);
        MovableClock.advance(Duration.ofMinutes(61));
        assertThat(status(lasting)).isEqualTo(401);
    }

    @Test
    void a_key_gives_no_more_than_it_has() {
        var soon = new MovableClock().instant().plus(Duration.ofDays(1));
        var limited = newsroom.as()
                .body(Map.of("name", name, "scopes", List.of("keys:write", "ops:read"), "expiresAt", soon.toString()))
                .post("/v1/keys")
                .<String>path("key");
        make(newsroom.as(), name + "-strong", "alerts:send");

        tryMake(limited, name + "-1", List.of("alerts:send"), null).statusCode(403);
        tryMake(limited, name + "-1", List.of("ops:read"), soon.plusSeconds(60)).statusCode(403);
        tryMake(limited, name + "-1", List.of("ops:read"), null).statusCode(201).body("expiresAt", not(nullValue()));
        // Who may rotate a stronger key would have it.
        with(limited)
                .body(Map.of())
                .post("/v1/keys/{name}/rotate", name + "-strong")
                .then()
                .statusCode(403);
        with(limited).delete("/v1/keys/{name}", name + "-strong").then().statusCode(403);
    }

    @Test
    void the_key_of_the_settings_is_not_changed_here_and_says_where() {
        newsroom.as()
                .delete("/v1/keys/settings")
                .then()
                .statusCode(409)
                .body("code", equalTo("key_kept"))
                .body("detail", containsString("NEWSBELL_APP_API_KEY"));
        newsroom.as().body(Map.of()).post("/v1/keys/settings/rotate").then().statusCode(409);
        tryMakeAs(newsroom.as(), "settings", List.of("ops:read"), null).statusCode(409);
    }

    @Test
    void bad_keys_are_refused_by_field() {
        make(newsroom.as(), name, "ops:read");
        tryMakeAs(newsroom.as(), name, List.of("ops:read"), null)
                .statusCode(409)
                .body("code", equalTo("key_exists"));
        tryMakeAs(newsroom.as(), "Not Good", List.of("ops:read"), null)
                .statusCode(422)
                .body("errors.pointer", hasItem("/name"));
        tryMakeAs(newsroom.as(), name + "-1", List.of(), null)
                .statusCode(422)
                .body("errors.pointer", hasItem("/scopes"));
        tryMakeAs(newsroom.as(), name + "-1", List.of("everything"), null).statusCode(400);
        tryMakeAs(newsroom.as(), name + "-1", List.of("ops:read"), Instant.EPOCH)
                .statusCode(422)
                .body("errors.pointer", hasItem("/expiresAt"));
    }

    @Test
    void a_phones_secret_is_no_api_key() {
        with("nbd_" + "x".repeat(43)).get("/v1/alerts").then().statusCode(401).body("code", equalTo("unauthenticated"));
        Phone.registered().as().get("/v1/alerts").then().statusCode(401);
    }

    private static ValidatableResponse tryMake(String by, String name, List<String> scopes, @Nullable Instant until) {
        return tryMakeAs(with(by), name, scopes, until);
    }

    private static ValidatableResponse tryMakeAs(
            RequestSpecification by, String name, List<String> scopes, @Nullable Instant until) {
        var body = new LinkedHashMap<String, Object>(Map.of("name", name, "scopes", scopes));
        if (until != null) {
            body.put("expiresAt", until.toString());
        }
        return by.body(body).post("/v1/keys").then();
    }

    private static JsonPath make(RequestSpecification by, String name, String... scopes) {
        return tryMakeAs(by, name, List.of(scopes), null)
                .statusCode(201)
                .extract()
                .jsonPath();
    }

    private static int status(String key) {
        return with(key).get("/v1/alerts").statusCode();
    }

    private static RequestSpecification with(String key) {
        return given().header("Authorization", "Bearer " + key).contentType("application/json");
    }
}
