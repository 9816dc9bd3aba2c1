package io.newsbell.journey;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.ReducedMotion;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// What a visitor sees and does, in a real browser. Screenshots are left in `target/screenshots`.
@QuarkusTest
class PhonesPageBrowserTest {
    private static final Path SCREENSHOTS = Path.of("target", "screenshots");
    private static @Nullable Chromium chromium;

    @TestHTTPResource("/")
    String home = "";

    private final Newsroom newsroom = new Newsroom();
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

    /// A breach of the page's own security policy is a complaint, too.
    @AfterEach
    void the_browser_has_nothing_to_complain_about() {
        pages.forEach(page -> page.context().close());
        assertThat(complaints).isEmpty();
    }

    @Test
    void publishing_rings_the_right_phones_without_a_reload() {
        var page = open(desktop());
        page.evaluate("window.notReloaded = true");

        page.locator("input[value=wind]").check();
        page.locator("#publish").click();

        assertThat(page.locator("#notes-daniel .note.ringing").first()).containsText("Senedd backs harbour");
        assertThat(page.locator("#notes-zainab .note.ringing").first()).containsText("Senedd backs harbour");
        shoot(page, "ringing");
        assertThat(page.locator("#rings")).containsText("Daniel’s phone rings: Senedd backs harbour");
        assertThat(page.locator("#why-daniel"))
                .hasText(Pattern.compile("Rang\\s+Follows “Wales”: the headline says “Senedd”."));
        assertThat(page.locator("#why-asha")).containsText("the article is about Wales and Renewable energy");
        assertThat(page.locator("#story .outcome"))
                .containsText(Pattern.compile("Alert sent to \\d+ phones in \\d+ ms"));
        assertThat(page.evaluate("window.notReloaded")).isEqualTo(true);
    }

    @Test
    void an_article_from_the_newsroom_appears_by_itself() {
        var page = open(desktop());
        var headline = "Kochi celebrates " + UUID.randomUUID();

        newsroom.publish(headline);

        assertThat(page.locator("#story-title")).hasText(headline);
        assertThat(page.locator("#notes-meera .note").first()).containsText(headline);
        assertThat(page.locator("#why-meera")).containsText("Follows “Kochi”: the headline says “Kochi”.");
    }

    @Test
    void an_older_article_shows_why_it_rang_and_the_newest_is_one_press_away() {
        var page = open(desktop());
        var older = "Kochi in brief " + UUID.randomUUID();
        var newer = "Cardiff in brief " + UUID.randomUUID();
        newsroom.publish(older);
        assertThat(page.locator("#story-title")).hasText(older);
        newsroom.publish(newer);
        assertThat(page.locator("#story-title")).hasText(newer);

        page.locator("#articles a", new Page.LocatorOptions().setHasText(older)).click();
        assertThat(page.locator("#story-title")).hasText(older);
        assertThat(page.locator("#why-meera")).containsText("Rang");
        assertThat(page.locator("#why-daniel")).containsText("Silent");

        page.locator("text=Show the newest").click();
        assertThat(page.locator("#why-daniel")).containsText("Rang");
    }

    @Test
    void the_keyboard_is_enough() {
        var page = open(desktop());
        var keys = page.keyboard();

        tabTo(page, "input[name=sample]");
        keys.press("ArrowDown");
        keys.press("ArrowDown");
        assertThat(page.locator("input[value=ferry]")).isChecked();
        tabTo(page, "#publish");
        shoot(page, "keyboard-focus");
        keys.press("Enter");
        assertThat(page.locator("#why-meera")).containsText("Rang");
        assertThat(page.locator("#publish")).isFocused();

        tabTo(page, "#change-tom summary");
        keys.press("Enter");
        tabTo(page, "#tom-rugby");
        keys.press("Space");
        assertThat(page.locator("#follows-tom")).containsText("Rugby");
        assertThat(page.locator("#tom-rugby")).hasAttribute("aria-pressed", "true");
        assertThat(page.locator("#tom-rugby")).isFocused();
        keys.press("Space");
        assertThat(page.locator("#follows-tom")).not().containsText("Rugby");
    }

    @Test
    void pressing_again_before_the_first_press_is_answered_counts() {
        var page = open(desktop());
        var answers = new ArrayList<Runnable>();
        page.route("**/demo/phones/tom/topics", press -> {
            var answer = press.fetch();
            answers.add(() -> press.fulfill(new Route.FulfillOptions().setResponse(answer)));
        });
        page.locator("#change-tom summary").click();

        page.locator("#tom-rugby").press("Space");
        assertThat(page.locator("#follows-tom")).containsText("Rugby");
        page.locator("#tom-rugby").press("Space");
        answers.getFirst().run();

        assertThat(page.locator("#follows-tom")).not().containsText("Rugby");
        answers.getLast().run();
        assertThat(page.locator("#tom-rugby")).hasAttribute("aria-pressed", "false");
        assertThat(page.locator("#tom-rugby")).isFocused();
    }

