package io.newsbell.journey;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// An alert that should not have been sent goes from the phones that show it.
@QuarkusTest
class RecallTest {
    private final Newsroom newsroom = new Newsroom();
    private final String headline = "news of " + newsroom.word("recall");
    private String topic;
    private Phone phone;
    private Phone other;

    @BeforeEach
    void twoPhonesFollow() {
        topic = newsroom.topic("recall", newsroom.word("recall"), false);
        phone = Phone.following(topic);
        other = Phone.following(topic);
    }

    @AfterEach
    void nothingIsLeft() {
        other.releaseLever();
        newsroom.waitUntilNothingIsLeftToDo();
    }

    @Test
    void a_recall_takes_it_off_the_screens_and_counts_those_that_are_gone() {
        var alert = send();
        phone.ringsWith(headline);
        other.ringsWith(headline);
        newsroom.alert(headline, "sent");
        other.lever("{\"lever\":\"unregistered\"}");

        recall(alert).then().statusCode(200).body("state", equalTo("sent")).body("version", equalTo(2));

        told(alert, Map.of("kind", "recall", "version", 2, "reached", 2, "told", 1, "gone", 1, "waiting", 0));
        assertThat(shown(phone)).isEmpty();
        assertThat(phone.messages()).hasSize(2);
        assertThat(inbox(phone)).containsExactly("withdrawn");
    }

    @Test
    void a_recall_in_the_middle_of_a_fan_out_stops_it_and_is_told_only_to_who_was_reached() {
        other.lever("{\"lever\":\"unavailable\"}");
        var alert = send();
        phone.ringsWith(headline);
        await().until(() -> newsroom.alert(headline, "sending").getInt("account.pending") == 1);

        recall(alert)
                .then()
                .statusCode(200)
                .body("state", equalTo("stopped"))
                .body("reason", containsString("Recalled by the API key"));
        other.releaseLever();

        told(alert, Map.of("reached", 1, "told", 1, "waiting", 0));
        await().until(() -> newsroom.account(headline, "stopped").get("stopped"), Integer.valueOf(1)::equals);
        assertThat(newsroom.account(headline, "stopped")).containsEntry("accepted", 1);
        assertThat(shown(phone)).isEmpty();
        assertThat(other.messages()).isEmpty();
    }

    @Test
    void a_recall_again_changes_nothing_and_nothing_can_be_corrected_after_it() {
        var alert = send();
        phone.ringsWith(headline);
        newsroom.alert(headline, "sent");
        recall(alert).then().statusCode(200);
        told(alert, Map.of("told", 2, "waiting", 0));

        recall(alert).then().statusCode(200).body("version", equalTo(2)).body("amendments.size()", equalTo(1));
        isRefused(newsroom.as()
                .body(Map.of("title", "better " + headline, "body", ""))
                .post("/v1/alerts/{id}/correct", alert));

        assertThat(phone.messages()).hasSize(2);
    }

    @Test
    void what_was_corrected_can_be_recalled() {
        var alert = send();
        phone.ringsWith(headline);
        newsroom.alert(headline, "sent");
        newsroom.as()
                .body(Map.of("title", "better " + headline, "body", ""))
                .post("/v1/alerts/{id}/correct", alert)
                .then()
                .statusCode(200);

        recall(alert).then().statusCode(200).body("version", equalTo(3));

        told(alert, Map.of("kind", "recall", "version", 3, "reached", 2, "told", 2, "waiting", 0));
        assertThat(shown(phone)).isEmpty();
        assertThat(newsroom.as().get("/v1/alerts/{id}", alert).jsonPath().getList("amendments.kind"))
                .containsExactly("correction", "recall");
    }

    @Test
    void what_nobody_was_told_of_cannot_be_recalled() {
        newsroom.topic("held", newsroom.word("held"));
        newsroom.publish("Lorem ipsum " + newsroom.word("held"));
        var held =
                newsroom.alert("Lorem ipsum " + newsroom.word("held"), "held").getString("alertId");
        isRefused(recall(held));
        newsroom.as().post("/v1/alerts/{id}/dismiss", held).then().statusCode(200);
        isRefused(recall(held));

        recall(UUID.randomUUID().toString()).then().statusCode(404).body("code", equalTo("not_found"));
    }

    private String send() {
        return newsroom.send(Map.of("level", "top", "title", headline, "topics", List.of(topic)))
                .then()
                .statusCode(202)
                .extract()
                .path("alertId");
    }

    private Response recall(String alert) {
        return newsroom.as().post("/v1/alerts/{id}/recall", alert);
    }

    private static void isRefused(Response answer) {
        answer.then().statusCode(409).body("code", equalTo("alert_state"));
    }

    private void told(String alert, Map<String, ?> counts) {
        await("the recall to count " + counts)
                .atMost(Duration.ofSeconds(20))
                .until(
                        () -> newsroom.as()
                                .get("/v1/alerts/{id}", alert)
                                .jsonPath()
                                .<String, Object>getMap("amendments[-1]"),
                        found -> found.entrySet().containsAll(counts.entrySet()));
    }

    private static List<Object> shown(Phone phone) {
        return given().get("/sandbox/phones/{token}", phone.token()).jsonPath().getList("visible");
    }

    private static List<String> inbox(Phone phone) {
        return phone.as()
                .get("/v1/devices/{id}/notifications", phone.id())
                .jsonPath()
                .getList("notifications.status");
    }
}
