package io.newsbell.journey;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItems;

import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import java.net.URL;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What an operator sees on the management port.
@QuarkusTest
class HealthTest {
    @TestHTTPResource(value = "/health", management = true)
    @SuppressWarnings("NullAway.Init")
    URL health;

    @TestHTTPResource(value = "/metrics", management = true)
    @SuppressWarnings("NullAway.Init")
    URL metrics;

    private final Newsroom newsroom = new Newsroom();

    @BeforeEach
    void nothingElseIsGoingOn() {
        newsroom.waitUntilNothingIsLeftToDo();
    }

    @Test
    void a_node_is_alive_started_and_ready_for_stated_reasons() {
        given().get(health + "/live").then().statusCode(200).body("checks.name", hasItems("work", "ledger's writer"));
        given().get(health + "/started").then().statusCode(200).body("checks.name", hasItems("audience index"));
        given().get(health + "/ready")
                .then()
                .statusCode(200)
                .body("checks.name", hasItems("audience index", "Database connections health check"));
    }

    @Test
    void push_services_have_a_health_of_their_own_that_takes_no_node_away() {
        given().get(health + "/group/providers")
                .then()
                .statusCode(200)
                .body("checks[0].data.fcm", containsString("takes messages"));
        assertThat(given().get(health + "/ready").jsonPath().getList("checks.name"))
                .doesNotContain("push services");
    }

    @Test
    void what_is_degraded_is_said_in_words() {
        var anna = DeskBrowser.ofAnna();
        anna.post("/desk/demo/sending/stop", Map.of()).then().statusCode(303);
        try {
            await("the state to be told")
                    .until(() -> given().get(health + "/group/degraded").statusCode() == 503);
            given().get(health + "/group/degraded")
                    .then()
                    .body(
                            "checks[0].data.'sending is stopped'",
                            equalTo(
                                    "all sending of 1 apps was stopped at the desk, and goes on only when somebody lets it"));
            given().get(health + "/ready").then().statusCode(200);
        } finally {
            anna.post("/desk/demo/sending/resume", Map.of()).then().statusCode(303);
        }
    }

    @Test
    void an_alert_is_seen_in_the_metrics_of_every_step_that_it_takes() {
        var topic = newsroom.topic("health", newsroom.word("health"));
        var phone = Phone.following(topic);
        var before = scrape();
        var headline = "news of " + newsroom.word("health");

        newsroom.publish(headline);
        phone.ringsWith(headline);
        var alert = newsroom.alert(headline, "sent").getString("alertId");
        phone.reports(alert, "received");

        await("the last step to be measured").untilAsserted(() -> {
            var after = scrape();
            for (var step : List.of("match", "alert", "plan", "send-lane")) {
                assertGrown(before, after, "newsbell_step_put_total{step=\"" + step + "\"}");
                assertGrown(before, after, "newsbell_step_seconds_count{result=\"done\",step=\"" + step + "\"}");
            }
            for (var figure : List.of("newsbell_publish_to_accept", "newsbell_publish_to_receipt")) {
                assertGrown(before, after, figure + "_seconds_count{level=\"following\",platform=\"android\"}");
                assertGrown(
                        before,
                        after,
                        figure + "_seconds_bucket{level=\"following\",platform=\"android\",le=\"120.0\"}");
            }
        });
        assertThat(value(scrape(), "newsbell_step_oldest_waiting_seconds{step=\"send\"}"))
                .isZero();
        assertThat(scrape())
                .contains(
                        "newsbell_build_info{",
                        "newsbell_quota_rate_per_second{quota=\"fcm:",
                        "newsbell_quota_limit_per_second{quota=\"fcm:");
    }

    private String scrape() {
        return given().get(metrics).then().statusCode(200).extract().asString();
    }

    private static void assertGrown(String before, String after, String series) {
        assertThat(value(after, series)).as(series).isGreaterThan(value(before, series));
    }

    private static double value(String scraped, String series) {
        return scraped.lines()
                .filter(line -> line.startsWith(series + " "))
                .mapToDouble(line -> Double.parseDouble(line.substring(series.length() + 1)))
                .findFirst()
                .orElseThrow(() -> new AssertionError("There is no " + series));
    }
}
