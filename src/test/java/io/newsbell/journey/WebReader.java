package io.newsbell.journey;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.CDPSession;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import io.newsbell.MovableClock;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;

/// Somebody who reads the newspaper's website in a real browser. Only the browser's push service is not real,
/// because there is none here: `fake-push.js` takes its place, and what it would deliver comes through
/// DevTools.
final class WebReader implements AutoCloseable {
    private static final Duration SOON = Duration.ofSeconds(20);
    private static final String REMEMBERED = """
            (key) => new Promise((resolve) => {
              const request = indexedDB.open("MEMORY", 1);
              request.onupgradeneeded = () => request.result.createObjectStore("device");
              request.onsuccess = () => {
                const get = request.result.transaction("device").objectStore("device").get(key);
                get.onsuccess = () => { request.result.close(); resolve(get.result ?? null); };
              };
            })""";

    private final String home;
    private final BrowserContext context;
    private final Page page;
    private final List<String> complaints = new ArrayList<>();
    private String scope;
    private String memory = "newsbell-demo";

    private WebReader(Browser browser, String home, Browser.NewContextOptions options) {
        this.home = home;
        scope = home;
        context = browser.newContext(options);
        context.addInitScript(script("fake-push.js"));
        page = newPage();
    }

    static WebReader with(Browser browser, String home) {
        return with(browser, home, new Browser.NewContextOptions().setViewportSize(720, 900));
    }

    static WebReader with(Browser browser, String home, Browser.NewContextOptions options) {
        return new WebReader(browser, home, options);
    }

    /// Answers the browser's question with yes, as soon as it is asked.
    WebReader whoAllows() {
        context.grantPermissions(List.of("notifications"));
        return this;
    }

    /// Uses the readers' own pages, which have a worker and a memory of their own.
    WebReader whoHasTheApp() {
        scope = home + "r/demo/";
        memory = "newsbell-demo/r";
        return this;
    }

    private static final String HEARKEN = """
            (() => {
              self.heard = new Promise((done) => { self.done = done; });
              if (self.hearkens) return "again";
              self.hearkens = true;
              // What is spread over some seconds comes at once.
              Math.random = () => 0;
              const Real = Date;
              self.Date = class extends Real {
                constructor(...time) { super(...(time.length ? time : [Real.now() + AHEAD])); }
                static now() { return new Date().getTime(); }
              };
              const wait = ExtendableEvent.prototype.waitUntil;
              ExtendableEvent.prototype.waitUntil = function (work) {
                if (this.type === "push") work.catch(() => {}).then(() => self.done());
                return wait.call(this, work);
              };
              return "from now on";
            })()""";

    private static final String ACTIVE = """
            async () => {
              const { active } = await navigator.serviceWorker.ready;
              while (active.state === "activating") await new Promise((again) => setTimeout(again, 5));
            }""";

    Page page() {
        return page;
    }

    BrowserContext context() {
        return context;
    }

    List<String> complaints() {
        return complaints.stream()
                .filter(text -> !text.startsWith("Failed to load resource"))
                .toList();
    }

    Page anotherTab() {
        return newPage();
    }

    WebReader opens(String path) {
        page.navigate(home + path);
        return this;
    }

    WebReader opensArticleAbout(String topic) {
        return opens("demo/article?topic=" + topic);
    }

    /// Playwright alone does not cut the worker off.
    void isOffline() {
        inWorker("self.online = self.fetch; self.fetch = async () => { throw new TypeError('no network'); }");
        context.setOffline(true);
    }

    void isOnline() {
        context.setOffline(false);
        inWorker("self.fetch = self.online");
    }

    Locator button() {
        return button(page);
    }

    static Locator button(Page page) {
        return page.locator("newsbell-follow").first().locator("[part=button]");
    }

    Locator note() {
        return page.locator("newsbell-follow").first().locator("[part=note]");
    }

