package io.newsbell.journey;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static io.restassured.RestAssured.given;
import static org.awaitility.Awaitility.await;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import io.newsbell.MovableClock;
import io.restassured.path.json.JsonPath;
import io.restassured.specification.RequestSpecification;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;

/// A reader on the pages that Newsbell's own server has for readers. The browser's clock goes with the
/// server's: an end that a reader chooses must be ahead for both.
final class OwnPages implements AutoCloseable {
    private static final String DATABASE = "newsbell-demo/r";
    private static final Duration SOON = Duration.ofSeconds(20);

    private static final String CLOCK = """
            (() => {
              const Real = Date;
              window.Date = class extends Real {
                constructor(...time) { super(...(time.length ? time : [Real.now() + AHEAD])); }
                static now() { return Real.now() + AHEAD; }
              };
            })();""";

    private static final String BLOCKED = "Object.defineProperty(Notification, 'permission', { get: () => 'denied' });";

    private final WebReader reader;

    private OwnPages(WebReader reader) {
        this.reader = reader;
        reader.context()
                .addInitScript(CLOCK.replace(
                        "AHEAD", Long.toString(MovableClock.ahead().toMillis())));
    }

    static OwnPages of(Browser browser, String home) {
        return of(browser, home, new Browser.NewContextOptions().setViewportSize(900, 900));
    }

    static OwnPages of(Browser browser, String home, Browser.NewContextOptions options) {
        return new OwnPages(WebReader.with(browser, home, options).whoHasTheApp());
    }

    OwnPages whoAllows() {
        reader.whoAllows();
        return this;
    }

    OwnPages whoHasBlocked() {
        reader.context().addInitScript(BLOCKED);
        return this;
    }

    WebReader reader() {
        return reader;
    }

    Page page() {
        return reader.page();
    }

    void follows(String topic) {
        reader.opens("r/demo/topics/" + topic);
        reader.taps();
        reader.sees("following");
    }

    OwnPages opensInbox() {
        reader.opens("r/demo/inbox");
        return this;
    }

    OwnPages opensPreferences() {
        reader.opens("r/demo/preferences");
        return this;
    }

    /// What stands in the list, newest first.
    Locator items() {
        return page().locator(".told li");
    }

    Locator button(String name) {
        return page().getByRole(
                        AriaRole.BUTTON,
                        new Page.GetByRoleOptions().setName(name).setExact(true));
    }

    Locator select(String label) {
        return page().getByLabel(label, new Page.GetByLabelOptions().setExact(true));
    }

    /// By the API, which does not like to be asked without a pause.
    static void until(Callable<Boolean> holds) {
        await().atMost(SOON).pollInterval(Duration.ofMillis(250)).until(holds);
    }

    void seesSaved() {
        assertThat(page().locator(".outcome[data-state=saved]").first()).hasText("Saved");
    }

    /// Calls as this browser.
    RequestSpecification as() {
        return given().header("Authorization", "Bearer " + reader.self().get("secret"))
                .contentType("application/json");
    }

    String id() {
        return Objects.requireNonNull(reader.self().get("deviceId"));
    }

    JsonPath asks(String path) {
        return as().get("/v1/devices/{id}/" + path, id())
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();
    }

    /// Replaces its preferences, as another device of the same reader might.
    void prefers(Map<String, ?> preferences) {
        var tag = as().get("/v1/devices/{id}/preferences", id()).header("ETag");
        as().header("If-Match", tag)
                .body(preferences)
                .put("/v1/devices/{id}/preferences", id())
                .then()
                .statusCode(200);
    }

    void waitsForItems(int count) {
        await(count + " in the inbox")
                .atMost(SOON)
                .pollInterval(Duration.ofMillis(250))
                .until(() ->
                        asks("notifications?limit=100").getList("notifications").size() == count);
    }

    boolean hasMemory() {
        return ((List<?>) page().evaluate("async () => (await indexedDB.databases()).map(({ name }) => name)"))
                .contains(DATABASE);
    }

    /// The addresses of the pages that the worker would show without a network.
    List<?> keptPages() {
        return (List<?>) page().evaluate("""
                async () => {
                    const names = (await caches.keys()).filter((name) => name.endsWith("/pages"));
                    const pages = await Promise.all(names.map(async (name) => (await caches.open(name)).keys()));
                    return pages.flat().map(({ url }) => url);
                }""");
    }

    @Override
    public void close() {
        reader.close();
    }
}
