package io.newsbell.journey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.matchesPattern;

import io.quarkus.test.junit.QuarkusTest;
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
}
