package io.newsbell.journey;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonElement;
import com.google.gson.JsonParser;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// The readers' own pages as an app, in a real browser: installed, followed in, rung, without a network.
@QuarkusTest
class ReaderAppBrowserTest {
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
        topic = newsroom.topic("harbour", newsroom.word("harbour"));
    }

    @AfterEach
    void the_browser_has_nothing_to_complain_about() {
        var complaints =
                readers.stream().flatMap(reader -> reader.complaints().stream()).toList();
        readers.forEach(WebReader::close);
        assertThat(complaints).isEmpty();
    }

    @Test
    void a_browser_finds_nothing_that_speaks_against_installing_it() {
        var reader = reader().opens("r/demo/?lang=ar");
        var session = reader.context().newCDPSession(reader.page());

        var manifest = session.send("Page.getAppManifest");
        assertThat(manifest.getAsJsonArray("errors")).isEmpty();
        assertThat(manifest.get("url").getAsString()).isEqualTo(home + "r/demo/manifest.webmanifest?lang=ar");
        var told = JsonParser.parseString(manifest.get("data").getAsString()).getAsJsonObject();
        assertThat(told.get("dir").getAsString()).isEqualTo("rtl");
        assertThat(told.get("id").getAsString()).isEqualTo("/r/demo/");
        // A test's browser is always a private one.
        assertThat(StreamSupport.stream(
                                session.send("Page.getInstallabilityErrors")
                                        .getAsJsonArray("installabilityErrors")
                                        .spliterator(),
                                false)
                        .map(JsonElement::getAsJsonObject)
                        .map(error -> error.get("errorId").getAsString()))
                .isSubsetOf("in-incognito");
    }

    @Test
    void one_tap_on_the_topics_page_follows_and_what_is_published_rings_and_opens() {
        var reader = reader().whoAllows().opens("r/demo/topics/" + topic);
        reader.sees("ready");
        assertThat(reader.button()).hasCSS("background-color", "rgb(168, 64, 15)");
        reader.taps();
        reader.sees("following");
        assertThat(reader.followsOnServer()).containsExactly(topic);

        var headline = newsroom.word("harbour") + " " + UUID.randomUUID();
        var link = home + "demo/article?sample=heat&edition=" + UUID.randomUUID();
        newsroom.publish(headline, "url", link);
        reader.receives(reader.isPushed(1));
        reader.waitsForTitles(headline);
        reader.inWorker("clients.openWindow = async (address) => { self.went = address; }");
        reader.clicksNotification(
                (String) requireNonNull(reader.notifications().getFirst().get("tag")));

        assertThat(reader.page()).hasURL(link);
    }

    @Test
    void what_is_followed_is_marked_on_the_home_page() {
        var reader = reader().whoAllows().opens("r/demo/topics/" + topic);
        reader.taps();
        reader.sees("following");

        reader.opens("r/demo/?lang=en&q=harbour");

        assertThat(reader.page().locator("[data-topic='" + topic + "'] .mark")).hasText("You follow it");
        assertThat(reader.page().locator(".mark")).hasCount(1);
    }

    @Test
    void on_one_origin_a_publishers_page_and_the_readers_own_pages_are_two_browsers() {
        var reader = reader().whoAllows().opens("r/demo/topics/" + topic);
        reader.taps();
        reader.sees("following");

        reader.opensArticleAbout(topic);
        reader.sees("ready");
        reader.opens("r/demo/topics/" + topic);
        reader.sees("following");
    }

    @Test
    void without_a_network_it_shows_what_was_seen_last_and_else_says_so() {
        var reader = reader().opens("r/demo/topics/mumbai?lang=en");
        isReady(reader);
        reader.opens("r/demo/?lang=en");

        reader.isOffline();
        reader.opens("r/demo/topics/mumbai?lang=en");
        assertThat(reader.page().locator("h1")).hasText("Mumbai");
        assertThat((String) reader.page()
                        .evaluate("getComputedStyle(document.querySelector('.button, .card, .follow')).borderRadius"))
                .isNotEqualTo("0px");
        reader.opens("r/demo/topics/kochi?lang=en");
        assertThat(reader.page().locator("h1")).hasText("You are offline");

        reader.isOnline();
        reader.page().locator("#again").click();
        assertThat(reader.page().locator("h1")).hasText("Kochi");
    }

    @Test
    void the_worker_keeps_pages_and_their_files_but_no_answer_of_the_api_and_nothing_of_an_older_version() {
        var reader = reader().whoAllows().opens("demo/article?sample=chair");
        reader.sees("ready");
        reader.page().evaluate("caches.open('newsbell-shell:/r/demo/old')");
        reader.opens("r/demo/topics/" + topic);
        reader.taps();
        reader.sees("following");
        isReady(reader);
        reader.page().reload();
        reader.sees("following");

        @SuppressWarnings("unchecked")
        var kept = (List<String>) reader.page().evaluate("""
                async () => {
                  const kept = [];
                  for (const name of await caches.keys()) {
                    for (const { url } of await (await caches.open(name)).keys()) kept.push(new URL(url).pathname);
                  }
                  return kept;
                }""");
        assertThat(reader.page().evaluate("caches.has('newsbell-shell:/r/demo/old')"))
                .isEqualTo(false);
        assertThat(kept)
                .contains("/r/demo/offline", "/r/demo/files/app.css", "/web/demo/follow.js", "/r/demo/topics/" + topic)
                .noneMatch(path -> path.startsWith("/v1/"));
    }

    @Test
    void on_an_iphone_the_app_begins_with_the_topic_whose_page_was_put_on_the_home_screen() {
        var reader = reader();
        reader.context().addInitScript("delete window.PushManager; navigator.standalone = false;");
        reader.opens("r/demo/topics/" + topic + "?lang=en");

        assertThat(reader.page().locator("link[rel=manifest]"))
                .hasAttribute("href", "/r/demo/manifest.webmanifest?lang=en&topic=" + topic);
        reader.sees("install");
        reader.button().click();
        assertThat(reader.page().locator("newsbell-follow dialog p")).containsText("Open the site from its new icon");
    }

    /// Its worker is there and has kept what is open.
    private static void isReady(WebReader reader) {
        reader.page().evaluate("""
                async () => {
                  const { active } = await navigator.serviceWorker.ready;
                  while (active.state !== "activated") await new Promise((again) => setTimeout(again, 5));
                }""");
    }

    private WebReader reader() {
        var reader = WebReader.with(requireNonNull(chromium).browser(), home).whoHasTheApp();
        readers.add(reader);
        return reader;
    }
}
