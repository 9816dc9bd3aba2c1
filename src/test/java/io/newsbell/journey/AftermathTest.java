package io.newsbell.journey;

import static io.restassured.RestAssured.given;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.newsbell.MovableClock;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import org.jdbi.v3.core.Jdbi;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What the desk shows of an alert that went out, against what phones really did.
@QuarkusTest
class AftermathTest {
    private static final String ABOUT_THE_SAME = "about one of its topics";
    private static final Duration SOON = Duration.ofSeconds(20);
    private static final Duration MORE_THAN_AN_HOUR = Duration.ofMinutes(66);

    /// Who turns away in the second in which it rings is not counted.
    private static final Duration NOTICED = Duration.ofSeconds(2);

    @Inject
    Jdbi jdbi;

    private final Newsroom newsroom = new Newsroom();
    private final String topic = "aftermath-" + newsroom.mark();
    private int sent;

    @BeforeEach
    void aTopic() {
        newsroom.topic("aftermath", newsroom.word("aftermath"));
    }

    @AfterEach
    void nothingIsLeft() {
        RestAssured.delete("/sandbox/levers");
        newsroom.waitUntilNothingIsLeftToDo();
    }

    @Test
    void how_an_alert_went_out_is_known_though_nobody_watched() {
        var phones = follow(12);
        phones.getLast().lever("{\"lever\":\"delay\",\"delayMs\":2500}");

        // It is looked at once a second, and takes little longer than one until the answer is given up.
        var alert = await("one that was looked at while it went out")
                .atMost(Duration.ofMinutes(1))
                .until(this::send, sent -> tried(sent).contains(11L));

        assertThat(tried(alert)).hasSizeBetween(1, 6);
        var page = page(alert);
        assertThat(page.select("#pace").text()).startsWith("90 in 100 were through after ");
        assertThat(requireNonNull(page.selectFirst("polyline.line"))
                        .attr("points")
                        .split(" "))
                .hasSizeGreaterThan(2);
    }

    @Test
    void outcomes_and_receipts_are_told_by_platform() {
        var androids = follow(4);
        var iphones = IntStream.range(0, 2).mapToObj(_ -> iphone()).toList();
        androids.getLast().lever("{\"lever\":\"unregistered\"}");

        var alert = send();

        androids.getFirst().opens(alert);
        iphones.forEach(phone -> report(phone, alert, "received"));
        iphones.getFirst().opens(alert);
        report(iphones.getLast(), alert, "dismissed");
        await("the receipts to be counted").atMost(SOON).untilAsserted(() -> {
            var page = page(alert);
            assertThat(figure(page, "received")).isEqualTo(2);
            assertThat(figure(page, "opened")).isEqualTo(2);
            assertThat(figure(page, "dismissed")).isEqualTo(1);
            assertThat(platform(page, "Android")).containsExactly("4", "3", "0", "1", "0", "0", "0 0 %", "1 33 %");
            assertThat(platform(page, "iOS")).containsExactly("2", "2", "0", "0", "0", "0", "2 100 %", "1 50 %");
        });
    }

    @Test
    void who_turns_away_within_an_hour_is_counted_once_for_each_reason() {
        var phones = follow(7);
        var stranger = follow(1).getFirst();
        stranger.unfollow(topic);
        var alert = send();
        var tomorrow = now().plus(Duration.ofDays(1));
        stranger.follow(topic, "every");
        stranger.unfollow(topic);

        phones.get(0).unfollow(topic);
        phones.get(0).unfollow(topic);
        phones.get(1)
                .as()
                .body(Map.of("subscriptions", List.of()))
                .put("/v1/devices/{id}/subscriptions", phones.get(1).id())
                .then()
                .statusCode(200);
        phones.get(2).mute(topic, tomorrow).then().statusCode(200);
        phones.get(2).mute(topic, tomorrow.plusSeconds(60)).then().statusCode(200);
        phones.get(3).mute(phones.get(3).story(), tomorrow).then().statusCode(200);
        phones.get(4).prefer(Map.of("pausedUntil", tomorrow.toString()));
        phones.get(4).prefer(Map.of("pausedUntil", tomorrow.plusSeconds(60).toString()));
        phones.get(5).prefer(Map.of("dailyCap", 3));
        MovableClock.advance(MORE_THAN_AN_HOUR);
        phones.get(6).unfollow(topic);

        var page = page(alert);
        assertThat(figure(page, "unfollows")).isEqualTo(2);
        assertThat(figure(page, "mutes")).isEqualTo(2);
        assertThat(figure(page, "pauses")).isEqualTo(1);
    }

