package io.newsbell.web;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.nullValue;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.specification.RequestSpecification;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
class AnyOriginTest {
    private static final String ALLOWED = "Access-Control-Allow-Origin";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/v1/topics?app=demo",
                "/v1/topics/climate?app=demo",
                "/v1/web/demo",
                "/web/demo/follow.js",
                "/web/demo/worker.js"
            })
    void what_is_for_everyone_can_be_read_by_any_page(String path) {
        elsewhere().get(path).then().statusCode(200).header(ALLOWED, "*");
    }

    @Test
    void a_page_can_read_why_a_device_is_refused() {
        elsewhere()
                .header("Authorization", "Bearer nbd_wrong")
                .get("/v1/devices/{id}/subscriptions", UUID.randomUUID())
                .then()
                .statusCode(401)
                .header(ALLOWED, "*")
                .header("Access-Control-Expose-Headers", containsString("Retry-After"));
    }

    @Test
    void no_cookie_is_ever_asked_for() {
        elsewhere()
                .get("/v1/web/demo")
                .then()
                .header("Access-Control-Allow-Credentials", nullValue())
                .header("Set-Cookie", nullValue());
    }

    @ParameterizedTest
    @CsvSource({
        "/v1/devices/8b9f/subscriptions/climate, PUT",
        "/v1/devices/8b9f/subscriptions/climate, DELETE",
        "/v1/devices/8b9f, PUT",
        "/v1/receipts, POST"
    })
    void a_page_may_send_what_devices_send(String path, String method) {
        preflight(method)
                .options(path)
                .then()
                .statusCode(204)
                .header(ALLOWED, "*")
                .header("Access-Control-Allow-Methods", containsString(method))
                .header("Access-Control-Allow-Headers", containsString("Authorization"))
                .header("Access-Control-Allow-Headers", containsString("Idempotency-Key"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/v1/articles/a",
                "/v1/alerts",
                "/v1/topics/climate/rule",
                "/desk",
                "/desk/demo/wire",
                "/",
                "/sandbox/messages"
            })
    void nothing_else_is_opened(String path) {
        preflight("GET").options(path).then().header(ALLOWED, nullValue());
        elsewhere().get(path).then().header(ALLOWED, nullValue());
    }

    @Test
    void an_api_key_does_not_belong_into_a_page() {
        elsewhere()
                .header("Authorization", "Bearer nb_something")
                .get("/v1/topics?app=demo")
                .then()
                .header(ALLOWED, nullValue());
    }

    @Test
    void what_a_cache_kept_for_others_can_be_given_to_a_page() {
        given().get("/v1/web/demo").then().header(ALLOWED, "*");
        given().header("Authorization", "Bearer nb_something")
                .get("/v1/web/demo")
                .then()
                .header(ALLOWED, nullValue())
                .header("Vary", containsString("authorization"));
    }

    private static RequestSpecification elsewhere() {
        return given().header("Origin", "https://news.example").redirects().follow(false);
    }

    private static RequestSpecification preflight(String method) {
        return elsewhere()
                .header("Access-Control-Request-Method", method)
                .header("Access-Control-Request-Headers", "authorization,content-type");
    }
}