    @Test
    void a_narrow_phone_scrolls_only_downwards() {
        var page = open(desktop().setViewportSize(360, 740).setDeviceScaleFactor(2));
        page.locator("#own summary").click();

        assertThat(page.evaluate("document.documentElement.scrollWidth")).isEqualTo(360);
        page.locator("#own summary").click();
        shoot(page, "narrow");
        whole(page, "narrow-whole");
    }

    @Test
    void light_and_dark_are_free_of_accessibility_violations() {
        for (var scheme : List.of(ColorScheme.LIGHT, ColorScheme.DARK)) {
            var page = open(desktop().setColorScheme(scheme));
            page.locator("#own summary").click();
            page.locator("#change-asha summary").click();

            assertThat(new AxeBuilder(page).analyze().getViolations())
                    .as("violations in " + scheme)
                    .extracting(violation -> violation.getId() + ": " + violation.getNodes())
                    .isEmpty();
            whole(page, scheme.name().toLowerCase(java.util.Locale.ROOT));
        }
    }

    @Test
    void nothing_swings_where_motion_is_not_wanted() {
        var page = open(desktop().setReducedMotion(ReducedMotion.REDUCE));
        var headline = "Cardiff stands still " + UUID.randomUUID();

        newsroom.publish(headline);

        var ringing = page.locator("#notes-daniel .note.ringing");
        assertThat(ringing).containsText(headline);
        assertThat(ringing.evaluate("note => getComputedStyle(note).animationName"))
                .isEqualTo("none");
    }

    @Test
    void a_hostile_headline_stays_text() {
        var page = open(desktop());
        page.onDialog(dialog -> complaints.add("a dialog: " + dialog.message()));
        var headline = "Kochi <img src=x onerror=alert(1)> " + UUID.randomUUID();

        newsroom.publish(headline.replace("<", "&lt;").replace(">", "&gt;"));

        assertThat(page.locator("#story-title")).hasText(headline);
        assertThat(page.locator("#notes-meera .note").first()).containsText(headline);
    }

    @Test
    void a_mistake_is_told_beside_the_form() {
        var page = open(desktop());
        page.locator("#own summary").click();
        page.locator("[name=headline]").fill("<b></b>");
        page.locator("#publish-own").click();

        assertThat(page.locator("#composer-note")).containsText("nothing was left of this one without its markup");
        // The browser reports every answer that is not a success.
        complaints.removeIf(complaint -> complaint.contains("422"));
    }

    @Test
    void it_works_without_javascript() {
        var page = open(desktop().setJavaScriptEnabled(false));

        page.locator("input[value=rain]").check();
        page.locator("#publish").click();

        assertThat(page.locator("#story-title")).containsText("मुंबई में भारी बारिश");
        assertThat(page.locator("#why-asha")).containsText("Follows “Mumbai”: the headline says “मुंबई”.");
    }

    private static Browser.NewContextOptions desktop() {
        return new Browser.NewContextOptions().setViewportSize(1280, 900);
    }

    private Page open(Browser.NewContextOptions options) {
        var page = java.util.Objects.requireNonNull(chromium)
                .browser()
                .newContext(options)
                .newPage();
        page.onConsoleMessage(message -> {
            if (message.type().equals("error") || message.type().equals("warning")) {
                complaints.add(message.text());
            }
        });
        page.onPageError(complaints::add);
        pages.add(page);
        page.navigate(home);
        return page;
    }

    private static void tabTo(Page page, String target) {
        var wanted = page.locator(target);
        for (int presses = 0; presses < 150; presses++) {
            page.keyboard().press("Tab");
            if ((Boolean) page.evaluate("target => document.activeElement.matches(target)", target)) {
                return;
            }
        }
        assertThat(wanted).isFocused();
    }

    private static void shoot(Page page, String name) {
        page.screenshot(new Page.ScreenshotOptions().setPath(SCREENSHOTS.resolve(name + ".png")));
    }

    private static void whole(Page page, String name) {
        page.screenshot(new Page.ScreenshotOptions()
                .setPath(SCREENSHOTS.resolve(name + ".png"))
                .setFullPage(true));
    }
}
