package io.newsbell.journey;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What phones report, and what of it counts.
@QuarkusTest
class ReceiptsTest {
    private final Newsroom newsroom = new Newsroom();
    private final String headline = "news of " + newsroom.word("receipt");
    private Phone phone;
    private Phone neighbour;
    private String alert;

    @BeforeEach
    void twoPhonesRang() {
        var topic = newsroom.topic("receipt", newsroom.word("receipt"));
        phone = Phone.following(topic);
        neighbour = Phone.following(topic);
        newsroom.publish(headline);
        alert = newsroom.alert(headline, "sent").getString("alertId");
    }

    @Test
    void what_a_phone_reports_counts_once_however_often_it_is_reported() {
        var first = report(phone, entry(alert, "received"), entry(alert, "opened"), entry(alert, "opened"));
        assertThat(first.getInt("accepted")).isEqualTo(2);
        assertThat(first.getInt("duplicates")).isEqualTo(1);

        var again = report(phone, entry(alert, "received"), entry(alert, "opened"));
        assertThat(again.getInt("accepted")).isZero();
        assertThat(again.getInt("duplicates")).isEqualTo(2);

        report(neighbour, entry(alert, "received"), entry(alert, "dismissed"));
        assertThat(counts()).isEqualTo(Map.of("received", 2, "opened", 1, "dismissed", 1));
    }

    @Test
    void what_cannot_count_is_refused_by_its_index_and_the_rest_counts() {
        var stranger = Phone.registered();
        assertThat(report(stranger, entry(alert, "opened")).getString("refused[0].code"))
                .isEqualTo("foreign");

        var result = report(
                phone,
                entry(UUID.randomUUID().toString(), "opened"),
                entry(alert, "opened", now().plus(6, ChronoUnit.MINUTES)),
                entry(alert, "opened", now().minus(61, ChronoUnit.DAYS)),
                entry(alert, "opened", now().minus(1, ChronoUnit.DAYS)),
                entry(alert, "received", now().plus(4, ChronoUnit.MINUTES)));

        assertThat(result.getInt("accepted")).isEqualTo(1);
        assertThat(result.getList("refused.index")).containsExactly(0, 1, 2, 3);
        assertThat(result.getList("refused.code")).containsExactly("foreign", "future_dated", "late", "late");
        assertThat(result.getList("refused.detail", String.class)).allMatch(detail -> detail.endsWith("."));
        assertThat(counts()).isEqualTo(Map.of("received", 1, "opened", 0, "dismissed", 0));
    }

    @Test
    void an_alert_that_does_not_exist_is_refused_like_one_that_was_sent_to_others() {
        var stranger = Phone.registered();

        var refused =
                report(stranger, entry(alert, "opened"), entry(UUID.randomUUID().toString(), "opened"));

        assertThat(refused.getString("refused[0].detail")).isEqualTo(refused.getString("refused[1].detail"));
        assertThat(refused.getString("refused[0].code")).isEqualTo(refused.getString("refused[1].code"));
    }

    @Test
    void five_hundred_fit_into_a_report_and_no_more() {
        var entries = new ArrayList<Map<String, Object>>();
        IntStream.range(0, 500).forEach(_ -> entries.add(entry(alert, "opened")));
        assertThat(report(phone, entries).getInt("duplicates")).isEqualTo(499);

        entries.add(entry(alert, "opened"));
        var tooMany = phone.as()
                .body(Map.of("deviceId", phone.id(), "receipts", entries))
                .post("/v1/receipts");

        assertThat(tooMany.statusCode()).isEqualTo(422);
        assertThat(tooMany.asString()).contains("/receipts").contains("500");
        assertThat(phone.as()
                        .body(Map.of("deviceId", phone.id(), "receipts", List.of()))
                        .post("/v1/receipts")
                        .statusCode())
                .isEqualTo(422);
    }

    @Test
    void nobody_reports_for_another_device() {
        var body = Map.of("deviceId", phone.id(), "receipts", List.of(entry(alert, "opened")));
        var unknown = Map.of("deviceId", UUID.randomUUID().toString(), "receipts", List.of(entry(alert, "opened")));

        var foreign = neighbour.as().body(body).post("/v1/receipts");
        var nobody = neighbour.as().body(unknown).post("/v1/receipts");

        assertThat(foreign.statusCode()).isEqualTo(401);
        assertThat(foreign.asString()).isEqualTo(nobody.asString());
        assertThat(given().contentType("application/json")
                        .body(body)
                        .post("/v1/receipts")
                        .asString())
                .isEqualTo(foreign.asString());
        assertThat(newsroom.as().body(body).post("/v1/receipts").statusCode()).isEqualTo(401);
        assertThat(counts()).containsEntry("opened", 0);
    }

    private Map<String, Object> counts() {
        return newsroom.as()
                .get("/v1/alerts/{alert}/receipts", alert)
                .then()
                .statusCode(200)
                .extract()
                .jsonPath()
                .getMap("");
    }

    private static JsonPath report(Phone phone, Object... entries) {
        return report(phone, List.of(entries));
    }

    private static JsonPath report(Phone phone, List<?> entries) {
        return phone.as()
                .body(Map.of("deviceId", phone.id(), "receipts", entries))
                .post("/v1/receipts")
                .then()
                .statusCode(202)
                .extract()
                .jsonPath();
    }

    private static Map<String, Object> entry(String alert, String event) {
        return entry(alert, event, now());
    }

    private static Map<String, Object> entry(String alert, String event, Instant at) {
        return Map.of("alertId", alert, "event", event, "at", at.toString());
    }

    /// The server's clock may have been moved by another test.
    private static Instant now() {
        return new io.newsbell.MovableClock().instant();
    }
}
