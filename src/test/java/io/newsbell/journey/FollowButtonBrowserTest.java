package io.newsbell.journey;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import io.newsbell.app.Apps;
import io.newsbell.audit.Actor;
import io.newsbell.webpush.VapidKeys;
import io.quarkus.arc.Arc;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// A reader on an article's page follows with one tap, in a real browser with a real service worker.
@QuarkusTest
class FollowButtonBrowserTest {
    private static final String COUNT_QUESTIONS = """
            window.questions = 0;
            Object.defineProperty(Notification, "permission", { get: () => window.permission ?? "default" });
            Notification.requestPermission = async () => {
              window.questions++;
              return window.permission = window.answer ?? "granted";
            };""";

    private static @Nullable Chromium chromium;

    @TestHTTPResource("/")
    String home = "";

    private final Newsroom newsroom = new Newsroom();
    private final List<WebReader> readers = new ArrayList<>();
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
        topic = newsroom.topic("web", newsroom.word("web"));
    }

    @AfterEach
    void the_browser_has_nothing_to_complain_about() {
        var complaints =
                readers.stream().flatMap(reader -> reader.complaints().stream()).toList();
        readers.forEach(WebReader::close);
        assertThat(complaints).isEmpty();
    }

    @Test
    void one_tap_on_the_article_follows_and_another_one_unfollows_and_can_be_undone() {
        var reader = reader().whoAllows();
        reader.opensArticleAbout(topic);
        reader.sees("ready");
        assertThat(reader.button()).hasText("Follow web");
        assertThat(reader.button()).hasAttribute("aria-pressed", "false");
        assertThat(reader.note()).containsText("An alert when there is news.");

        reader.taps();

        reader.sees("following");
        assertThat(reader.button()).hasText("Following web");
        assertThat(reader.button()).hasAttribute("aria-pressed", "true");
        assertThat(reader.followsOnServer()).containsExactly(topic);

        reader.button().click();
        reader.sees("ready");
        assertThat(reader.note()).containsText("You do not follow web any more.");
        assertThat(reader.followsOnServer()).isEmpty();

        reader.more("Undo").click();
        reader.sees("following");
        assertThat(reader.button()).isFocused();
        assertThat(reader.followsOnServer()).containsExactly(topic);
    }

    @Test
    void the_follow_is_there_again_after_a_reload() {
        var reader = reader().whoAllows();
        reader.follows(topic);

        reader.page().reload();

        reader.sees("following");
        assertThat(reader.followsOnServer()).containsExactly(topic);
    }

    @Test
    void permission_is_asked_for_only_after_the_tap_and_only_once() {
        var reader = reader();
        reader.context().addInitScript(COUNT_QUESTIONS);
        reader.opensArticleAbout(topic);
        reader.sees("ready");
        assertThat(reader.page().evaluate("window.questions")).isEqualTo(0);

        reader.taps();
        reader.sees("following");
        reader.button().click();
        reader.sees("ready");
        reader.taps();
        reader.sees("following");

        assertThat(reader.page().evaluate("window.questions")).isEqualTo(1);
    }

    @Test
    void who_does_not_answer_the_question_has_changed_nothing() {
        var reader = reader();
        reader.context().addInitScript(COUNT_QUESTIONS + "window.answer = 'default';");
        reader.opensArticleAbout(topic);

        reader.taps();

        assertThat(reader.note()).hasText("Nothing was changed. You can follow at any time.");
        reader.sees("ready");
        assertThat(reader.page().evaluate("async () => (await indexedDB.databases()).length"))
                .isEqualTo(0);
    }

    @Test
    void a_blocked_permission_is_explained_and_its_end_is_noticed() {
        var reader = reader();
        reader.context().addInitScript(COUNT_QUESTIONS + "window.answer = 'denied';");
        reader.opensArticleAbout(topic);
        reader.taps();
        reader.sees("blocked");
        assertThat(reader.note()).containsText("Notifications are blocked in this browser.");

        reader.more("How to allow them").click();
        var dialog = reader.page().locator("newsbell-follow dialog");
        assertThat(dialog).containsText("switch Notifications on");
        reader.page().keyboard().press("Escape");
        assertThat(dialog).hasCount(0);

        reader.page().evaluate("""
                () => {
                  window.permission = "granted";
                  document.dispatchEvent(new Event("visibilitychange"));
                }""");
        reader.sees("ready");
        reader.taps();
        reader.sees("following");
    }

    @Test
    void two_tabs_stay_in_step() {
        var reader = reader().whoAllows();
        reader.opensArticleAbout(topic);
        var other = reader.anotherTab();
        other.navigate(home + "demo/article?topic=" + topic);
        WebReader.sees(other, "ready");

        reader.taps();
        WebReader.sees(other, "following");

        WebReader.button(other).click();
        reader.sees("ready");
        assertThat(reader.followsOnServer()).isEmpty();
    }

    @Test
    void two_tabs_that_follow_at_the_same_moment_are_one_device() {
        var reader = reader().whoAllows();
        var second = newsroom.topic("second", newsroom.word("second"));
        reader.opensArticleAbout(topic);
        var other = reader.anotherTab();
        other.navigate(home + "demo/article?topic=" + second);
        WebReader.sees(other, "ready");
        reader.sees("ready");

        reader.button().evaluate("button => setTimeout(() => button.click(), 50)");
        WebReader.button(other).evaluate("button => setTimeout(() => button.click(), 50)");

        reader.sees("following");
        WebReader.sees(other, "following");
        assertThat(reader.followsOnServer()).containsExactlyInAnyOrder(topic, second);
    }

    @Test
    void who_taps_without_a_network_follows_when_it_is_back() {
        var reader = reader().whoAllows();
        reader.opensArticleAbout(topic);
        reader.sees("ready");
        reader.context().setOffline(true);

        reader.taps();
        reader.sees("offline");
        assertThat(reader.note()).containsText("You are offline.");

        reader.context().setOffline(false);
        reader.sees("following");
        assertThat(reader.followsOnServer()).containsExactly(topic);
    }

    @Test
    void who_unfollows_without_a_network_is_shown_as_following_until_it_is_done() {
        var reader = reader().whoAllows();
        reader.follows(topic);
        reader.context().setOffline(true);

        reader.button().click();
        reader.sees("offline");
        assertThat(reader.button()).hasText("Following web");
        assertThat(reader.button()).hasAttribute("aria-pressed", "true");

        reader.context().setOffline(false);
        reader.sees("ready");
        assertThat(reader.followsOnServer()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "en, 3.2, About 3 alerts a week. One tap ends it.",
        "en, 1, About 1 alert a week. One tap ends it.",
        "en, 0.3, Less than one alert a week. One tap ends it.",
        "hi, 12, हफ़्ते में करीब 12 अलर्ट। एक टैप से बंद।",
        "ar, 2, نحو تنبيهين في الأسبوع. تنهيها بلمسة."
    })
    void it_says_what_following_brings(String language, double weekly, String note) {
        DeskScene.database().useHandle(db -> db.execute("""
                INSERT INTO topic_figures (topic_id, followers, weekly_every, weekly_important, counted_at)
                SELECT id, 0, ?, 0, now() FROM topic WHERE slug = ?""", weekly, topic));
        var reader = reader(new Browser.NewContextOptions().setLocale(language));
        reader.opensArticleAbout(topic);
        reader.page().evaluate("language => document.querySelector('newsbell-follow').lang = language", language);

        assertThat(reader.note()).hasText(note);
    }

    @Test
    void a_worker_that_the_publisher_has_already_stays() {
        var reader = reader().whoAllows();
        reader.opensArticleAbout(topic);
        reader.page().evaluate("async () => { await navigator.serviceWorker.register('/newsbell-worker.js?theirs'); }");
        reader.page().waitForCondition(() -> (Boolean) reader.page()
                .evaluate("async () => Boolean((await navigator.serviceWorker.getRegistration())?.active)"));

        reader.taps();
        reader.sees("following");

        assertThat(reader.page().evaluate("""
                async () => (await navigator.serviceWorker.getRegistrations())
                  .map(({ scope, active }) => `${new URL(scope).pathname} ${new URL(active.scriptURL).search}`).sort()""")).isEqualTo(List.of("/ ?theirs", "/newsbell/ "));
        assertThat(reader.followsOnServer()).containsExactly(topic);
    }

    @Test
    void an_error_of_the_server_can_be_tried_again() {
        var reader = reader().whoAllows();
        reader.opensArticleAbout(topic);
        reader.page()
                .route(
                        "**/v1/web/demo",
                        call -> call.fulfill(
                                new Route.FulfillOptions().setStatus(503).setBody("{}")));
        reader.taps();
        reader.sees("error");
        assertThat(reader.complaints()).allMatch(text -> text.contains("503"));

        reader.page().unroute("**/v1/web/demo");
        reader.more("Try again").click();

        reader.sees("following");
        readers.remove(reader);
        reader.close();
    }

    @Test
    void a_device_that_the_server_has_forgotten_comes_back_with_its_follows() {
        var reader = reader().whoAllows();
        var second = newsroom.topic("second", newsroom.word("second"));
        reader.follows(topic);
        var before = reader.self();
        RestAssured.given()
                .header("Authorization", "Bearer " + before.get("secret"))
                .delete("/v1/devices/{id}", before.get("deviceId"))
                .then()
                .statusCode(204);

        reader.follows(second);

        assertThat(reader.self().get("deviceId")).isNotEqualTo(before.get("deviceId"));
        assertThat(reader.followsOnServer()).containsExactlyInAnyOrder(topic, second);
    }

    @Test
    void a_changed_key_of_the_publisher_makes_the_page_subscribe_anew() {
        var reader = reader().whoAllows();
        reader.follows(topic);
        var before = reader.endpoint();
        rotateKey();

        // The configuration may be a minute old in the browser's cache.
        reader.context().newCDPSession(reader.page()).send("Network.clearBrowserCache");
        reader.page().reload();

        reader.page()
                .waitForCondition(() ->
                        !before.equals(reader.endpoint()) && !reader.endpoint().isEmpty());
        reader.sees("following");
        var title = newsroom.word("web") + " " + UUID.randomUUID();
        newsroom.publish(title);
        assertThat(reader.isPushed(1)).containsEntry("title", title);
        assertThat(reader.followsOnServer()).containsExactly(topic);
    }

    @Test
    void the_keyboard_is_enough() {
        var reader = reader().whoAllows();
        reader.opensArticleAbout(topic);
        reader.sees("ready");
        var keys = reader.page().keyboard();

        for (int presses = 0; presses < 20 && !isFocused(reader); presses++) {
            keys.press("Tab");
        }
        assertThat(reader.button()).isFocused();
        keys.press("Space");
        reader.sees("following");
        assertThat(reader.button()).isFocused();
        keys.press("Enter");
        reader.sees("ready");
        keys.press("Tab");
        assertThat(reader.more("Undo")).isFocused();
        keys.press("Enter");
        reader.sees("following");
    }

    @Test
    void a_screen_reader_is_told_what_the_tap_has_done() {
        var reader = reader().whoAllows();
        reader.opensArticleAbout(topic);
        var said = reader.page().locator("newsbell-follow [role=status]");
        reader.sees("ready");
        assertThat(said).hasText("");

        reader.taps();

        assertThat(said).hasText("Following web");
    }

    @Test
    void a_browser_without_push_says_so_and_leads_to_the_app_or_else_to_the_topics_page() {
        var reader = reader();
        reader.context().addInitScript("delete window.PushManager");
        reader.opensArticleAbout(topic);
        reader.sees("unsupported");
        assertThat(reader.note()).hasText("This browser cannot show notifications.");
        assertThat(reader.button()).hasText("See all about web");
        assertThat(reader.button()).hasAttribute("href", home + "r/demo/topics/" + topic + "?lang=en");

        reader.page()
                .route(
                        "**/v1/web/demo",
                        call -> call.fulfill(new Route.FulfillOptions()
                                .setContentType("application/json")
                                .setBody("{\"appLink\":\"https://news.example/app/{topic}\"}")));
        reader.page().reload();

        assertThat(reader.button()).hasAttribute("href", "https://news.example/app/" + topic);
        assertThat(reader.button()).hasText("Follow web in the app");
    }

    @Test
    void on_an_iphone_outside_of_the_home_screen_it_says_how_to_get_there() {
        var reader = reader();
        reader.context().addInitScript("delete window.PushManager; navigator.standalone = false;");
        reader.opensArticleAbout(topic);
        reader.sees("install");

        reader.button().click();

        var dialog = reader.page().locator("newsbell-follow dialog");
        assertThat(dialog.locator("h2")).hasText("Add to Home Screen");
        assertThat(dialog.locator("a")).hasText("Open the page");
        assertThat(dialog.locator("a")).hasAttribute("href", home + "r/demo/topics/" + topic + "?lang=en");
    }

    @Test
    void on_an_iphone_a_site_that_is_a_web_app_itself_is_what_goes_to_the_home_screen() {
        var reader = reader();
        reader.context().addInitScript("delete window.PushManager; navigator.standalone = false;");
        reader.opensArticleAbout(topic);
        reader.sees("install");
        reader.page().evaluate("""
                document.head.append(Object.assign(document.createElement("link"), { rel: "manifest", href: "data:application/json,{}" }))""");

        reader.button().click();

        var dialog = reader.page().locator("newsbell-follow dialog");
        assertThat(dialog.locator("p")).containsText("Open the site from its new icon");
        assertThat(dialog.locator("a")).hasCount(0);
    }

    @Test
    void a_topic_that_does_not_exist_shows_readers_nothing() {
        var reader = reader();
        reader.opensArticleAbout("none-such");

        reader.page()
                .waitForCondition(
                        () -> reader.complaints().stream().anyMatch(text -> text.contains("newsbell-follow")));

        assertThat(reader.button()).isHidden();
        readers.remove(reader);
        reader.close();
    }

    @Test
    void a_page_of_another_origin_follows_just_the_same() {
        var elsewhere = home.replace("localhost", "127.0.0.1");
        var reader = reader(new Browser.NewContextOptions().setBypassCSP(true));
        reader.context()
                .grantPermissions(
                        List.of("notifications"),
                        new BrowserContext.GrantPermissionsOptions().setOrigin(elsewhere.replaceFirst("/$", "")));
        reader.page().route(elsewhere + "web/demo/follow.js", Route::abort);
        reader.page().navigate(elsewhere + "demo/article?topic=" + topic);
        reader.page()
                .addScriptTag(new Page.AddScriptTagOptions()
                        .setUrl(home + "web/demo/follow.js")
                        .setType("module"));

        reader.taps();

        reader.sees("following");
        assertThat(reader.followsOnServer()).containsExactly(topic);
        assertThat(reader.self()).containsEntry("api", home.replaceFirst("/$", ""));
    }

    @Test
    void the_publisher_has_other_words_and_hears_of_every_change() {
        var reader = reader().whoAllows();
        reader.opensArticleAbout(topic);
        reader.sees("ready");

        reader.page().evaluate("""
                () => {
                  window.heard = [];
                  addEventListener("newsbell-follow", ({ detail }) => window.heard.push(detail.state));
                  const button = document.querySelector("newsbell-follow");
                  button.setAttribute("text-follow", "Suivre {name}");
                  button.lang = "fr";
                }""");

        assertThat(reader.button()).hasText("Suivre web");
        reader.taps();
        reader.sees("following");
        assertThat(reader.page().evaluate("window.heard")).isEqualTo(List.of("asking", "following"));
    }

    private static boolean isFocused(WebReader reader) {
        return (Boolean) reader.page().evaluate("document.activeElement.matches('newsbell-follow')");
    }

    private WebReader reader() {
        return reader(new Browser.NewContextOptions().setViewportSize(720, 900));
    }

    private WebReader reader(Browser.NewContextOptions options) {
        var reader = WebReader.with(requireNonNull(chromium).browser(), home, options);
        readers.add(reader);
        return reader;
    }

    static void rotateKey() {
        var app = Arc.container().instance(Apps.class).get().bySlug("demo").orElseThrow();
        Arc.container().instance(VapidKeys.class).get().rotate(app.id(), Actor.key("test"));
    }
}
