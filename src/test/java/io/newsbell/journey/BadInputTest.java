package io.newsbell.journey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Bad input gets a clear error that names the field and says what to do.
@QuarkusTest
class BadInputTest {
    private final Newsroom newsroom = new Newsroom();

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"headline\": | 400 | malformed_json | ",
                "[] | 400 | wrong_type | ",
                "{\"headlin\":\"x\"} | 400 | unknown_field | /headlin",
                "{\"headline\":\"x\",\"tags\":\"y\"} | 400 | wrong_type | /tags",
                "{\"headline\":\"x\",\"urgency\":\"high\"} | 400 | wrong_type | /urgency",
                "{\"headline\":\"x\",\"publishedAt\":\"yesterday\"} | 400 | wrong_type | /publishedAt",
                "{} | 422 | invalid_field | /headline",
                "{\"headline\":\"<br>\"} | 422 | invalid_field | /headline",
                "{\"headline\":\"x\",\"urgency\":9} | 422 | invalid_field | /urgency",
                "{\"headline\":\"x\",\"tags\":[\"a\",null]} | 422 | invalid_field | /tags/1",
                "{\"headline\":\"x\",\"url\":\"javascript:alert(1)\"} | 422 | invalid_field | /url",
                "{\"headline\":\"x\",\"language\":\"!!\"} | 422 | invalid_field | /language",
                "{\"headline\":\"x\",\"tags\":[\"a\",\"%s\"]} | 422 | invalid_field | /tags/1",
                "{\"headline\":\"x\\u0000y\"} | 422 | invalid_field | /headline",
                "{\"headline\":\"x\",\"tags\":[\"a\",\"\\ud800\"]} | 422 | invalid_field | /tags/1",
                "{\"uri\":\"urn:1\",\"headline\":\"x\",\"pubStatus\":\"canceled\"} | 422 | invalid_field | /pubStatus",
            })
    void a_bad_article_is_refused_by_field(String body, int status, String code, String pointer) {
        var answer = newsroom.put("bad", body.replace("%s", "y".repeat(300)))
                .then()
                .statusCode(status)
                .contentType("application/problem+json")
                .body("code", equalTo(code))
                .body("status", equalTo(status));
        if (pointer != null) {
            answer.body("errors.pointer", hasItem(pointer));
        }
    }

    /// What a feed of a million tags, or somebody who looks for the limits, would send.
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "headline | invalid_field | 422",
                "tags | invalid_field | 422",
                "depth | malformed_json | 400",
                "twice | malformed_json | 400",
                "twice-inside | malformed_json | 400",
                "utf-8 | malformed_json | 400",
                "surrogate | malformed_json | 400",
                "number | malformed_json | 400",
            })
    void a_monstrous_article_is_refused_and_the_next_good_one_is_taken(String what, String code, int status) {
        newsroom.as()
                .body(monster(what))
                .put("/v1/articles/monster")
                .then()
                .statusCode(status)
                .contentType("application/problem+json")
                .body("code", equalTo(code));

        newsroom.put("good", "{\"headline\":\"All is well\"}").then().statusCode(202);
    }

    private static byte[] monster(String what) {
        var json = switch (what) {
            case "headline" -> "{\"headline\":\"" + "y".repeat(1_900_000) + "\"}";
            case "tags" -> "{\"headline\":\"x\",\"tags\":[" + "\"\",".repeat(600_000) + "\"\"]}";
            case "depth" -> "{\"headline\":" + "[".repeat(900_000) + "]".repeat(900_000) + "}";
            case "twice" -> "{\"headline\":\"x\",\"headline\":\"y\"}";
            case "twice-inside" ->
                "{\"@type\":\"NewsArticle\",\"headline\":\"x\",\"author\":{\"name\":\"a\",\"name\":\"b\"}}";
            case "utf-8" -> "{\"headline\":\"\u00ff\u00fe\"}";
            // In UTF-8, where there are no surrogates.
            case "surrogate" -> "{\"headline\":\"\u00ed\u00a0\u0080\"}";
            case "number" -> "{\"headline\":\"x\",\"urgency\":" + "9".repeat(100_000) + "}";
            default -> throw new IllegalArgumentException(what);
        };
        return json.getBytes(StandardCharsets.ISO_8859_1);
    }

    @Test
    void a_news_article_in_json_ld_is_taken() {
        newsroom.as()
                .contentType("application/ld+json")
                .body("""
                        {"@context": "https://schema.org", "@type": "NewsArticle", "headline": "Heat &amp; dust",
                         "identifier": "%s", "datePublished": "2026-11-25T10:00:00+05:30"}""".formatted(newsroom.word("ld")))
                .post("/v1/articles")
                .then()
                .statusCode(202)
                .body("externalId", equalTo(newsroom.word("ld")))
                .body("content.headline", equalTo("Heat & dust"))
                .body("content.publishedAt", equalTo("2026-11-25T04:30:00Z"));
    }

    @Test
    void without_a_key_nothing_is_taken() {
        RestAssured.given()
                .contentType("application/json")
                .body("{\"headline\":\"x\"}")
                .put("/v1/articles/a")
                .then()
                .statusCode(401)
                .header("WWW-Authenticate", containsString("Bearer"))
                .body("code", equalTo("unauthenticated"));
    }

    @Test
    void a_body_that_is_too_large_is_refused_with_the_limit() {
        newsroom.put("large", "{\"headline\":\"x\",\"body\":\"" + "y".repeat(3 << 20) + "\"}")
                .then()
                .statusCode(413);
    }

    @Test
    void what_is_not_json_is_refused() {
        newsroom.as()
                .contentType("text/plain")
                .body("hello")
                .put("/v1/articles/a")
                .then()
                .statusCode(415)
                .body("code", equalTo("unsupported_media_type"));
    }

    @Test
    void a_rule_that_cannot_work_is_refused_with_what_to_write_instead() {
        newsroom.as()
                .body("{\"kind\":\"tag\",\"name\":\"T\",\"rule\":\"heat*\",\"automatic\":true}")
                .put("/v1/topics/t")
                .then()
                .statusCode(422)
                .body("code", equalTo("invalid_rule"))
                .body("errors.pointer", hasItem("/rule"))
                .body("detail", containsString("joined by OR"));
    }

    @Test
    void a_registration_with_many_faults_names_them_all() {
        var answer = RestAssured.given()
                .contentType("application/json")
                .body("""
                        {"app":"","platform":"android","address":{"type":"fcmToken","value":"no spaces please"},
                         "locale":"en","timeZone":"Asia/Kolkata"}""")
                .put("/v1/devices/7d3c2a52-9ad3-4a8e-a6a5-0123456789ab")
                .then()
                .statusCode(422)
                .extract()
                .jsonPath();
        assertThat(answer.<String>getList("errors.pointer")).containsExactlyInAnyOrder("/app", "/address/value");
    }

    @ParameterizedTest
    @CsvSource({"timeZone, Mars/Olympus, /timeZone", "locale, 123, /locale", "app, unknown, /app"})
    void a_registration_names_what_does_not_exist(String field, String value, String pointer) {
        var body = new java.util.HashMap<String, Object>(java.util.Map.of(
                "app",
                "demo",
                "platform",
                "ios",
                "address",
                java.util.Map.of("type", "fcmInstallation", "value", "cdefghijklmnopqrstuvwx"),
                "locale",
                "en",
                "timeZone",
                "Europe/Kyiv"));
        body.put(field, value);
        RestAssured.given()
                .contentType("application/json")
                .body(body)
                .put("/v1/devices/7d3c2a52-9ad3-4a8e-a6a5-0123456789ab")
                .then()
                .statusCode(422)
                .body("errors.pointer", hasItem(pointer));
    }

    @Test
    void an_unknown_address_is_a_problem_like_any_other() {
        RestAssured.get("/v1/nothing").then().statusCode(404).body("code", equalTo("not_found"));
        newsroom.as().get("/v1/articles/none-such").then().statusCode(404).body("code", equalTo("not_found"));
        newsroom.as()
                .get("/v1/alerts/7d3c2a52-9ad3-4a8e-a6a5-0123456789ab")
                .then()
                .statusCode(404)
                .body("code", equalTo("not_found"));
        newsroom.as().urlEncodingEnabled(false).get("/v1/articles/a%00b").then().statusCode(404);
        newsroom.as().get("/v1/alerts/not-a-uuid").then().statusCode(404);
        newsroom.as().patch("/v1/articles/a").then().statusCode(405).body("code", equalTo("method_not_allowed"));
    }
}
