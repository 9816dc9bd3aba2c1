package io.newsbell.journey;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.ReducedMotion;
import io.newsbell.console.Frame;
import io.quarkus.qute.Engine;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The look of the desk, on specimen pages (`src/test/resources/desk`) that use every part of `console.css`
/// and run under the policy of the real ones. Screenshots are left in `target/screenshots/console`.
@QuarkusTest
class DeskLookBrowserTest {
    private static final Path SCREENSHOTS = Path.of("target", "screenshots", "console");
    private static final String SECURITY_POLICY =
            "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' https: http: data:;"
                    + " connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";
    private static final String SHORT = "Work begins";
    private static final String LONG = "Harbour for floating wind farm gets permission after nine years of waiting";
    private static final String TEXT =
            "The port of Milford Haven may build quays for turbines that float. Work begins in spring.";

    private static @Nullable Chromium chromium;

    @TestHTTPResource("/")
    String home = "";

    @Inject
    Engine templates;

    private final List<String> complaints = new ArrayList<>();
    private final List<Page> pages = new ArrayList<>();

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
        pages.forEach(page -> page.context().close());
        assertThat(complaints).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"wire", "compose", "alert", "sign-in"})
    void every_width_in_light_and_dark_fits_and_has_no_accessibility_violation(String specimen) {
        for (var width : List.of(360, 768, 1440)) {
            for (var scheme : List.of(ColorScheme.LIGHT, ColorScheme.DARK)) {
                var name = "%s-%d-%s".formatted(specimen, width, scheme.name().toLowerCase(Locale.ROOT));
                var page = open(specimen, draft(LONG), false, screen(width).setColorScheme(scheme));
                check(page, name, width);
            }
        }
    }

    @Test
    void test_mode_looks_different_at_every_width() {
        for (var width : List.of(360, 1440)) {
            for (var scheme : List.of(ColorScheme.LIGHT, ColorScheme.DARK)) {
                var name = "test-mode-%d-%s".formatted(width, scheme.name().toLowerCase(Locale.ROOT));
                var page = open("wire", draft(LONG), true, screen(width).setColorScheme(scheme));

                assertThat(page.locator(".test-bar")).hasText("TEST – only test phones ring");
                assertThat(page).hasTitle(Pattern.compile("^TEST · "));
                check(page, name, width);
            }
        }
    }

    /// Letter by letter, because the fonts of this computer decide after how many.
    @Test
    void a_title_is_cut_on_the_small_phone_before_it_is_on_the_large_one() {
        var page = open("compose", draft(SHORT, SHORT), false, screen(1440));
        assertThat(fit(page, "Small Android")).hasText("Whole");

        typeUntilCut(page, "Small Android");

        assertThat(fit(page, "Pixel 8")).hasText("Whole");
        assertThat(page.locator(".previews-words p").first()).containsText("on Small Android");
    }

    /// What the words say is what the screen shows: a title that ends at the last whole word is not cut.
    @Test
    void the_words_before_the_cut_are_those_that_fit() {
        var page = open("compose", draft(LONG, SHORT), false, screen(1440));
        assertThat(page.locator(".previews-words .cut").first()).containsText("Small Android");
        var last = lastWordBeforeTheCut(page, "Small Android");

        page.locator("#title").fill(LONG.substring(0, LONG.indexOf(last) + last.length()));

        assertThat(fit(page, "Small Android")).hasText("Whole");
    }

    @Test
    void a_headline_from_right_to_left_mirrors_its_phones_and_is_measured_from_the_right() {
        var page = open("compose", draft(SHORT), false, screen(1440).setColorScheme(ColorScheme.DARK));

        page.locator("#title").fill("دبي تشغّل أكبر محطة للطاقة الشمسية في العالم قبل نهاية العام الجاري");
        page.locator("#body").fill("المشروع يكفي لأكثر من مليون منزل، كما تقول الهيئة.");

        assertThat(fit(page, "Small Android")).hasText(Pattern.compile("Title.* cut"));
        assertThat(page.locator(".previews-words")).containsText(Pattern.compile("after “[^”]*(دبي|تشغّل|أكبر|محطة)"));
        assertThat(page.locator(".phone .note").first().evaluate("note => getComputedStyle(note).direction"))
                .isEqualTo("rtl");
        shootPhones(page, "phones-rtl");
    }

    @Test
    void emoji_and_one_long_word_are_cut_without_harm() {
        var page = open("compose", draft(SHORT), false, screen(1440));

        page.locator("#title")
                .fill("Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft 🚢");
        page.locator("#body").fill("👩‍👩‍👧‍👦 ".repeat(120));

        assertThat(page.locator(".previews-words .cut").first()).containsText("inside the first word on");
        assertThat(fit(page, "Small Android")).hasText("Title and text cut");
        shootPhones(page, "phones-long-word");
    }

    @Test
    void a_picture_takes_room_from_the_text() {
        var page = open("compose", draft(SHORT), false, screen(1440));
        var text = page.locator(".phone[data-phone='iPhone SE'] .text");
        var before = text.boundingBox().width;

        page.locator("#image")
                .fill("data:image/svg+xml,<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 2 1'>"
                        + "<rect width='2' height='1' fill='teal'/></svg>");

        assertThat(page.locator(".phone .thumb").first()).isVisible();
        assertThat(text.boundingBox().width).isLessThan(before);
        page.locator("[name=level][value=breaking]").check();
        assertThat(page.locator(".phone[data-phone='iPhone SE'] .urgent")).isVisible();
        shootPhones(page, "phones-picture");
    }

    @Test
    void the_first_tab_skips_to_the_page() {
        var page = open("wire", draft(LONG), true, screen(1440));

        page.keyboard().press("Tab");
        assertThat(page.locator(".skip")).isFocused();
        assertThat(page.locator(".skip")).isInViewport();
        shoot(page, "skip-link");
        page.keyboard().press("Enter");

        assertThat(page.locator("#main")).isFocused();
    }

    @Test
    void a_message_that_is_too_large_says_by_how_much() {
        var page = open("too-large", draft(LONG), false, screen(768));

        assertThat(page.locator("#bytes")).containsText("Too large by 54 bytes: Firebase would refuse it.");
        check(page, "too-large", 768);
    }

    @Test
    void without_javascript_the_servers_words_are_on_the_screens() {
        var page = open("compose", draft(LONG), false, screen(1440).setJavaScriptEnabled(false));

        assertThat(page.locator(".phone .title"))
                .hasText(new String[] {LONG, LONG, LONG, LONG, LONG, LONG, LONG, LONG});
        shootPhones(page, "phones-without-javascript");
    }

    private static Locator fit(Page page, String phone) {
        return page.locator(".phone[data-phone='" + phone + "'] .fit");
    }

    private static void typeUntilCut(Page page, String phone) {
        for (int length = 5; length <= LONG.length(); length++) {
            page.locator("#title").fill(LONG.substring(0, length));
            if (requireNonNull(fit(page, phone).textContent()).contains("cut")) {
                return;
            }
        }
        throw new AssertionError("never cut on " + phone);
    }

    private static String lastWordBeforeTheCut(Page page, String phone) {
        var said = requireNonNull(page.locator(".previews-words p").first().textContent());
        var clauses = Pattern.compile("after “([^”]+)” on ([^;]*)").matcher(said);
        while (clauses.find()) {
            if (List.of(clauses.group(2).replaceAll("\\.$", "").split(", ")).contains(phone)) {
                return clauses.group(1).substring(clauses.group(1).lastIndexOf(' ') + 1);
            }
        }
        throw new AssertionError(phone + " is not in: " + said);
    }

    private static Map<String, String> draft(String title) {
        return draft(title, TEXT);
    }

    private static Map<String, String> draft(String title, String body) {
        return Map.of("title", title, "body", body, "image", "");
    }

    private static Browser.NewContextOptions screen(int width) {
        return new Browser.NewContextOptions()
                .setViewportSize(width, width < 500 ? 740 : 900)
                .setReducedMotion(ReducedMotion.REDUCE);
    }

    private static void check(Page page, String name, int width) {
        shoot(page, name);
        assertThat(page.evaluate("document.documentElement.scrollWidth"))
                .as(name + " scrolls only downwards")
                .isEqualTo(width);
        assertThat(new AxeBuilder(page).analyze().getViolations())
                .as("violations in " + name)
                .extracting(violation -> violation.getId() + ": " + violation.getNodes())
                .isEmpty();
    }

    private Page open(String specimen, Map<String, String> draft, boolean isTest, Browser.NewContextOptions options) {
        var page = requireNonNull(chromium).browser().newContext(options).newPage();
        page.onConsoleMessage(message -> {
            if (message.type().equals("error") || message.type().equals("warning")) {
                complaints.add(message.text());
            }
        });
        page.onPageError(complaints::add);
        pages.add(page);
        var address = home + "specimen";
        var html = render(specimen, draft, isTest);
        page.route(
                address,
                route -> route.fulfill(new Route.FulfillOptions()
                        .setHeaders(Map.of(
                                "Content-Type", "text/html; charset=utf-8", "Content-Security-Policy", SECURITY_POLICY))
                        .setBody(html)));
        page.navigate(address);
        return page;
    }

    private String render(String specimen, Map<String, String> draft, boolean isTest) {
        var isSignIn = specimen.equals("sign-in");
        var frame = new Frame(
                isSignIn ? "" : "Anne Hughes",
                "Author, approver",
                "Daily Post",
                "/desk/daily-post",
                specimen.equals("compose") ? Frame.Section.COMPOSE : Frame.Section.WIRE,
                List.of(Frame.Section.values()),
                "token",
                false,
                isTest);
        return templates
                .parse(source(specimen))
                .data("frame", frame)
                .data("title", draft.get("title"))
                .data("body", draft.get("body"))
                .data("image", draft.get("image"))
                .data("states", List.of("approved", "dismissed", "stopped", "expired"))
                .data("platforms", List.of("Android", "iOS", "Web"))
                .render();
    }

    private static String source(String specimen) {
        try (var file = DeskLookBrowserTest.class.getResourceAsStream("/desk/" + specimen + ".html")) {
            return new String(requireNonNull(file).readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static void shoot(Page page, String name) {
        page.screenshot(new Page.ScreenshotOptions()
                .setPath(SCREENSHOTS.resolve(name + ".png"))
                .setFullPage(true));
    }

    private static void shootPhones(Page page, String name) {
        page.locator(".previews")
                .screenshot(new Locator.ScreenshotOptions().setPath(SCREENSHOTS.resolve(name + ".png")));
    }
}
