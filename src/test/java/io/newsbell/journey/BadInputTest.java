package io.newsbell.journey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
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
                "{\"headline\":\"x\\u0000y\"} | 422 | invalid_field | /headline",
                "{\"headline\":\"x\",\"tags\":[\"a\",\"\\ud800\"]} | 422 | invalid_field | /tags/1",
                "{\"uri\":\"urn:1\",\"headline\":\"x\",\"pubStatus\":\"canceled\"} | 422 | invalid_field | /pubStatus",
            })
    void a_bad_article_is_refused_by_field(String body, int status, String code, String pointer) {
        var answer = newsroom.put("bad", body)
                .then()
                .statusCode(status)
                .contentType("application/problem+json")
                .body("code", equalTo(code))
                .body("status", equalTo(status));
        if (pointer != null) {
            answer.body("errors.pointer", hasItem(pointer));
        }
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
        newsroom.as().get("/v1/alerts/not-a-uuid").then().statusCode(404);
        newsroom.as().delete("/v1/articles/a").then().statusCode(405).body("code", equalTo("method_not_allowed"));
    }
}
