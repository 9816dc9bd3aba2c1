package io.newsbell.journey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.newsbell.MovableClock;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Of an alert to many a sample of the phones reports that it was received. In tests many are more than 50,
/// and more than 25 reports a second are too many.
@QuarkusTest
class SampledReceiptsTest {
    private static final int MANY = 80;
    private static final String SHARE = "0.625";
    private static final Duration SOON = Duration.ofSeconds(20);

    private final Newsroom newsroom = new Newsroom();
    private final String headline = "news of " + newsroom.word("sample");
    private List<Phone> phones = List.of();
    private String alert = "";

    @BeforeEach
    void anAlertToMany() {
        var topic = newsroom.topic("sample", newsroom.word("sample"));
        phones = IntStream.range(0, MANY)
                .parallel()
                .mapToObj(_ -> Phone.following(topic))
                .toList();
        newsroom.publish(headline);
        alert = newsroom.alert(headline, "sent").getString("alertId");
    }

    @Test
    void every_message_says_who_reports_and_when_and_so_does_a_correction() {
        assertThat(phones)
                .allSatisfy(phone -> assertThat(phone.data())
                        .containsEntry("receiptShare", SHARE)
                        .containsEntry("receiptWithin", "2"));

        newsroom.as()
                .body(Map.of("title", "corrected " + headline, "body", ""))
                .post("/v1/alerts/{id}/correct", alert)
                .then()
                .statusCode(200);

        var phone = phones.getFirst();
        phone.ringsWith("corrected " + headline);
        assertThat(phone.data())
                .containsEntry("version", "2")
                .containsEntry("receiptShare", SHARE)
                .containsEntry("receiptWithin", "2");
    }

    @Test
    void a_small_alert_asks_everybody_at_once() {
        var topic = newsroom.topic("few", newsroom.word("few"));
        var few = List.of(Phone.following(topic), Phone.following(topic));
        var title = "news of " + newsroom.word("few");
        newsroom.publish(title);
        var small = newsroom.alert(title, "sent").getString("alertId");

        assertThat(few)
                .allSatisfy(phone -> assertThat(phone.data()).doesNotContainKeys("receiptShare", "receiptWithin"));
        few.forEach(phone -> phone.reports(small, "received"));
        assertThat(counts(small).<String, Object>getMap(""))
                .isEqualTo(Map.of("received", 2, "opened", 0, "dismissed", 0));
    }

    @Test
    void what_phones_out_of_the_sample_report_is_neither_kept_nor_counted_but_for_what_was_opened() {
        var asked = phones.stream().filter(this::isAsked).toList();
        var others = phones.stream().filter(phone -> !isAsked(phone)).toList();
        assertThat(asked).isNotEmpty();
        assertThat(others).isNotEmpty();

        assertThat(asked)
                .allSatisfy(phone -> assertThat(report(phone, "received"))
                        .containsEntry("accepted", 1)
                        .containsEntry("unsampled", 0));
        assertThat(others)
                .allSatisfy(phone -> assertThat(report(phone, "received", "opened"))
                        .containsEntry("accepted", 1)
                        .containsEntry("duplicates", 0)
                        .containsEntry("unsampled", 1)
                        .containsEntry("refused", List.of()));
        assertThat(report(asked.getFirst(), "received")).containsEntry("duplicates", 1);
        assertThat(report(others.getFirst(), "received")).containsEntry("unsampled", 1);

        var counts = counts(alert);
        assertThat(counts.getInt("received")).isEqualTo(estimate(asked));
        assertThat(counts.getInt("opened")).isEqualTo(others.size());
        assertThat(counts.getDouble("sample.share")).isEqualTo(Double.parseDouble(SHARE));
        assertThat(counts.getInt("sample.received")).isEqualTo(asked.size());
        assertThat(kept(others.getFirst())).containsExactly("opened");
    }

    @Test
    void the_desk_says_that_it_is_an_estimate() {
        var asked = phones.stream().filter(this::isAsked).toList();
        asked.forEach(phone -> report(phone, "received"));
        var about = "about " + estimate(asked);

        await("the receipts to be counted").atMost(SOON).untilAsserted(() -> {
            var page = page();
            assertThat(page.select("#received").text()).isEqualTo(about);
            assertThat(page.select("#sample").text()).contains("a sample of 63 % of the phones");
            assertThat(page.select("#platforms td[data-label=Received]").text()).startsWith(about + " ");
        });
    }

    @Test
    void the_service_level_counts_a_report_for_all_for_whom_it_stands() {
        var asked = phones.stream().filter(this::isAsked).toList();
        asked.forEach(phone -> report(phone, "received"));
        MovableClock.advance(Duration.ofMinutes(10).plusSeconds(1));

        await("the receipts to be counted")
                .atMost(SOON)
                .untilAsserted(() -> assertThat(serviceLevel())
                        .containsEntry("received", Math.min(MANY, estimate(asked)))
                        .containsEntry("receivedShare", Float.parseFloat(SHARE)));
    }

    private Map<String, Object> serviceLevel() {
        return newsroom.as()
                .get("/v1/service-level")
                .jsonPath()
                .getMap("alerts.find { it.alertId == '" + alert + "' }");
    }

    private static int estimate(List<Phone> asked) {
        return (int) Math.round(asked.size() / Double.parseDouble(SHARE));
    }

    /// As the README tells it to apps.
    private boolean isAsked(Phone phone) {
        try {
            var hash = MessageDigest.getInstance("SHA-256")
                    .digest((alert + ":" + phone.id()).getBytes(StandardCharsets.US_ASCII));
            var first = new BigInteger(1, Arrays.copyOf(hash, 4));
            return first.doubleValue() / Math.pow(2, 32)
                    < Double.parseDouble(Objects.requireNonNull(phone.data().get("receiptShare")));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private Map<String, Object> report(Phone phone, String... events) {
        var at = new MovableClock().instant().toString();
        var receipts = Arrays.stream(events)
                .map(event -> Map.of("alertId", alert, "event", event, "at", at))
                .toList();
        return phone.as()
                .body(Map.of("deviceId", phone.id(), "receipts", receipts))
                .post("/v1/receipts")
                .then()
                .statusCode(202)
                .extract()
                .jsonPath()
                .getMap("");
    }

    private JsonPath counts(String of) {
        return newsroom.as().get("/v1/alerts/{alert}/receipts", of).jsonPath();
    }

    /// Of a phone, as its owner may have it.
    private static List<String> kept(Phone phone) {
        return phone.as().get("/v1/devices/{id}/export", phone.id()).jsonPath().getList("devices[0].receipts.event");
    }

    private Document page() {
        return DeskBrowser.ofAnna().page(DeskBrowser.DEMO + "/alerts/" + alert);
    }
}
