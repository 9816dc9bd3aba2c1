package io.newsbell.journey;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.matchesPattern;
import static org.hamcrest.Matchers.nullValue;

import io.quarkus.test.junit.QuarkusTest;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
class CallLimitsTest {
    private Phone phone = Phone.unregistered();

    @BeforeEach
    void register() {
        phone = Phone.registered();
    }

    @Test
    void every_answer_to_a_phone_says_how_many_calls_it_has_left() {
        phone.subscriptions()
                .then()
                .header("RateLimit-Policy", "\"device\";q=300;w=60")
                .header("RateLimit", matchesPattern("\"device\";r=29\\d;t=\\d+"));
    }

    @Test
    void a_device_that_calls_without_end_is_told_when_to_come_back_and_disturbs_no_other() {
        var other = Phone.registered();
        int calls = 0;
        var answer = phone.subscriptions();
        while (answer.statusCode() == 200) {
            assertThat(++calls).isLessThan(1_000);
            answer = phone.subscriptions();
        }
        answer.then()
                .statusCode(429)
                .contentType("application/problem+json")
                .body("code", equalTo("too_many_requests"))
                .body("retryable", equalTo(true))
                .header("Retry-After", matchesPattern("[1-9]\\d?"))
                .header("RateLimit", matchesPattern("\"device\";r=0;t=\\d+"));
        other.subscriptions().then().statusCode(200);
    }

    @Test
    void whoever_only_knows_a_device_cannot_use_up_its_calls() {
        for (int i = 0; i < 301; i++) {
            var answer = given().header("Authorization", "Bearer nbd_guessed")
                    .get("/v1/devices/{id}/subscriptions", phone.id());
            assertThat(answer.statusCode()).isIn(401, 429);
        }

        phone.subscriptions().then().statusCode(200).header("RateLimit", matchesPattern("\"device\";r=29\\d;t=\\d+"));
    }

    @Test
    void another_spelling_of_the_id_or_the_secret_brings_no_more_calls() {
        phone.subscriptions();
        var remaining = given().header("Authorization", "bearer   " + phone.secret())
                .get("/v1/devices/{id}/subscriptions", phone.id().toUpperCase(java.util.Locale.ROOT))
                .then()
                .statusCode(200)
                .extract()
                .header("RateLimit");
        assertThat(remaining).matches("\"device\";r=29[0-8];t=\\d+");
    }

    @Test
    void receipts_count_like_any_other_call() {
        phone.as()
                .body(Map.of("deviceId", phone.id(), "receipts", List.of()))
                .post("/v1/receipts")
                .then()
                .statusCode(422)
                .header("RateLimit", matchesPattern("\"device\";r=29\\d;t=\\d+"));
    }

    @Test
    void what_a_server_does_for_a_device_is_not_counted_as_its_call() {
        new Newsroom()
                .as()
                .delete("/v1/devices/{id}/user", phone.id())
                .then()
                .statusCode(204)
                .header("RateLimit", nullValue());
    }
}
