package io.newsbell.journey;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// How the button stands on a page: in every state and language of one size, free of faults that axe-core finds, and
/// without weight. Screenshots are left in `target/screenshots/follow`.
@QuarkusTest
class FollowLookBrowserTest {
    private static final Path SCREENSHOTS = Path.of("target", "screenshots", "follow");
    private static final List<String> STATES =
            List.of("ready", "asking", "following", "blocked", "install", "unsupported", "offline", "error");
    private static final double RESERVED = 84;

    /// Of the main thread, for all that the two buttons of the article do until they are ready. The aim is 50; 11
    /// to 37 were seen in runs of this class alone, and 56 to 97 in one of all tests on a slow machine: this
    /// tells when the button has become another one.
    private static final double MOST_MILLIS = 150;

    /// By the page itself: what Playwright's own assertions bring into a page costs as much as all of this.
    private static final String WHEN_DONE = """
            (count) => new Promise((done) => {
              const look = () => (document.querySelectorAll("newsbell-follow[state=ready]").length === count
                ? requestIdleCallback(() => setTimeout(done, 100)) : setTimeout(look, 20));
              look();
            })""";

    private static final JsonObject CPU_TIME =
            JsonParser.parseString("{\"timeDomain\": \"threadTicks\"}").getAsJsonObject();

    private static final int RUNS = 5;
    private static final int SOON = 20_000;

    private static @Nullable Chromium chromium;

    @TestHTTPResource("/")
    String home = "";

    private final List<WebReader> readers = new ArrayList<>();

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

    @AfterEach
    void the_browser_has_nothing_to_complain_about() {
        var complaints =
                readers.stream().flatMap(reader -> reader.complaints().stream()).toList();
        readers.forEach(WebReader::close);
        assertThat(complaints).isEmpty();
    }

    @Test
    void every_state_has_one_size_in_every_language_and_passes_axe() {
        for (var scheme : List.of(ColorScheme.LIGHT, ColorScheme.DARK)) {
            var reader = reader(
                    new Browser.NewContextOptions().setViewportSize(320, 1400).setColorScheme(scheme));
            reader.opens("demo/article?sample=chair");
            for (var language : List.of("en", "hi", "ar")) {
                showEveryState(reader.page(), language);

                assertThat(reader.page().evaluate("""
                        () => [...document.querySelectorAll("newsbell-follow")].map((each) =>
                          each.getAttribute("state") + " " + each.getBoundingClientRect().height)"""))
                        .isEqualTo(STATES.stream()
                                .map(state -> state + " " + (int) RESERVED)
                                .toList());
                assertThat(reader.page().evaluate("document.documentElement.scrollWidth"))
                        .isEqualTo(320);
                assertThat(new AxeBuilder(reader.page()).analyze().getViolations())
                        .as("%s, %s", scheme, language)
                        .extracting(violation -> violation.getId() + ": " + violation.getNodes())
                        .isEmpty();
                shoot(
                        reader.page(),
                        "states-%s-%s".formatted(language, scheme.name().toLowerCase(Locale.ROOT)));
            }
        }
    }

    @Test
    void the_explanation_of_a_block_passes_axe() {
        var reader = reader(new Browser.NewContextOptions().setViewportSize(360, 740));
        reader.opens("demo/article?sample=chair");
        showEveryState(reader.page(), "en");
        reader.more("How to allow them").click();

        assertThat(reader.page().locator("dialog")).isVisible();
        assertThat(new AxeBuilder(reader.page()).analyze().getViolations())
                .extracting(violation -> violation.getId() + ": " + violation.getNodes())
                .isEmpty();
        shoot(reader.page(), "how-to-allow");
    }

    @Test
    void the_sample_articles_pass_axe() {
        for (var sample : List.of("ferry", "heat", "rain", "solar")) {
            for (var scheme : List.of(ColorScheme.LIGHT, ColorScheme.DARK)) {
                var reader = reader(new Browser.NewContextOptions()
                        .setViewportSize(sample.equals("solar") ? 360 : 900, 800)
                        .setColorScheme(scheme));
                reader.opens("demo/article?sample=" + sample);
                reader.sees("ready");

                assertThat(new AxeBuilder(reader.page()).analyze().getViolations())
                        .as("%s, %s", sample, scheme)
                        .extracting(violation -> violation.getId() + ": " + violation.getNodes())
                        .isEmpty();
                shoot(
                        reader.page(),
                        "article-%s-%s".formatted(sample, scheme.name().toLowerCase(Locale.ROOT)));
            }
        }
    }