    @Test
    void of_two_alerts_the_later_one_made_readers_turn_away() {
        var phones = follow(2);
        var first = send();
        phones.getFirst().unfollow(topic);
        var second = send();
        phones.getLast().unfollow(topic);

        assertThat(figure(page(first), "unfollows")).isEqualTo(1);
        assertThat(figure(page(second), "unfollows")).isEqualTo(1);
    }

    @Test
    void of_many_who_unfollow_at_once_each_is_counted_and_none_is_known() {
        var phones = follow(40);
        var alert = send();

        phones.parallelStream().forEach(phone -> phone.unfollow(topic));

        assertThat(figure(page(alert), "unfollows")).isEqualTo(40);
        phones.forEach(phone -> phone.as().delete("/v1/devices/{id}", phone.id()));
        assertThat(figure(page(alert), "unfollows")).isEqualTo(40);
    }

    @Test
    void of_many_who_mute_or_pause_at_once_each_is_counted() {
        var phones = follow(60);
        var alert = send();
        var tomorrow = now().plus(Duration.ofDays(1));

        IntStream.range(0, phones.size()).parallel().forEach(i -> {
            if (i % 2 == 0) {
                phones.get(i).mute(topic, tomorrow).then().statusCode(200);
            } else {
                phones.get(i).prefer(Map.of("pausedUntil", tomorrow.toString()));
            }
        });

        var page = page(alert);
        assertThat(figure(page, "mutes")).isEqualTo(30);
        assertThat(figure(page, "pauses")).isEqualTo(30);
        assertThat(rows(alert)).isGreaterThan(2);
    }

    /// What is counted at once is not counted in one row.
    private int rows(String alert) {
        return jdbi.withHandle(
                db -> db.select("SELECT count(*) FROM alert_reaction_shard WHERE alert_id = ?::uuid", alert)
                        .mapTo(Integer.class)
                        .one());
    }

    @Test
    void what_an_older_version_counts_meanwhile_is_added() {
        var phones = follow(1);
        var alert = send();
        phones.getFirst().unfollow(topic);

        IntStream.range(0, 2).forEach(_ -> jdbi.useHandle(db -> db.execute("""
                        INSERT INTO alert_reaction (alert_id, kind, times) VALUES (?::uuid, 'UNFOLLOW', 1)
                        ON CONFLICT (alert_id, kind) DO UPDATE SET times = alert_reaction.times + 1""", alert)));

        assertThat(figure(page(alert), "unfollows")).isEqualTo(3);
    }

    @Test
    void an_alert_whose_first_hour_cannot_be_counted_hides_no_other() {
        follow(1);
        var bad = send();
        var good = send();
        refuseFirstHourOf(bad);
        try {
            MovableClock.advance(MORE_THAN_AN_HOUR);
            await("the other one to be counted").atMost(SOON).until(() -> counted(good) == 1);
            assertThat(counted(bad)).isZero();
        } finally {
            jdbi.useHandle(db -> db.execute("DROP TRIGGER refuse_one ON alert_first_hour"));
        }

        MovableClock.advance(MORE_THAN_AN_HOUR);
        await("it to be counted later").atMost(SOON).until(() -> counted(bad) == 1);
    }

    private void refuseFirstHourOf(String alert) {
        jdbi.useHandle(db -> {
            db.execute("""
                    CREATE OR REPLACE FUNCTION refuse_one() RETURNS trigger LANGUAGE plpgsql AS
                        'BEGIN RAISE EXCEPTION ''this one is bad''; END'""");
            db.execute("""
                    CREATE TRIGGER refuse_one BEFORE INSERT ON alert_first_hour
                        FOR EACH ROW WHEN (NEW.alert_id = '%s') EXECUTE FUNCTION refuse_one()""".formatted(alert));
        });
    }

