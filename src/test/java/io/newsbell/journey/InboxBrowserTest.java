package io.newsbell.journey;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static io.restassured.RestAssured.given;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// The inbox in a real browser: with what was told, and without leave to tell anything.
@QuarkusTest
class InboxBrowserTest {
    private static final Duration SOON = Duration.ofSeconds(20);

    private static @Nullable Chromium chromium;

    @TestHTTPResource("/")
    String home = "";

    private final Newsroom newsroom = new Newsroom();
    private final List<OwnPages> readers = new ArrayList<>();
    private String topic = "";

    @BeforeAll
    static void startBrowser() {
        chromium = Chromium.start();
    }

    @AfterAll
    static void closeBrowser() {
        if (chromium != null) {
            chromium.close();
        }
    }

    @BeforeEach
    void a_topic() {
        topic = newsroom.topic("inbox", newsroom.word("inbox"));
    }

    @AfterEach
    void the_browser_has_nothing_to_complain_about() {
        var complaints = readers.stream()
                .flatMap(reader -> reader.reader().complaints().stream())
                .toList();
        readers.forEach(OwnPages::close);
        assertThat(complaints).isEmpty();
    }

    @Test
    void what_was_told_stands_there_with_its_reason_and_opening_it_is_reported() {
        var reader = whoFollows();
        var headline = publish("first");
        reader.waitsForItems(1);

        reader.opensInbox();

        assertThat(reader.items()).hasCount(1);
        assertThat(reader.items().first()).containsText(headline);
        assertThat(reader.items().first().locator(".fresh")).hasText("New");
        assertThat(reader.page().locator(".told h2").first()).hasText("today");
        var why = reader.page().locator(".told li button").first();
        why.click();
        assertThat(why).hasAttribute("aria-expanded", "true");
        assertThat(reader.items().first().locator(".why"))
                .hasText("Because you follow inbox. In the article: " + newsroom.word("inbox") + ".");

        reader.page().locator(".told h3 a").first().click();

        assertThat(reader.page()).hasURL(Pattern.compile(".*/demo/article\\?sample=heat.*"));
        var alert = newsroom.alert(headline, "sent").getString("alertId");
        reportsOpened(alert);
        reader.opensInbox();
        assertThat(reader.items()).hasCount(1);
        assertThat(reader.items().first().locator(".fresh")).hasCount(0);
    }

    @Test
    void an_inbox_that_is_open_shows_what_is_pushed_meanwhile() {
        var reader = whoFollows();
        reader.opensInbox();
        assertThat(reader.page().locator(".empty h2")).hasText("Nothing yet");
        var headline = publish("live");

        reader.reader().receives(reader.reader().isPushed(1));

        assertThat(reader.items().first()).containsText(headline);
    }

    @Test
    void without_a_network_the_last_list_is_shown_and_what_is_opened_is_reported_later() {
        var reader = whoFollows();
        var headline = publish("offline");
        reader.waitsForItems(1);
        reader.opensInbox();
        assertThat(reader.items()).hasCount(1);
        reader.reader().isOffline();

        reader.page().reload();

        assertThat(reader.items().first()).containsText(headline);
        assertThat(reader.page().locator(".notice")).containsText("You are offline. This is your list as of");
        reader.page()
                .evaluate(
                        "document.querySelector('.told a').addEventListener('click', (event) => event.preventDefault())");
        reader.page().locator(".told h3 a").first().click();
        assertThat(reader.items().first().locator(".fresh")).hasCount(0);

        reader.reader().isOnline();

        reportsOpened(newsroom.alert(headline, "sent").getString("alertId"));
        assertThat(reader.page().locator(".notice")).isHidden();
    }

    @Test
    void older_pages_come_on_demand() {
        var reader = whoFollows();
        for (int i = 0; i < 23; i++) {
            newsroom.send(Map.of(
                            "level", "top", "title", "Number " + i + " " + newsroom.mark(), "topics", List.of(topic)))
                    .then()
                    .statusCode(202);
        }
        reader.waitsForItems(23);
        reader.opensInbox();
        assertThat(reader.items()).hasCount(20);

        reader.button("Older").click();

        assertThat(reader.items()).hasCount(23);
        assertThat(reader.button("Older")).isHidden();
        assertThat(reader.page().locator("#said")).hasText("3 older alerts.");
        reader.page().evaluate("dispatchEvent(new Event('online'))");
        assertThat(reader.items()).hasCount(23);

        newsroom.send(Map.of("level", "top", "title", "Number 23 " + newsroom.mark(), "topics", List.of(topic)))
                .then()
                .statusCode(202);
        reader.waitsForItems(24);
        reader.opensInbox();
        assertThat(reader.items()).hasCount(20);
        reader.button("Older").click();
        assertThat(reader.items()).hasCount(24);
    }