    @Test
    void nothing_on_the_article_moves_when_the_button_comes() {
        var reader = reader(new Browser.NewContextOptions().setViewportSize(412, 915))
                .whoAllows();
        reader.context().addInitScript("""
                window.shift = 0;
                new PerformanceObserver((list) => list.getEntries().forEach((entry) => { window.shift += entry.value; }))
                  .observe({ type: "layout-shift", buffered: true });""");
        reader.opens("demo/article?sample=ferry");
        reader.sees("ready");
        assertThat(shift(reader)).isZero();

        // Nor after a tap, which no browser counts within half a second.
        var below = "document.querySelectorAll('article > p')[3].getBoundingClientRect().top";
        var before = reader.page().evaluate(below);
        reader.taps();
        reader.sees("following");
        assertThat(reader.page().evaluate(below)).isEqualTo(before);
        assertThat(shift(reader)).isZero();
    }

    /// What the thread does for the same page, with the buttons and without their script: the CPU time of all its
    /// tasks, so also of parsing the script, styles and layout, and whatever else this machine is doing meanwhile.
    @Test
    void the_button_takes_little_of_the_main_thread() {
        run(true);
        var extra = new ArrayList<Double>();
        for (int i = 0; i < RUNS; i++) {
            extra.add(run(true) - run(false));
        }
        extra.sort(null);
        System.out.printf(Locale.ROOT, "main thread, ms more with the button: %s%n", extra);

        assertThat(extra.getFirst()).as("the least of %s", extra).isLessThan(MOST_MILLIS);
    }

    private double run(boolean withButton) {
        try (var reader = WebReader.with(requireNonNull(chromium).browser(), home)) {
            if (!withButton) {
                reader.page()
                        .route(
                                "**/follow.js",
                                script -> script.fulfill(new com.microsoft.playwright.Route.FulfillOptions()
                                        .setContentType("text/javascript")
                                        .setBody("")));
            }
            var session = reader.context().newCDPSession(reader.page());
            session.send("Performance.enable", CPU_TIME);
            reader.opens("demo/article?sample=ferry");
            reader.page().evaluate(WHEN_DONE, withButton ? 2 : 0);
            for (var metric : session.send("Performance.getMetrics").getAsJsonArray("metrics")) {
                if (metric.getAsJsonObject().get("name").getAsString().equals("TaskDuration")) {
                    return metric.getAsJsonObject().get("value").getAsDouble() * 1_000;
                }
            }
            throw new AssertionError("The browser tells no TaskDuration");
        }
    }

    private static double shift(WebReader reader) {
        return ((Number)
                        reader.page()
                                .evaluate(
                                        "() => new Promise((done) => requestAnimationFrame(() => setTimeout(() => done(window.shift), 50)))"))
                .doubleValue();
    }

    private static void showEveryState(Page page, String language) {
        page.evaluate("""
                ([states, language]) => {
                  document.querySelector("article").replaceChildren(document.querySelector("h1"), ...states.map((state) => {
                    const button = document.createElement("newsbell-follow");
                    Object.entries({ topic: "renewable-energy", lang: language, preview: state })
                      .forEach(([name, value]) => button.setAttribute(name, value));
                    return button;
                  }));
                }""", List.of(STATES, language));
        for (var state : STATES) {
            assertThat(page.locator("newsbell-follow[state=" + state + "]"))
                    .isVisible(new com.microsoft.playwright.assertions.LocatorAssertions.IsVisibleOptions()
                            .setTimeout(SOON));
        }
    }

    private WebReader reader(Browser.NewContextOptions options) {
        var reader = WebReader.with(requireNonNull(chromium).browser(), home, options);
        readers.add(reader);
        return reader;
    }

    private static void shoot(Page page, String name) {
        page.screenshot(new Page.ScreenshotOptions()
                .setPath(SCREENSHOTS.resolve(name + ".png"))
                .setFullPage(true));
    }
}
