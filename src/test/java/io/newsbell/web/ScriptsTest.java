package io.newsbell.web;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.matchesPattern;
import static org.hamcrest.Matchers.notNullValue;

import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
class ScriptsTest {
    private static final int MOST_BYTES = 15_000;

    @Test
    void the_button_is_below_15_kilobytes_packed() {
        assertThat(new Scripts().follow().zipped()).hasSizeLessThan(MOST_BYTES);
    }

    @ParameterizedTest
    @ValueSource(strings = {"follow.js", "worker.js"})
    void a_script_is_sent_packed_may_be_kept_and_be_used_by_isolated_pages(String name) {
        var tag = given().header("Accept-Encoding", "gzip, br")
                .get("/web/demo/" + name)
                .then()
                .statusCode(200)
                .contentType("text/javascript")
                .header("Content-Encoding", "gzip")
                .header("Vary", "Accept-Encoding")
                .header("Cache-Control", containsString("public"))
                .header("Cross-Origin-Resource-Policy", "cross-origin")
                .header("ETag", notNullValue())
                .extract()
                .header("ETag");

        given().header("Accept-Encoding", "gzip")
                .header("If-None-Match", tag)
                .get("/web/demo/" + name)
                .then()
                .statusCode(304);
        given().get("/web/none-such/" + name).then().statusCode(404);
    }

    @Test
    void the_worker_knows_its_app() {
        assertThat(given().get("/web/demo/worker.js").asString()).contains("const APP = \"demo\";");
    }

    @Test
    void a_browser_is_told_the_key_to_subscribe_with() {
        var tag = given().get("/v1/web/demo")
                .then()
                .statusCode(200)
                .header("Cache-Control", containsString("public"))
                .body("app", equalTo("demo"))
                .body("applicationServerKey", matchesPattern("B[A-Za-z0-9_-]{86}"))
                .extract()
                .header("ETag");

        given().header("If-None-Match", tag).get("/v1/web/demo").then().statusCode(304);
        given().get("/v1/web/none-such").then().statusCode(404).body("code", equalTo("not_found"));
    }
}
