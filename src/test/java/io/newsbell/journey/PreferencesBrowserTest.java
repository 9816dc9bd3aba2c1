package io.newsbell.journey;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.newsbell.MovableClock;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// The preference centre in a real browser. Every change is at the server as soon as the page says so.
@QuarkusTest
class PreferencesBrowserTest {
    private static @Nullable Chromium chromium;

    @TestHTTPResource("/")
    String home = "";

    private final Newsroom newsroom = new Newsroom();
    private @Nullable OwnPages opened;
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
    void a_reader_who_follows() {
        topic = newsroom.topic("prefs", newsroom.word("prefs"));
        opened = OwnPages.of(requireNonNull(chromium).browser(), home).whoAllows();
        opened.follows(topic);
        opened.opensPreferences();
        assertThat(reader().page().locator("#own h3").first()).hasText("prefs");
    }

    @AfterEach
    void the_browser_has_nothing_to_complain_about() {
        var complaints = reader().reader().complaints();
        reader().close();
        assertThat(complaints).isEmpty();
    }

    @Test
    void level_end_and_silence_of_a_topic_are_changed_at_once() {
        reader().select("How much").selectOption("important");
        reader().seesSaved();
        assertThat(reader().asks("subscriptions").getString("subscriptions[0].level"))
                .isEqualTo("important");

        reader().select("Until").selectOption("week");
        OwnPages.until(() -> reader().asks("subscriptions").getString("subscriptions[0].until") != null);
        assertThat(reader().asks("subscriptions").getString("subscriptions[0].level"))
                .isEqualTo("important");

        reader().select("Silent").selectOption("hour");
        OwnPages.until(() -> reader().asks("mutes").getList("mutes.target").contains(topic));
        assertThat(reader().select("Silent")).hasValue("now");

        reader().select("Silent").selectOption("");
        OwnPages.until(() -> reader().asks("mutes").getList("mutes").isEmpty());
    }

    @Test
    void an_unfollow_can_be_undone_with_the_level_that_it_had() {
        reader().select("How much").selectOption("digest");
        reader().seesSaved();
        reader().page().locator(".held button").first().click();
        assertThat(reader().page().locator(".held")).containsText("You do not follow prefs any more.");
        assertThat(reader().reader().followsOnServer()).isEmpty();
        assertThat(reader().button("Undo")).isFocused();

        reader().button("Undo").click();

        assertThat(reader().select("How much")).hasValue("digest");
        assertThat(reader().reader().followsOnServer()).containsExactly(topic);
        reader().reader().opens("r/demo/topics/" + topic);
        reader().reader().sees("following");
    }

    @Test
    void a_pause_quiet_hours_caps_digests_and_languages_are_saved_with_every_change() {
        reader().button("For an hour").click();
        assertThat(reader().page().locator("strong")).containsText("Paused until");
        assertThat(Instant.parse(preferences().getString("pausedUntil")))
                .isBetween(now().plus(Duration.ofMinutes(58)), now().plus(Duration.ofMinutes(62)));
        reader().button("End the pause").click();
        assertThat(reader().button("For an hour")).isVisible();

        reader().page().getByLabel("Be quiet at night").check();
        reader().select("From").fill("23:15");
        reader().page().getByLabel("Breaking news rings all the same").uncheck();
        OwnPages.until(() -> "23:15".equals(preferences().getString("quietHours.from"))
                && !preferences().getBoolean("quietHours.breaking"));

        reader().select("In any 24 hours").selectOption("5");
        reader().select("Between two alerts").selectOption("15");
        OwnPages.until(() -> Integer.valueOf(15).equals(preferences().get("leastGapMinutes")));
        assertThat(preferences().getInt("dailyCap")).isEqualTo(5);

        reader().button("Add a time").click();
        reader().page().getByLabel("Digest 1").fill("08:45");
        OwnPages.until(() -> preferences().getList("digestTimes").contains("08:45"));

        reader().page().getByLabel("Hindi").check();
        OwnPages.until(() -> preferences().getList("languages").contains("hi"));
        assertThat(preferences().getString("quietHours.to")).isEqualTo("07:00");
        assertThat(preferences().get("pausedUntil") == null).isTrue();
    }

