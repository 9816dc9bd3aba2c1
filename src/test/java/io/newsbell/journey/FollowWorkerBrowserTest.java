package io.newsbell.journey;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What the service worker makes of what it is sent, in a real browser: pushes come through DevTools.
@QuarkusTest
class FollowWorkerBrowserTest {
    private static final Duration SOON = Duration.ofSeconds(20);
    private static final String TAG = "story-12";

    private static @Nullable Chromium chromium;

    @TestHTTPResource("/")
    String home = "";

    private final Newsroom newsroom = new Newsroom();
    private final String alert = UUID.randomUUID().toString();
    private @Nullable WebReader opened;
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
        topic = newsroom.topic("worker", newsroom.word("worker"));
        opened = WebReader.with(requireNonNull(chromium).browser(), home).whoAllows();
        opened.follows(topic);
    }

    @AfterEach
    void the_browser_has_nothing_to_complain_about() {
        var complaints = reader().complaints();
        reader().close();
        assertThat(complaints).isEmpty();
    }

    /// The whole way: the server encrypts, the stand-in of the push service checks and holds it, the browser
    /// decrypts.
    @Test
    void an_article_that_is_published_rings_and_the_click_opens_it() {
        var title = newsroom.word("worker") + " " + UUID.randomUUID();
        var link = home + "demo/article?sample=heat&edition=" + UUID.randomUUID();
        newsroom.publish(title, "url", link);

        reader().receives(reader().isPushed(1));
        reader().waitsForTitles(title);
        reader().clicksNotification((String)
                requireNonNull(reader().notifications().getFirst().get("tag")));

        assertThat(reader().page()).hasURL(link);
    }

    @Test
    void an_alert_is_shown_and_the_click_opens_its_page_in_the_open_tab() {
        reader().receives(alert(1, "Ferries begin"));
        reader().waitsForTitles("Ferries begin");
        assertThat(reader().notifications().getFirst())
                .containsEntry("body", "The first boats leave at six.")
                .containsEntry("tag", TAG)
                .containsEntry("silent", false);

        reader().clicksNotification(TAG);

        assertThat(reader().page()).hasURL(home + "demo/article?sample=wind");
        assertThat(reader().notifications()).isEmpty();
        assertThat(reader().context().pages()).hasSize(1);
    }

    @Test
    void a_tab_that_has_the_page_open_is_left_there() {
        var other = reader().anotherTab();
        other.navigate(home + "demo/article?sample=wind#end");
        reader().receives(alert(1, "Ferries begin"));
        reader().waitsForTitles("Ferries begin");

        reader().inWorker("WindowClient.prototype.focus = async function () { self.focused = this.url; return this; }");
        reader().clicksNotification(TAG);

        assertThat(reader().inWorker("self.focused")).isEqualTo(home + "demo/article?sample=wind#end");
        assertThat(reader().page().url()).contains("topic=" + topic);
    }

    @Test
    void a_link_to_another_site_opens_a_window_of_its_own_and_no_script() {
        reader().inWorker("clients.openWindow = async (address) => { self.went = address; }");
        reader().receives(alert(1, "Elsewhere", "link", "https://other.example/page"));
        reader().waitsForTitles("Elsewhere");
        reader().clicksNotification(TAG);
        assertThat(reader().inWorker("self.went")).isEqualTo("https://other.example/page");
        reader().waitsForTitles();

        reader().receives(alert(2, "A trap", "link", "javascript:alert(1)"));
        reader().waitsForTitles("A trap");
        reader().clicksNotification(TAG);
        assertThat(reader().inWorker("self.went")).isEqualTo("https://other.example/page");
        assertThat(reader().page().url()).contains("topic=" + topic);
    }

    @Test
    void what_comes_later_of_a_story_takes_the_place_of_what_is_shown() {
        reader().receives(alert(1, "Ferries begin"));
        reader().waitsForTitles("Ferries begin");
        var followUp = alert(1, "Ferries stop again");
        followUp.put("alertId", UUID.randomUUID().toString());

        reader().receives(followUp);

        reader().waitsForTitles("Ferries stop again");
    }

    @Test
    void a_correction_replaces_without_a_sound_and_what_is_repeated_or_older_is_dropped() {
        reader().receives(alert(1, "Ferries begin"));
        reader().waitsForTitles("Ferries begin");

        reader().receives(alert(3, "Ferries begin on Monday", "quiet", "true"));
        reader().waitsForTitles("Ferries begin on Monday");
        assertThat(reader().notifications().getFirst()).containsEntry("silent", true);

        reader().receives(alert(2, "Ferries begin on Sunday"));
        reader().receives(alert(3, "Ferries begin, again"));
        reader().receives(other("Quite another story"));
        reader().waitsForTitles("Ferries begin on Monday", "Quite another story");
    }

    @Test
    void an_alert_that_is_taken_back_leaves_the_screen_and_does_not_come_again() {
        reader().receives(alert(1, "Ferries begin"));
        reader().waitsForTitles("Ferries begin");

        reader().receives(Map.of(
                "newsbell", "retraction", "alertId", alert, "storyId", "12", "version", "2", "tag", TAG));
        reader().waitsForTitles();

        reader().receives(alert(1, "Ferries begin"));
        reader().receives(other("Quite another story"));
        reader().waitsForTitles("Quite another story");
    }

    @Test
    void a_retraction_leaves_a_newer_alert_of_the_story() {
        reader().receives(alert(1, "Ferries begin"));
        var newer = alert(1, "Ferries stop again");
        newer.put("alertId", UUID.randomUUID().toString());
        reader().receives(newer);
        reader().waitsForTitles("Ferries stop again");

        reader().receives(Map.of(
                "newsbell", "retraction", "alertId", alert, "storyId", "12", "version", "2", "tag", TAG));
        reader().receives(other("Quite another story"));

        reader().waitsForTitles("Ferries stop again", "Quite another story");
    }

    @Test
    void the_memory_of_what_was_shown_is_bounded() {
        reader().inWorker("""
                (async () => {
                  for (let i = 0; i < 205; i++) {
                    const event = new PushEvent("push", { data: JSON.stringify(
                      { alertId: "alert-" + i, version: "1", tag: "t", title: "Number " + i }) });
                    const works = [];
                    event.waitUntil = (work) => works.push(work);
                    self.dispatchEvent(event);
                    await Promise.all(works);
                  }
                  return "done";
                })()""");

        assertThat((List<?>) reader().remembers("shown")).hasSize(200);
    }

    @Test
    void what_cannot_be_read_is_shown_as_what_it_is() {
        reader().inWorker(dispatched("new PushEvent('push', { data: 'no JSON' })"));

        reader().waitsForTitles("There is news");
    }

    @Test
    void what_became_of_an_alert_is_reported() {
        var message = ofTheNewsroom();
        reader().receives(message);
        reader().waitsForTitles(requireNonNull(message.get("title")));
        reports(message, "received", 1);

        reader().clicksNotification(TAG);

        reports(message, "opened", 1);
        assertThat((List<?>) reader().remembers("receipts")).isEmpty();
    }

    @Test
    void of_an_alert_to_many_only_browsers_of_the_sample_report_that_it_was_received() {
        var message = ofTheNewsroom();
        message.put("receiptShare", "0.000000001");
        reader().receives(message);
        reader().waitsForTitles(requireNonNull(message.get("title")));

        reader().clicksNotification(TAG);

        reports(message, "opened", 1);
        reports(message, "received", 0);
    }

    @Test
    void a_report_waits_for_a_moment_of_the_time_that_it_may_take() {
        var message = ofTheNewsroom();
        message.put("receiptShare", "0.999999999");
        message.put("receiptWithin", "3600");
        // The worker has the server's time from then on.
        reader().receives(other("Quite another story"));
        reader().inWorker("Math.random = () => 0.5; 'half'");
        reader().inWorker(pushed(message));
        reader().waitsForTitles("Quite another story", requireNonNull(message.get("title")));
        reader().page()
                .waitForCondition(() -> reader().remembers("receipts") instanceof List<?> kept && kept.size() == 1);

        reports(message, "received", 0);
        reader().inWorker("self.dispatchEvent(new Event('online')); 'online'");
        reports(message, "received", 1);
    }

    @Test
    void what_happened_offline_is_reported_when_the_network_is_back() {
        var message = ofTheNewsroom();
        var fetching = "globalThis.fetch";
        reader().inWorker("self.really = %1$s; %1$s = async () => { throw new TypeError('offline'); }; 'offline'"
                .formatted(fetching));
        reader().receives(message);
        reader().waitsForTitles(requireNonNull(message.get("title")));
        reader().dismissesNotification(TAG);
        assertThat((List<?>) reader().remembers("receipts")).hasSize(2);
        reports(message, "received", 0);

        reader().inWorker(fetching + " = self.really; self.dispatchEvent(new Event('online')); 'online'");

        reports(message, "received", 1);
        reports(message, "dismissed", 1);
        reader().page().waitForCondition(() -> ((List<?>) reader().remembers("receipts")).isEmpty());
    }

    @Test
    void the_worker_notices_a_changed_key_of_the_publisher_within_two_days() {
        var before = reader().endpoint();
        reader().inWorker(WebReader.script("fake-push.js") + "'patched'");
        FollowButtonBrowserTest.rotateKey();
        reader().inWorker("""
                (async () => {
                  const request = indexedDB.open("newsbell-demo", 1);
                  const db = await new Promise((done) => { request.onsuccess = () => done(request.result); });
                  const store = db.transaction("device", "readwrite").objectStore("device");
                  const state = await new Promise((done) => { store.get("state").onsuccess = (event) => done(event.target.result); });
                  store.put({ ...state, at: state.at - 2 * 86_400_000 }, "state");
                  db.close();
                  const really = fetch;
                  globalThis.fetch = (input, options) => really(input, { ...options, cache: "reload" });
                  Math.random = () => 0;
                  return "two days later";
                })()""");

        reader().receives(alert(1, "Ferries begin"));

        reader().page()
                .waitForCondition(() -> !before.equals(reader().endpoint())
                        && !reader().endpoint().isEmpty());
        ofTheNewsroom();
    }

    @Test
    void a_browser_that_cannot_subscribe_anew_at_once_is_made_up_for_and_tells_the_server_nothing_meanwhile() {
        var before = ((Map<?, ?>) reader().remembers("state")).get("endpoint");
        reader().inWorker(WebReader.script("fake-push.js") + "'patched'");
        FollowButtonBrowserTest.rotateKey();
        reader().inWorker("""
                const really = fetch;
                globalThis.fetch = (input, options) => really(input, { ...options, cache: "reload" });
                self.subscribe = PushManager.prototype.subscribe;
                PushManager.prototype.subscribe = async () => { throw new DOMException("no service", "AbortError"); };
                'away'""");

        reader().inWorker(dispatched("new ExtendableEvent('pushsubscriptionchange')"));

        assertThat(reader().endpoint()).isEmpty();
        assertThat(((Map<?, ?>) reader().remembers("state")).get("endpoint")).isEqualTo(before);
        assertThat(reader().remembers("owed")).isEqualTo(true);

        reader().inWorker("PushManager.prototype.subscribe = self.subscribe; 'back'");
        reader().inWorker(dispatched("new SyncEvent('sync', { tag: 'newsbell-subscription' })"));

        assertThat(reader().endpoint()).isNotEqualTo(before).startsWith("https://");
        assertThat(reader().remembers("owed")).isNull();
        ofTheNewsroom();
    }

    @Test
    void a_picture_that_does_not_come_holds_nothing_back() {
        reader().inWorker("""
                const really = ServiceWorkerRegistration.prototype.showNotification;
                const kept = [];
                ServiceWorkerRegistration.prototype.showNotification = function (title, options) {
                  if (!options.image) return really.call(this, title, options);
                  return new Promise((done) => kept.push(() => really.call(this, title, options).then(done)));
                };
                self.itComes = () => Promise.all(kept.map((show) => show()));
                'slow'""");

        reader().inWorker(pushed(alert(1, "Ferries begin", "image", "https://pictures.example/ferry.jpg")));
        reader().inWorker(pushed(other("Quite another story")));
        reader().waitsForTitles("Ferries begin", "Quite another story");
        reader().inWorker(pushed(alert(2, "Ferries begin on Monday")));
        reader().waitsForTitles("Ferries begin on Monday", "Quite another story");

        reader().inWorker("self.itComes().then(() => 'late')");

        reader().waitsForTitles("Ferries begin on Monday", "Quite another story");
    }

    @Test
    void a_tab_where_something_is_half_written_is_left_alone() {
        reader().page().evaluate("""
                () => {
                  const box = document.createElement("textarea");
                  box.id = "letter";
                  document.body.prepend(box);
                }""");
        reader().page().locator("#letter").fill("Dear editor,");
        var there = reader().page().url();
        reader().inWorker("clients.openWindow = async (address) => { self.went = address; }");
        reader().receives(alert(1, "Ferries begin"));
        reader().waitsForTitles("Ferries begin");

        reader().clicksNotification(TAG);

        assertThat(reader().inWorker("self.went")).isEqualTo(home + "demo/article?sample=wind");
        assertThat(reader().page().url()).isEqualTo(there);
    }

    /// Not waited for.
    private static String pushed(Map<String, String> message) {
        return "self.dispatchEvent(Object.assign(new PushEvent('push', { data: JSON.stringify(%s) }), { waitUntil: () => {} })); 'pushed'"
                .formatted(new com.google.gson.Gson().toJson(message));
    }

    private static String dispatched(String event) {
        return """
                (async () => {
                  const event = %s;
                  const works = [];
                  event.waitUntil = (work) => works.push(work);
                  self.dispatchEvent(event);
                  await Promise.all(works);
                  return "done";
                })()""".formatted(event);
    }

    @Test
    void the_worker_subscribes_anew_when_the_browser_changes_the_subscription() {
        var before = reader().endpoint();
        reader().inWorker(WebReader.script("fake-push.js") + "'patched'");
        reader().inWorker(
                        "(async () => { await (await registration.pushManager.getSubscription()).unsubscribe(); })()");

        reader().inWorker(dispatched("new ExtendableEvent('pushsubscriptionchange')"));

        assertThat(reader().endpoint()).isNotEqualTo(before).startsWith("https://");
        assertThat(((Map<?, ?>) reader().remembers("state")).get("endpoint")).isEqualTo(reader().endpoint());
        assertThat(reader().followsOnServer()).containsExactly(topic);
    }

    /// One that the server has really sent to this browser.
    private Map<String, String> ofTheNewsroom() {
        newsroom.publish(newsroom.word("worker") + " " + UUID.randomUUID());
        var message = reader().isPushed(1);
        message.put("tag", TAG);
        return message;
    }

    private void reports(Map<String, String> message, String event, int count) {
        await(count + " " + event)
                .atMost(SOON)
                .until(
                        () -> newsroom.as()
                                .get("/v1/alerts/{id}/receipts", message.get("alertId"))
                                .jsonPath()
                                .getInt(event),
                        reported -> reported == count);
    }

    private Map<String, String> alert(int version, String title, String... more) {
        var message = new HashMap<>(Map.of(
                "alertId",
                alert,
                "storyId",
                "12",
                "version",
                Integer.toString(version),
                "topic",
                topic,
                "level",
                "top",
                "title",
                title,
                "body",
                "The first boats leave at six.",
                "tag",
                TAG,
                "link",
                home + "demo/article?sample=wind"));
        for (int i = 0; i < more.length; i += 2) {
            message.put(more[i], more[i + 1]);
        }
        return message;
    }

    private Map<String, String> other(String title) {
        var message = alert(1, title);
        message.put("alertId", UUID.randomUUID().toString());
        message.put("tag", "story-13");
        return message;
    }

    private WebReader reader() {
        return requireNonNull(opened);
    }
}
