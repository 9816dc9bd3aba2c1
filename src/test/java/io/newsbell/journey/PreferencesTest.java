package io.newsbell.journey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;

import io.newsbell.MovableClock;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What a reader wants in general, which no two devices overwrite unseen.
@QuarkusTest
class PreferencesTest {
    private static final String ALL = """
            {"quietHours": {"from": "22:00", "to": "07:00", "breaking": false}, "dailyCap": 12, "leastGapMinutes": 15,
             "languages": ["pt-br", "hi"], "digestTimes": ["18:00", "07:30", "18:00"]}""";

    private Phone phone;

    @Inject
    Clock clock;

    @BeforeEach
    void aPhone() {
        phone = Phone.registered();
    }

    @Test
    void without_any_nothing_is_limited() {
        get().then()
                .statusCode(200)
                .header("ETag", "\"0\"")
                .body("leastGapMinutes", equalTo(0))
                .body("languages", equalTo(List.of()))
                .body("digestTimes", equalTo(List.of()))
                .body("quietHours", nullValue())
                .body("dailyCap", nullValue());
    }

    @Test
    void what_was_put_is_what_is_got() {
        var put = put("\"0\"", ALL);
        put.then().statusCode(200).header("ETag", not("\"0\""));

        get().then()
                .header("ETag", put.header("ETag"))
                .body("quietHours.from", equalTo("22:00"))
                .body("quietHours.to", equalTo("07:00"))
                .body("quietHours.breaking", equalTo(false))
                .body("dailyCap", equalTo(12))
                .body("leastGapMinutes", equalTo(15))
                .body("languages", equalTo(List.of("pt-BR", "hi")))
                .body("digestTimes", equalTo(List.of("07:30", "18:00")));
        assertThat(get().asString()).isEqualTo(put.asString());

        put(put.header("ETag"), "{}").then().statusCode(200).body("quietHours", nullValue());
    }

    @Test
    void a_change_names_the_version_that_it_changes() {
        phone.as()
                .body("{}")
                .put("/v1/devices/{id}/preferences", phone.id())
                .then()
                .statusCode(428)
                .body("code", equalTo("precondition_required"));
        put("*", "{}").then().statusCode(428);
        put("\"17\"", "{}").then().statusCode(412).body("code", equalTo("precondition_failed"));
        put("W/\"0\"", "{}").then().statusCode(412);
        put("\"0\"", "{}").then().statusCode(200);
        put("\"0\"", "{}").then().statusCode(412);
    }

    @Test
    void of_many_who_change_the_same_version_at_once_one_wins() throws InterruptedException {
        assertThat(statusOfTenPuts("\"0\"")).isEqualTo(List.of(200, 412, 412, 412, 412, 412, 412, 412, 412, 412));
        var version = get().header("ETag");
        assertThat(statusOfTenPuts(version)).isEqualTo(List.of(200, 412, 412, 412, 412, 412, 412, 412, 412, 412));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"quietHours\": {\"from\": \"22:00\", \"to\": \"22:00\"}} | /quietHours/to",
                "{\"quietHours\": {\"from\": \"24:00\", \"to\": \"07:00\"}} | /quietHours/from",
                "{\"quietHours\": {\"from\": \"22:00\"}} | /quietHours/to",
                "{\"dailyCap\": 0} | /dailyCap",
                "{\"dailyCap\": 101} | /dailyCap",
                "{\"leastGapMinutes\": 1441} | /leastGapMinutes",
                "{\"pausedUntil\": \"2001-01-01T00:00:00Z\"} | /pausedUntil",
                "{\"pausedUntil\": \"2101-01-01T00:00:00Z\"} | /pausedUntil",
                "{\"languages\": [\"en\", \"english!\"]} | /languages/1",
                "{\"digestTimes\": [\"7:30\"]} | /digestTimes/0",
                "{\"digestTimes\": [\"01:00\",\"02:00\",\"03:00\",\"04:00\",\"05:00\",\"06:00\",\"07:00\"]} | /digestTimes"
            })
    void what_makes_no_sense_is_refused_with_the_field(String body, String pointer) {
        put("\"0\"", body).then().statusCode(422).body("errors.pointer", hasItem(pointer));
    }

    @Test
    void a_pause_that_is_over_is_not_told() {
        var until = clock.instant().plus(Duration.ofMinutes(2));
        put("\"0\"", "{\"pausedUntil\": \"" + until + "\"}").then().statusCode(200);
        assertThat(get().jsonPath().getString("pausedUntil")).isNotNull();

        MovableClock.advance(Duration.ofMinutes(2));

        assertThat(get().jsonPath().getString("pausedUntil")).isNull();
    }

    private List<Integer> statusOfTenPuts(String version) throws InterruptedException {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            return threads
                    .invokeAll(IntStream.range(0, 10)
                            .<Callable<Integer>>mapToObj(n -> () -> put(version, "{\"dailyCap\": " + (n + 1) + "}")
                                    .statusCode())
                            .toList())
                    .stream()
                    .map(Future::resultNow)
                    .sorted()
                    .collect(Collectors.toList());
        }
    }

    private Response get() {
        return phone.as().get("/v1/devices/{id}/preferences", phone.id());
    }

    private Response put(String version, String body) {
        return phone.as().header("If-Match", version).body(body).put("/v1/devices/{id}/preferences", phone.id());
    }
}