    @Test
    void an_alert_that_was_taken_back_says_so_and_leads_nowhere() {
        var reader = whoFollows();
        var headline = publish("recalled");
        var alert = newsroom.alert(headline, "sent").getString("alertId");
        newsroom.as().post("/v1/alerts/{id}/recall", alert).then().statusCode(200);

        reader.opensInbox();

        assertThat(reader.items().first().locator(".mark")).hasText("Taken back by the newsroom");
        assertThat(reader.items().first().locator("a")).hasCount(0);
    }

    @Test
    void a_browser_that_the_server_has_forgotten_is_registered_anew_with_what_it_followed() {
        var reader = whoFollows();
        var before = reader.id();
        reader.as().delete("/v1/devices/{id}", before).then().statusCode(204);

        reader.opensInbox();

        assertThat(reader.page().locator(".empty h2")).hasText("Nothing yet");
        assertThat(reader.id()).isNotEqualTo(before);
        assertThat(reader.reader().followsOnServer()).containsExactly(topic);
    }

    @Test
    void one_that_may_not_notify_any_more_says_what_brings_it_back() {
        var reader = whoFollows();
        reader.as().delete("/v1/devices/{id}", reader.id()).then().statusCode(204);
        reader.whoHasBlocked();

        reader.opensInbox();

        assertThat(reader.page().locator(".notice")).containsText("This browser is not known any more.");
    }

    @Test
    void who_has_blocked_notifications_reads_topics_all_the_same() {
        var headline = publish("blocked");
        await("the topic's page")
                .atMost(SOON)
                .until(() -> given().get("/r/demo/topics/{topic}/latest", topic)
                                .jsonPath()
                                .getList("news")
                                .size()
                        == 1);
        var reader = reader().whoHasBlocked().opensInbox();
        assertThat(reader.page().locator(".empty h2")).hasText("This browser cannot notify you");

        reader.page().getByLabel("Find topics").fill("inbox");
        reader.button("inbox").first().click();

        assertThat(reader.items()).hasCount(1);
        assertThat(reader.items().first()).containsText(headline);
        assertThat(reader.reader().remembers("self")).isNull();
        reader.page().locator(".told li button").first().click();
        assertThat(reader.items().first().locator(".why")).hasText("Because you read inbox here.");

        reader.button("inbox").first().click();
        assertThat(reader.items()).hasCount(0);
        reader.page().waitForCondition(() -> !reader.hasMemory());
    }

    @Test
    void the_button_of_a_browser_without_push_leads_to_the_inbox_which_asks_before_it_keeps_anything() {
        var reader = reader();
        reader.reader().context().addInitScript("delete window.PushManager");
        reader.reader().opens("r/demo/topics/" + topic + "?lang=en");
        reader.reader().sees("unsupported");
        assertThat(reader.reader().button()).hasText("Read inbox without notifications");

        reader.reader().button().click();

        assertThat(reader.page().locator(".notice").first()).containsText("Read what is new about inbox here");
        assertThat(reader.hasMemory()).isFalse();
        reader.button("Yes, keep it here").click();
        assertThat(reader.page().locator("#said")).hasText("It is on your list.");
        reader.opensPreferences();
        assertThat(reader.page().locator("#kept")).hasText("Read here without notifications");
        assertThat(reader.page().locator("#own li")).containsText("inbox");
    }

    @Test
    void of_who_follows_nothing_nothing_is_stored() {
        var reader = reader().opensInbox();
        assertThat(reader.page().locator(".empty h2")).hasText("You follow nothing yet");
        assertThat(reader.page().locator(".empty a")).hasAttribute("href", "/r/demo/");
        assertThat(reader.hasMemory()).isFalse();

        reader.opensPreferences();

        assertThat(reader.page().locator(".empty h2")).hasText("You follow nothing yet");
        assertThat(reader.hasMemory()).isFalse();
    }

    private String publish(String name) {
        var headline = newsroom.word("inbox") + " " + name + " " + UUID.randomUUID();
        newsroom.publish(headline, "url", home + "demo/article?sample=heat&edition=" + UUID.randomUUID());
        return headline;
    }

    private void reportsOpened(String alert) {
        await("the report")
                .atMost(SOON)
                .until(() -> newsroom.as()
                                .get("/v1/alerts/{id}/receipts", alert)
                                .jsonPath()
                                .getInt("opened")
                        == 1);
    }

    private OwnPages whoFollows() {
        var reader = reader().whoAllows();
        reader.follows(topic);
        return reader;
    }

    private OwnPages reader() {
        var reader = OwnPages.of(requireNonNull(chromium).browser(), home);
        readers.add(reader);
        return reader;
    }
}