    @Test
    void what_was_changed_elsewhere_meanwhile_is_not_overwritten() {
        reader().prefers(Map.of("dailyCap", 3));

        reader().select("Between two alerts").selectOption("60");

        assertThat(reader().page().locator(".outcome[data-state=failed]")).containsText("changed elsewhere");
        assertThat(reader().select("In any 24 hours")).hasValue("3");
        assertThat(reader().select("Between two alerts")).hasValue("0");
        reader().select("Between two alerts").selectOption("60");
        OwnPages.until(() -> preferences().getInt("leastGapMinutes") == 60);
        assertThat(preferences().getInt("dailyCap")).isEqualTo(3);
    }

    @Test
    void a_change_that_did_not_arrive_says_so_and_is_tried_again() {
        var calls = Pattern.compile(".*/v1/devices/.*");
        reader().page().route(calls, call -> call.abort());
        reader().select("How much").selectOption("important");
        assertThat(reader().page().locator(".outcome[data-state=failed]")).containsText("Newsbell cannot be reached.");
        reader().page().unroute(calls);

        reader().button("Try again").click();

        reader().seesSaved();
        assertThat(reader().asks("subscriptions").getString("subscriptions[0].level"))
                .isEqualTo("important");
    }

    @Test
    void the_code_moves_everything_into_the_app_and_the_page_says_when_it_has() {
        reader().button("Show the code").click();
        var code = reader().page().locator(".code span[aria-hidden]");
        assertThat(code).hasText(Pattern.compile("[BCDFGHJKLMNPQRSTVWXZ]{6}"));
        assertThat(reader().page().locator(".qr svg")).isVisible();
        assertThat(reader().page().locator(".left")).containsText(Pattern.compile("Good for (09:5\\d|10:00)"));
        assertThat(reader().page().locator(".waiting")).hasText("Waiting for the app …");
        var app = Phone.registered();

        app.as()
                .body(Map.of("code", code.textContent()))
                .post("/v1/devices/{id}/handover/redeem", app.id())
                .then()
                .statusCode(200);

        assertThat(reader().page().locator(".moved")).hasText("Done: what you followed is in the app now.");
        assertThat(reader().page().locator("#follows ~ p")).containsText("You follow nothing yet");
        assertThat(app.follows()).containsExactly(topic);
        reader().reader().opens("r/demo/topics/" + topic);
        reader().reader().sees("ready");
    }

    @Test
    void the_data_can_be_taken_away() throws Exception {
        var download = reader().page()
                .waitForDownload(() -> reader().button("Download my data").click());

        assertThat(download.suggestedFilename()).isEqualTo("demo-my-data.json");
        assertThat(Files.readString(download.path())).contains(reader().id()).contains(topic);
    }

    @Test
    void forget_me_forgets_at_the_server_and_in_the_browser() {
        var id = reader().id();
        var as = reader().as();
        reader().button("Forget me").click();
        reader().button("Keep everything").click();
        assertThat(reader().page().locator("dialog")).hasCount(0);
        assertThat(reader().reader().followsOnServer()).containsExactly(topic);

        reader().button("Forget me").click();
        reader().button("Forget everything").click();

        assertThat(reader().page().locator(".empty h2")).hasText("All is forgotten");
        as.get("/v1/devices/{id}/subscriptions", id).then().statusCode(401);
        assertThat(reader().hasMemory()).isFalse();
        assertThat(reader().keptPages()).isEmpty();
        assertThat(reader().reader().endpoint()).isEmpty();

        reader().page().reload();
        assertThat(reader().page().locator(".empty h2")).hasText("You follow nothing yet");
        reader().follows(topic);
        assertThat(reader().id()).isNotEqualTo(id);
    }

    private JsonPath preferences() {
        return reader().asks("preferences");
    }

    private static Instant now() {
        return new MovableClock().instant();
    }

    private OwnPages reader() {
        return requireNonNull(opened);
    }
}
