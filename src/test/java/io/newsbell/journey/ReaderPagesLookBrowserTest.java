package io.newsbell.journey;

import static io.restassured.RestAssured.given;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jsoup.Jsoup;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// How the readers' own pages look: free of faults that axe-core finds, as wide as the screen, in light and
/// dark and in each language. Screenshots are left in `target/screenshots/reader`.
@QuarkusTest
class ReaderPagesLookBrowserTest {
    private static final Path SCREENSHOTS = Path.of("target", "screenshots", "reader");

    private static @Nullable Chromium chromium;

    @TestHTTPResource("/")
    String home = "";

    private final Newsroom newsroom = new Newsroom();
    private String topic = "";
    private String story = "";

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
    void news_in_three_languages() {
        var word = newsroom.word("Hafen");
        topic = newsroom.topic("harbour", word);
        newsroom.as()
                .body(Map.of(
                        "kind",
                        "tag",
                        "name",
                        "Harbour",
                        "names",
                        Map.of("hi", "बंदरगाह", "ar", "الميناء"),
                        "rule",
                        word,
                        "automatic",
                        true))
                .put("/v1/topics/{slug}", topic);
        publish(
                "Electric ferries take over the last diesel route of " + word,
                "en",
                "The crossing takes nine minutes, and the old boats go to a museum.",
                home + "demo/img/heat.svg");
        publish("बंदरगाह पर बिजली की नावें, आखिरी डीज़ल मार्ग बंद " + word, "hi", "पार करने में नौ मिनट लगते हैं।", "");
        publish("عبّارات كهربائية تحل محل آخر خط ديزل " + word, "ar", "يستغرق العبور تسع دقائق.", "");
        story = await("the news on the page of the topic")
                .atMost(Duration.ofSeconds(20))
                .until(
                        () -> Jsoup.parse(given().get("/r/demo/topics/{topic}", topic)
                                        .asString())
                                .select(".meta a")
                                .eachAttr("href"),
                        stories -> stories.size() == 3)
                .getLast()
                .replaceFirst(".*/r/demo/", "");
    }

    /// Colours do not depend on the width: each is looked at on one.
    @ParameterizedTest
    @CsvSource({"360, DARK", "1280, LIGHT"})
    void every_page_passes_axe_and_fits_on_narrow_and_wide_screens_in_every_language(int width, ColorScheme scheme) {
        try (var reader = WebReader.with(
                        requireNonNull(chromium).browser(),
                        home,
                        new Browser.NewContextOptions()
                                .setViewportSize(width, 800)
                                .setColorScheme(scheme))
                .whoAllows()) {
            for (var language : List.of("en", "hi", "ar")) {
                look(reader, width, scheme, language);
            }
            assertThat(reader.complaints()).isEmpty();
        }
    }

    private void look(WebReader reader, int width, ColorScheme scheme, String language) {
        var pages =
                Map.of("home", "", "topic", "topics/" + topic, "story", story, "offline", "offline", "none", "none");
        pages.forEach((name, path) -> {
            reader.opens("r/demo/" + path + "?lang=" + language);
            if (name.equals("topic") || name.equals("story")) {
                reader.sees("ready");
            }
            var shot =
                    "%s-%s-%d-%s".formatted(name, language, width, scheme.name().toLowerCase(Locale.ROOT));
            reader.page()
                    .screenshot(new Page.ScreenshotOptions()
                            .setPath(SCREENSHOTS.resolve(shot + ".png"))
                            .setFullPage(true));

            assertThat(reader.page().evaluate("document.documentElement.scrollWidth"))
                    .as(shot)
                    .isEqualTo(width);
            assertThat(new AxeBuilder(reader.page()).analyze().getViolations())
                    .as(shot)
                    .extracting(violation -> violation.getId() + ": " + violation.getNodes())
                    .isEmpty();
        });
    }

    private void publish(String headline, String language, String summary, String image) {
        var more = image.isEmpty()
                ? new Object[] {"language", language, "summary", summary, "url", home + "demo/article?sample=ferry"}
                : new Object[] {
                    "language", language, "summary", summary, "url", home + "demo/article?sample=ferry", "image", image
                };
        newsroom.publish(headline, more);
    }
}
