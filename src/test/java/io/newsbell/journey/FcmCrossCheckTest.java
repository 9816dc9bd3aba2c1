package io.newsbell.journey;

import static io.newsbell.journey.DeskBrowser.DEMO;
import static io.newsbell.journey.DeskBrowser.assertReadable;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;

import io.newsbell.MovableClock;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What Google says that it delivered is fetched, kept and put beside what was counted here. All tests share
/// the sandbox that stands in for Google, so they look at what is added.
@QuarkusTest
class FcmCrossCheckTest {
    private static final Duration SOON = Duration.ofSeconds(30);

    @Inject
    Jdbi jdbi;

    private final Newsroom newsroom = new Newsroom();
    private final String headline = "news of " + newsroom.word("crosscheck");
    private String topic;
    private DeskBrowser anna;

    @BeforeEach
    void googleHasTheSameDayAndNothingElseIsGoingOn() {
        anna = DeskBrowser.ofAnna();
        topic = newsroom.topic("crosscheck", newsroom.word("crosscheck"));
        newsroom.waitUntilNothingIsLeftToDo();
        google(Map.of());
    }

    @AfterEach
    void googleTellsAll() {
        given().delete("/sandbox/delivery-data").then().statusCode(204);
    }

    @Test
    void what_google_took_is_what_was_counted_here() {
        imported();
        var before = today();
        var phones = List.of(Phone.following(topic), Phone.following(topic), Phone.following(topic));
        var iphone = Phone.following(topic);
        var install = iphone.install(iphone.token());
        install.put("platform", "ios");
        iphone.register(iphone.as(), install).then().statusCode(200);
        google(Map.of("fates", Map.of(iphone.token(), "not_android")));

        newsroom.publish(headline);

        assertThat(newsroom.account(headline, "sent")).containsEntry("accepted", 4);
        imported();
        var after = today();
        assertThat(after.ours() - before.ours()).isEqualTo(phones.size());
        assertThat(after.googles() - before.googles()).isEqualTo(phones.size());
    }

    @Test
    void what_google_could_not_deliver_is_told_with_its_reason() {
        var stopped = Phone.following(topic);
        Phone.following(topic);
        imported();
        var before = today();
        google(Map.of("fates", Map.of(stopped.token(), "force_stopped")));

        newsroom.publish(headline);

        assertThat(newsroom.account(headline, "sent")).containsEntry("accepted", 2);
        imported();
        var after = today();
        assertThat(after.stopped() * after.googles() - before.stopped() * before.googles())
                .isCloseTo(1, within(0.01));
        assertThat(after.delivered() * after.googles() - before.delivered() * before.googles())
                .isCloseTo(1, within(0.01));
        var page = anna.page(DEMO + "/ops");
        assertReadable(page);
        assertThat(page.select("#google-" + day() + " td[data-label=Not delivered]")
                        .text())
                .contains("app force-stopped");
    }

    @Test
    void a_correction_is_no_alert_and_is_counted_apart() {
        Phone.following(topic);
        newsroom.publish(headline);
        var id = newsroom.alert(headline, "sent").getString("alertId");
        imported();
        var before = today();

        correct(id, before.others());

        assertThat(today().googles()).isEqualTo(before.googles());
        assertThat(today().ours()).isEqualTo(before.ours());
    }

    @Test
    void another_import_changes_no_row_whatever_the_size_of_googles_pages() {
        Phone.following(topic);
        newsroom.publish(headline);
        correct(newsroom.alert(headline, "sent").getString("alertId"), today().others());
        var rows = rows();

        google(Map.of("pageSize", 1));
        imported();

        assertThat(rows).hasSizeGreaterThan(1);
        assertThat(rows()).isEqualTo(rows);
    }

    @Test
    void who_may_not_read_it_is_told_what_to_do_and_nothing_is_lost() {
        imported();
        var days = check().getList("days");

        google(Map.of("refusal", "service_disabled"));
        imported();

        assertThat(check().getString("trouble")).contains("Enable the Firebase Cloud Messaging Data API");
        assertThat(anna.page(DEMO + "/ops").select("#google-trouble").text()).contains("Enable the Firebase");
        google(Map.of("refusal", "permission_denied"));
        imported();
        assertThat(check().getString("trouble"))
                .contains("Firebase Cloud Messaging API Viewer")
                .contains("fcmdata.deliverydata.list");
        assertThat(check().getList("days")).hasSameSizeAs(days);
        google(Map.of());
        imported();
        assertThat(check().getString("trouble")).isNull();
    }

    /// Until Google has counted that, too.
    private void correct(String alert, double othersBefore) {
        newsroom.as()
                .body(Map.of("title", "Corrected " + headline, "body", ""))
                .post("/v1/alerts/{id}/correct", alert)
                .then()
                .statusCode(200);
        await("Google to count it").atMost(SOON).untilAsserted(() -> {
            imported();
            assertThat(today().others()).isGreaterThan(othersBefore);
        });
    }

    private void imported() {
        var before = check().getString("triedAt");
        MovableClock.advance(Duration.ofMillis(1));
        anna.post(DEMO + "/ops/import", Map.of()).then().statusCode(303);
        await("the import to end")
                .atMost(SOON)
                .until(() -> check().getString("triedAt"), tried -> tried != null && !tried.equals(before));
    }

    /// The days of Google must be those of the clock that tests move.
    private static void google(Map<String, ?> settings) {
        var all = new LinkedHashMap<String, Object>(settings);
        all.put("aheadSeconds", MovableClock.ahead().toSeconds());
        given().contentType("application/json")
                .body(all)
                .put("/sandbox/delivery-data")
                .then()
                .statusCode(204);
    }

    private JsonPath check() {
        return newsroom.as()
                .get("/v1/service-level/fcm")
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();
    }

    private static LocalDate day() {
        return LocalDate.ofInstant(new MovableClock().instant(), ZoneId.of("America/Los_Angeles"));
    }

    private Figures today() {
        var day = check().param("day", day().toString());
        var at = "days.find { it.day == day }";
        return new Figures(
                number(day, at + "?.accepted ?: 0"),
                number(day, at + "?.google?.messages ?: 0"),
                number(day, at + "?.google?.delivered ?: 0"),
                number(day, at + "?.google?.droppedAppForceStopped ?: 0"),
                number(day, at + "?.others ?: 0"));
    }

    private static double number(JsonPath day, String path) {
        return day.getDouble(path);
    }

    private List<Map<String, Object>> rows() {
        return jdbi.withHandle(db -> db.createQuery(
                        "SELECT day, label, messages, percents::text, changed_at FROM fcm_report ORDER BY day, label")
                .mapToMap()
                .list());
    }

    private record Figures(double ours, double googles, double delivered, double stopped, double others) {}
}