    Locator more(String name) {
        return page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name))
                .first();
    }

    void taps() {
        sees("ready");
        button().click();
    }

    void follows(String topic) {
        opensArticleAbout(topic);
        taps();
        sees("following");
    }

    void sees(String state) {
        sees(page, state);
    }

    static void sees(Page page, String state) {
        assertThat(page.locator("newsbell-follow").first()).hasAttribute("state", state);
    }

    /// What the server says of this browser.
    List<String> followsOnServer() {
        var self = self();
        return given().header("Authorization", "Bearer " + self.get("secret"))
                .get("/v1/devices/{id}/subscriptions", self.get("deviceId"))
                .then()
                .statusCode(200)
                .extract()
                .jsonPath()
                .getList("subscriptions.topic");
    }

    @SuppressWarnings("unchecked")
    Map<String, String> self() {
        return (Map<String, String>) Objects.requireNonNull(remembers("self"), "not registered yet");
    }

    Object remembers(String key) {
        return page.evaluate(REMEMBERED.replace("MEMORY", memory), key);
    }

    /// What the push service would hand to the browser, decrypted. A worker that is only being installed
    /// would not get it. Returns when the worker has done with it: Chromium forgets a notification that it is
    /// asked for while it is being shown. The worker's time is the server's.
    void receives(Map<String, String> message) {
        page.evaluate(ACTIVE);
        var registration = new AtomicReference<String>();
        var session = context.newCDPSession(page);
        session.on("ServiceWorker.workerRegistrationUpdated", event -> {
            for (var each : event.getAsJsonArray("registrations")) {
                var found = each.getAsJsonObject();
                if (!found.get("isDeleted").getAsBoolean()
                        && found.get("scopeURL").getAsString().equals(scope)) {
                    registration.set(found.get("registrationId").getAsString());
                }
            }
        });
        session.send("ServiceWorker.enable");
        page.waitForCondition(() -> registration.get() != null);
        var push = new JsonObject();
        push.addProperty("origin", home.replaceFirst("/$", ""));
        push.addProperty("registrationId", registration.get());
        push.addProperty("data", new com.google.gson.Gson().toJson(message));
        inWorker(HEARKEN.replace("AHEAD", Long.toString(MovableClock.ahead().toMillis())));
        session.send("ServiceWorker.deliverPushMessage", push);
        session.send("ServiceWorker.disable");
        inWorker("self.heard.then(() => 'done')");
    }

    /// Takes from the stand-in of the push service what it holds for this browser, as many messages as there
    /// must be by now, and decrypts the last one as a browser does. The stand-in itself could not.
    Map<String, String> isPushed(int count) {
        var messages = await(count + " pushes")
                .atMost(SOON)
                .until(
                        () -> given().queryParam("endpoint", endpoint())
                                .get("/sandbox/push/messages")
                                .jsonPath()
                                .<Map<String, Object>>getList("messages"),
                        held -> held.size() == count);
        var last = messages.getLast();
        assertThat(last.get("topic")).isNotNull();
        assertThat((Integer) last.get("ttl")).isPositive();
        var clear = (String) page.evaluate("decryptPush", last.get("body"));
        var message = new HashMap<String, String>();
        JsonParser.parseString(clear)
                .getAsJsonObject()
                .asMap()
                .forEach((name, value) -> message.put(name, value.getAsString()));
        assertThat(message).containsEntry("tag", (String) last.get("topic"));
        return message;
    }

    /// Of the push subscription that the browser has now; empty if it has none.
    String endpoint() {
        return (String) page.evaluate("""
                async () => (await (await navigator.serviceWorker.ready).pushManager.getSubscription())?.endpoint ?? ''""");
    }

    @SuppressWarnings("unchecked")
    List<Map<String, Object>> notifications() {
        return (List<Map<String, Object>>) page.evaluate("""
                async () => {
                  const registration = await navigator.serviceWorker.getRegistration();
                  const shown = await registration.getNotifications();
                  return shown.map(({ title, body, tag, silent, data }) => ({ title, body, tag, silent, data }));
                }""");
    }

    List<Object> titles() {
        return notifications().stream().map(shown -> shown.get("title")).toList();
    }

    /// In any order.
    void waitsForTitles(String... titles) {
        page.waitForCondition(() -> {
            var shown = titles();
            return shown.size() == titles.length && shown.containsAll(List.of(titles));
        });
    }

    /// Runs in the service worker; DevTools keep it awake from then on.
    Object inWorker(String expression) {
        return new WorkerWindow(context.browser().newBrowserCDPSession()).evaluate(expression);
    }

    void clicksNotification(String tag) {
        inNotification("notificationclick", tag);
    }

    void dismissesNotification(String tag) {
        inNotification("notificationclose", tag);
    }

    /// No tool can click a notification; the worker is told as if it was.
    private void inNotification(String event, String tag) {
        inWorker("""
                (async () => {
                  const [notification] = await registration.getNotifications({ tag: "%s" });
                  const event = new NotificationEvent("%s", { notification });
                  const works = [];
                  event.waitUntil = (work) => works.push(work);
                  self.dispatchEvent(event);
                  await Promise.all(works);
                  return "done";
                })()""".formatted(tag, event));
    }

    private Page newPage() {
        var opened = context.newPage();
        opened.onConsoleMessage(message -> {
            if (message.type().equals("error") || message.type().equals("warning")) {
                complaints.add(message.text());
            }
        });
        opened.onPageError(complaints::add);
        return opened;
    }

    static String script(String name) {
        try (var file = WebReader.class.getResourceAsStream(name)) {
            return new String(Objects.requireNonNull(file, name).readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        context.close();
    }

    /// The worker behind the page, as DevTools see it.
    private final class WorkerWindow {
        private final CDPSession browser;
        private final Map<Integer, JsonObject> answers = new HashMap<>();
        private final String session;
        private int calls;

        WorkerWindow(CDPSession browser) {
            this.browser = browser;
            browser.on("Target.receivedMessageFromTarget", event -> {
                var message = JsonParser.parseString(event.get("message").getAsString())
                        .getAsJsonObject();
                if (message.has("id")) {
                    answers.put(message.get("id").getAsInt(), message);
                }
            });
            var attach = new JsonObject();
            attach.addProperty("targetId", target());
            attach.addProperty("flatten", false);
            session = browser.send("Target.attachToTarget", attach)
                    .get("sessionId")
                    .getAsString();
        }

        private String target() {
            var found = new AtomicReference<String>();
            page.waitForCondition(() -> {
                for (var each : browser.send("Target.getTargets").getAsJsonArray("targetInfos")) {
                    var info = each.getAsJsonObject();
                    if (info.get("type").getAsString().equals("service_worker")) {
                        found.set(info.get("targetId").getAsString());
                    }
                }
                return found.get() != null;
            });
            return found.get();
        }

        Object evaluate(String expression) {
            var params = new JsonObject();
            params.addProperty("expression", expression);
            params.addProperty("awaitPromise", true);
            params.addProperty("returnByValue", true);
            params.addProperty("userGesture", true);
            var message = new JsonObject();
            var id = ++calls;
            message.addProperty("id", id);
            message.addProperty("method", "Runtime.evaluate");
            message.add("params", params);
            var send = new JsonObject();
            send.addProperty("sessionId", session);
            send.addProperty("message", message.toString());
            browser.send("Target.sendMessageToTarget", send);
            page.waitForCondition(() -> answers.containsKey(id));
            var answer = Objects.requireNonNull(answers.get(id)).getAsJsonObject("result");
            if (answer == null || answer.has("exceptionDetails")) {
                throw new AssertionError("The worker answered " + answers.get(id));
            }
            var value = answer.getAsJsonObject("result").get("value");
            return value != null && value.isJsonPrimitive() ? value.getAsString() : "";
        }
    }
}
