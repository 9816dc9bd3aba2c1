package io.newsbell.journey;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// How inbox and preferences look: free of faults that axe-core finds, in every language, on a phone and at
/// a desk. Screenshots are left in `target/screenshots/own`.
@QuarkusTest
class OwnPagesLookBrowserTest {
    private static final Path SCREENSHOTS = Path.of("target", "screenshots", "own");

    private static @Nullable Chromium chromium;

    @TestHTTPResource("/")
    String home = "";

    private final Newsroom newsroom = new Newsroom();

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

    /// Colours do not depend on the width: each is looked at on one.
    @ParameterizedTest
    @CsvSource({"360, DARK", "1280, LIGHT"})
    void both_pages_pass_axe_in_every_language(int width, ColorScheme scheme) {
        try (var reader = reader(width, scheme).whoAllows()) {
            var topic = newsroom.topic("monsoon", newsroom.word("look"), false);
            reader.follows(topic);
            fill(reader, topic);
            for (var language : List.of("en", "hi", "ar")) {
                var name = "%s-%d-%s".formatted(language, width, scheme).toLowerCase(java.util.Locale.ROOT);
                reader.reader().opens("r/demo/inbox?lang=" + language);
                assertThat(reader.items()).hasCount(4);
                reader.page().locator(".told li button").first().click();
                assertThat(reader.page().locator(".why").first()).not().isEmpty();
                passes(reader.page(), width, "inbox-" + name);

                reader.reader().opens("r/demo/preferences?lang=" + language);
                assertThat(reader.page().locator("#end-pause")).isVisible();
                reader.page().locator("#show-code").click();
                assertThat(reader.page().locator(".qr svg")).isVisible();
                passes(reader.page(), width, "preferences-" + name);
            }
        }
    }

    @Test
    void the_empty_pages_and_the_question_pass_axe() {
        try (var reader = reader(360, ColorScheme.LIGHT)) {
            for (var language : List.of("en", "hi", "ar")) {
                reader.reader().opens("r/demo/inbox?lang=" + language);
                assertThat(reader.page().locator(".empty")).isVisible();
                reader.page().locator("summary").click();
                assertThat(reader.page().locator(".topic").first()).isVisible();
                passes(reader.page(), 360, "empty-" + language);
                reader.reader().opens("r/demo/preferences?lang=" + language);
                assertThat(reader.page().locator(".empty")).isVisible();
                passes(reader.page(), 360, "nothing-" + language);
            }
        }
        try (var reader = reader(360, ColorScheme.DARK).whoAllows()) {
            reader.follows(newsroom.topic("forget", newsroom.word("forget")));
            reader.opensPreferences();
            reader.button("Forget me").click();
            assertThat(reader.page().locator("dialog")).isVisible();
            passes(reader.page(), 360, "forget");
        }
    }

    private void fill(OwnPages reader, String topic) {
        for (var alert : List.of(
                Map.of(
                        "level",
                        "top",
                        "title",
                        "Ferries stop until the storm has passed",
                        "body",
                        "The last boats leave at six in the evening."),
                Map.of(
                        "level",
                        "breaking",
                        "title",
                        "मुंबई में भारी बारिश, स्कूल बंद",
                        "body",
                        "कल भी बारिश के आसार हैं।"),
                Map.of("level", "top", "title", "أمطار غزيرة تغلق المدارس", "body", "تستمر الأمطار غدا."),
                Map.of("level", "top", "title", "Bridge closed for all traffic", "body", ""))) {
            var body = new java.util.HashMap<String, Object>(alert);
            body.put("topics", List.of(topic));
            body.put("link", home + "demo/article?sample=heat");
            newsroom.send(body).then().statusCode(202);
        }
        reader.waitsForItems(4);
        var last = newsroom.alert("Bridge closed for all traffic", "sent").getString("alertId");
        newsroom.as().post("/v1/alerts/{id}/recall", last).then().statusCode(200);
        // These come last: they would hold the alerts back.
        reader.prefers(Map.of(
                "quietHours",
                Map.of("from", "22:00", "to", "07:00", "breaking", true),
                "dailyCap",
                5,
                "digestTimes",
                List.of("07:30")));
        reader.opensPreferences();
        reader.page().locator("#pause-week").click();
        assertThat(reader.page().locator("#end-pause")).isVisible();
    }

    private static void passes(Page page, int width, String name) {
        page.screenshot(new Page.ScreenshotOptions()
                .setPath(SCREENSHOTS.resolve(name + ".png"))
                .setFullPage(true));
        assertThat(new AxeBuilder(page).analyze().getViolations())
                .as(name)
                .extracting(violation -> violation.getId() + ": " + violation.getNodes())
                .isEmpty();
        assertThat(page.evaluate("document.documentElement.scrollWidth"))
                .as(name)
                .isEqualTo(width);
    }

    private OwnPages reader(int width, ColorScheme scheme) {
        return OwnPages.of(
                requireNonNull(chromium).browser(),
                home,
                new Browser.NewContextOptions().setViewportSize(width, 800).setColorScheme(scheme));
    }
}
