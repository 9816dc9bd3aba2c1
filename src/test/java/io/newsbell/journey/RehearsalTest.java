package io.newsbell.journey;

import static io.newsbell.contract.World.server;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.matchesPattern;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

@QuarkusTest
class RehearsalTest {
    private final String mark = "rehearsal" + UUID.randomUUID().toString().substring(0, 8);

    @Test
    void a_rehearsal_says_what_a_changed_rule_would_have_sent_and_how_that_differs() {
        save(Map.of("kind", "tag", "name", mark, "rule", "\"" + mark + " old\"", "automatic", true));
        var old = publish("The " + mark + " old way");
        var both = publish("The " + mark + " old and the " + mark + " new way");
        var fresh = publish("The " + mark + " new way");
        publish("Something else");

        var result = rehearse(Map.of("rule", "\"" + mark + " new\""));

        assertThat(result.getInt("tried.alerts")).isEqualTo(2);
        assertThat(result.getInt("present.alerts")).isEqualTo(2);
        assertThat(result.<String>getList("added.externalId")).containsExactly(fresh);
        assertThat(result.<String>getList("removed.externalId")).containsExactly(old);
        assertThat(result.getString("added[0].clause")).isEqualTo("\"" + mark + " new\"");
        assertThat(result.getDouble("tried.perReaderPerDay")).isEqualTo(0.07);
        assertThat(result.getInt("days.sum { it.alerts }")).isEqualTo(2);
        assertThat(both).isNotEmpty();
    }

    @Test
    void a_rehearsal_changes_nothing() {
        save(Map.of("kind", "tag", "name", mark, "rule", "tag:" + mark));

        rehearse(Map.of("rule", "tag:other" + mark, "threshold", 0.9));

        server().get("/v1/topics/{slug}/rule", mark)
                .then()
                .body("rule", equalTo("tag:" + mark))
                .body("threshold", equalTo(0.2f));
    }

    @Test
    void a_topic_that_does_not_exist_yet_can_be_rehearsed() {
        publish("The " + mark + " comes");

        var result = rehearse(Map.of("kind", "tag", "rule", mark, "automatic", true));

        assertThat(result.getInt("tried.alerts")).isEqualTo(1);
        assertThat(result.<Object>get("present")).isNull();
    }

    @Test
    void what_cannot_be_rehearsed_is_refused_with_what_to_do() {
        server().body(Map.of("rule", mark))
                .post("/v1/topics/{slug}/rehearsal", mark)
                .then()
                .statusCode(404)
                .body("detail", containsString("give its kind"));
        server().body(Map.of("kind", "tag", "rule", mark + "*"))
                .post("/v1/topics/{slug}/rehearsal", mark)
                .then()
                .statusCode(422)
                .body("code", equalTo("invalid_rule"))
                .body("detail", containsString("joined by OR, instead of *"));
    }

    private JsonPath rehearse(Map<String, Object> body) {
        var location = server().body(body)
                .post("/v1/topics/{slug}/rehearsal", mark)
                .then()
                .statusCode(202)
                .body("state", matchesPattern("running|done"))
                .extract()
                .header("Location");
        return await("the rehearsal of " + mark)
                .atMost(Duration.ofSeconds(30))
                .until(
                        () -> server().get(location).jsonPath(),
                        json -> json.getString("state").equals("done"))
                .setRootPath("result");
    }

    private void save(Map<String, Object> topic) {
        server().body(topic).put("/v1/topics/{slug}", mark).then().statusCode(200);
    }

    private String publish(String headline) {
        var id = UUID.randomUUID().toString();
        server().body(Map.of("headline", headline, "tags", List.of("rehearsed")))
                .put("/v1/articles/{id}", id)
                .then()
                .statusCode(202);
        return id;
    }
}