    @Test
    void an_alert_stands_beside_those_about_the_same_when_there_are_three() {
        var phones = follow(4);
        sentAndOpenedBy(phones.subList(0, 2), 3);
        MovableClock.advance(MORE_THAN_AN_HOUR);
        var weak = sentAndOpenedBy(phones.subList(0, 1), 1).getFirst();
        var strong = sentAndOpenedBy(phones, 1).getFirst();
        phones.getFirst().unfollow(topic);

        var early = await("the first hours to be counted")
                .atMost(SOON)
                .until(
                        this::lookAtTheNext,
                        page -> page.select("#beside .foot").text().contains(ABOUT_THE_SAME));
        assertThat(line(early, "Opened")).containsExactly("0 %", "50 %", "so far");

        MovableClock.advance(MORE_THAN_AN_HOUR);
        await("their own hours to be counted").atMost(SOON).until(() -> counted(weak) + counted(strong) == 2);
        assertThat(line(page(weak), "Opened")).containsExactly("25 %", "50 %", "less than usual");
        assertThat(line(page(weak), "Received")).containsExactly("0 %", "0 %", "as usual");
        assertThat(line(page(weak), "Turned away, of 1,000")).containsExactly("0.0", "0.0", "as usual");
        assertThat(line(page(strong), "Opened")).containsExactly("100 %", "50 %", "more than usual");
        assertThat(line(page(strong), "Turned away, of 1,000")).containsExactly("250.0", "0.0", "more than usual");
        assertThat(page(strong).select("#beside .foot").text()).contains(ABOUT_THE_SAME);
    }

    /// One that nobody has looked at before: what it is compared with is kept for some seconds.
    private Document lookAtTheNext() {
        return page(send());
    }

    private List<String> sentAndOpenedBy(List<Phone> phones, int times) {
        return IntStream.range(0, times)
                .mapToObj(_ -> {
                    var alert = send();
                    phones.forEach(phone -> phone.opens(alert));
                    return alert;
                })
                .toList();
    }

    private int counted(String alert) {
        return jdbi.withHandle(db -> db.select("SELECT count(*) FROM alert_first_hour WHERE alert_id = ?::uuid", alert)
                .mapTo(Integer.class)
                .one());
    }

    private List<Phone> follow(int count) {
        return IntStream.range(0, count).mapToObj(_ -> Phone.following(topic)).toList();
    }

    private Phone iphone() {
        var phone = Phone.fresh();
        var install = phone.install(phone.token());
        install.put("platform", "ios");
        phone.keepSecret(phone.register(given(), install)).then().statusCode(201);
        phone.follow(topic, "every");
        return phone;
    }

    /// Publishes an article of its own event.
    ///
    /// @return the alert, when all have been told
    private List<Long> tried(String alert) {
        return jdbi.withHandle(db -> db.select(
                        "SELECT tried FROM wave_pace JOIN wave ON wave.id = wave_id WHERE alert_id = ?::uuid", alert)
                .mapTo(Long.class)
                .list());
    }

    private String send() {
        var headline = "%s %s %d"
                .formatted(UUID.randomUUID().toString().replace("-", " "), newsroom.word("aftermath"), sent++);
        newsroom.publish(headline);
        var alert = newsroom.alert(headline, "sent").getString("alertId");
        MovableClock.advance(NOTICED);
        return alert;
    }

    private static void report(Phone phone, String alert, String event) {
        phone.as()
                .body(Map.of(
                        "deviceId",
                        phone.id(),
                        "receipts",
                        List.of(Map.of("alertId", alert, "event", event, "at", now().toString()))))
                .post("/v1/receipts")
                .then()
                .statusCode(202);
    }

    private static Instant now() {
        return new MovableClock().instant();
    }

    private static Document page(String alert) {
        var page = DeskBrowser.ofAnna().page(DeskBrowser.DEMO + "/alerts/" + alert);
        DeskBrowser.assertReadable(page);
        return page;
    }

    private static int figure(Document page, String id) {
        return Integer.parseInt(page.select("#" + id).text());
    }

    private static List<String> platform(Document page, String name) {
        return cells(page, "#platforms", name);
    }

    private static List<String> line(Document page, String what) {
        return cells(page, "#beside", what);
    }

    private static List<String> cells(Document page, String table, String row) {
        return page.select(table + " tbody tr").stream()
                .filter(each -> each.select("th").text().equals(row))
                .flatMap(each -> each.select("td").stream().map(Element::text))
                .toList();
    }
}
