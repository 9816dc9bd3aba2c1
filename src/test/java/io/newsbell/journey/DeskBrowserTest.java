package io.newsbell.journey;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static io.newsbell.journey.Editor.ANNA;
import static io.newsbell.journey.Editor.BEN;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import io.newsbell.MovableClock;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import java.nio.file.Path;
import java.time.Duration;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What editors do at the desk, in a real browser, until phones ring. Screenshots are left in
/// `target/screenshots/console`.
@QuarkusTest
class DeskBrowserTest {
    private static final Path SCREENSHOTS = Path.of("target", "screenshots", "console");
    private static final int PHONES = 12;
    private static final int CLICKS_AT_MOST = 3;
    private static @Nullable Chromium chromium;

    @TestHTTPResource("/")
    String home = "";

    private @Nullable DeskScene played;

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
    void an_article_and_phones_that_follow() {
        played = new DeskScene(requireNonNull(chromium).browser(), home, PHONES);
    }

    @AfterEach
    void only_what_was_wanted_has_rung_and_no_browser_complains() {
        RestAssured.delete("/sandbox/levers");
        var scene = scene();
        scene.closes();
        scene.newsroom().waitUntilNothingIsLeftToDo();
        assertThat(scene.editors())
                .allSatisfy(editor -> assertThat(editor.complaints()).isEmpty());
    }

    @Test
    void from_an_article_on_the_wire_three_clicks_ring_the_phones_after_the_time_to_undo() {
        var anna = scene().enter(ANNA);
        var item = onTheWire(anna);
        shoot(anna, "desk-wire");
        anna.page().evaluate("sessionStorage.clicks = 0");
        countClicks(anna);

        item.getByText("Alert …").click();
        assertThat(anna.page().locator("#title")).hasValue(scene().headline());
        assertThat(anna.page().locator("#phones")).hasText(String.valueOf(PHONES));
        shoot(anna, "desk-compose");
        countClicks(anna);
        anna.reviews();
        assertThat(anna.page().locator("#phones")).hasText(String.valueOf(PHONES));
        shoot(anna, "desk-review");
        countClicks(anna);
        anna.sends();
        anna.seesItLeaving();
        shoot(anna, "desk-leaving");
        assertThat(Integer.parseInt((String) anna.page().evaluate("sessionStorage.clicks")))
                .isBetween(1, CLICKS_AT_MOST);
        scene().nobodyRings();

        scene().wants(scene().headline());
        scene().onlyWhatWasWantedRings();
        anna.seesAlert();
        assertThat(anna.page().locator("#state")).hasText("sent");
        assertThat(anna.page().locator("#accepted")).hasText(String.valueOf(PHONES));
        shoot(anna, "desk-alert-sent");
    }

    @Test
    void narrowing_it_as_one_types_says_how_many_are_left_out_and_rings_the_others_only() {
        var more = scene().newsroom().topic("narrow", scene().newsroom().word("narrow"), false);
        scene().phone().follow(more, "important");
        var anna = scene().enter(ANNA);
        anna.begins(scene().article());
        var page = anna.page();
        assertThat(page.locator("#narrowed-out")).hasCount(0);

        page.getByText("Narrow it").click();
        page.locator("#addNot").fill(more);

        assertThat(page.locator("#narrowed-out")).hasText("1");
        assertThat(page.locator("#phones")).hasText(String.valueOf(PHONES - 1));
        page.locator("#addNot").fill("");
        page.locator("#addAlso").fill(more);
        assertThat(page.locator("#phones")).hasText("1");
        assertThat(page.locator("#narrowed-out")).hasText(String.valueOf(PHONES - 1));
        shoot(anna, "desk-compose-narrowed");
        anna.reviews();
        assertThat(page.locator("#for")).hasText("followers of desk who also follow narrow");
        shoot(anna, "desk-review-narrowed");
        anna.sends();
        anna.seesItLeaving();
        scene().passUndo();
        scene().phone().ringsWith(scene().headline());
        assertThat(scene().rung()).isEqualTo(1);
    }

    @Test
    void who_undoes_it_in_time_rings_nobody_and_finds_the_draft_as_it_was() {
        var anna = scene().enter(ANNA);
        anna.sendsAbout(scene().article());

        anna.button("Undo").click();

        assertThat(anna.heading("Write an alert")).isVisible();
        assertThat(anna.page().locator("#title")).hasValue(scene().headline());
        shoot(anna, "desk-undone");
        scene().onlyWhatWasWantedRings();
    }

    @Test
    void breaking_news_leaves_when_a_second_person_has_approved_it() {
        var anna = scene().enter(ANNA);
        var draft = anna.begins(scene().article());
        anna.chooses("breaking");
        anna.reviews();
        anna.cannot("Send to");
        anna.asksForApproval();
        anna.isTold("It waits for a second person");
        anna.opens(draft + "/review");
        anna.cannot("Approve, and send");
        shoot(anna, "desk-waits-for-second");

        var ben = scene().enter(BEN);
        ben.opens("drafts");
        shoot(ben, "desk-drafts");
        ben.page().getByText(scene().headline()).click();
        assertThat(ben.page().locator(".page-head")).containsText("Written by " + ANNA);
        shoot(ben, "desk-approve");
        ben.approves();
        ben.seesItLeaving();
        scene().nobodyRings();

        scene().wants(scene().headline());
        scene().onlyWhatWasWantedRings();
        ben.seesAlert();
        assertThat(ben.page().locator(".badge.breaking").first()).isVisible();
    }

    @Test
    void who_stops_an_alert_on_its_way_sees_it_stopped_and_no_further_phone_rings() {
        var anna = scene().enter(ANNA);
        anna.begins(scene().article());
        anna.page().getByText("When, and how fast").click();
        anna.page().locator("input[name=pace][value=spread]").check();
        // Chance deals the phones out: of twelve and four minutes, one alert in thirty would ring nobody in the first.
        anna.types("Spread over minutes", "2");
        anna.reviews();
        anna.sends();
        anna.seesItLeaving();
        scene().passUndo();
        anna.seesAlert();
        assertThat(anna.page().locator("#state")).hasText("sending");
        await().atMost(Duration.ofSeconds(20)).until(() -> scene().rung() > 0);
        var rung = scene().rung();
        assertThat(rung).isLessThan(PHONES);
        shoot(anna, "desk-alert-sending");

        anna.button("Stop it").click();

        assertThat(anna.page().locator("#state")).hasText("stopped");
        anna.cannot("Stop it");
        shoot(anna, "desk-alert-stopped");
        MovableClock.advance(Duration.ofMinutes(5));
        scene().newsroom().waitUntilNothingIsLeftToDo();
        assertThat(scene().rung()).isEqualTo(rung);
    }

    @Test
    void a_correction_takes_the_place_of_what_phones_show() {
        var right = "Right: " + scene().ofItsOwnEvent();
        var anna = scene().enter(ANNA);
        anna.sendsAbout(scene().article());
        scene().passUndo();
        anna.seesAlert();
        assertThat(anna.page().locator("#state")).hasText("sent");
        anna.page().reload();

        anna.types("Title", right);
        anna.button("Correct it on all phones").click();

        assertThat(anna.heading(right)).isVisible();
        scene().allRing(right);
        assertThat(anna.page().locator("#live")).containsText("version 2");
        shoot(anna, "desk-alert-corrected");
    }

    @Test
    void of_two_that_a_guard_holds_one_is_approved_and_one_dismissed() {
        scene().newsroom().topic("held", scene().newsroom().word("held"));
        var held = scene().newsroom().word("held");
        var good = "Lorem ipsum of a good one " + held;
        var bad = "Lorem ipsum of a bad one " + held;
        scene().publish(good);
        scene().publish(bad);
        scene().newsroom().alert(good, "held");
        scene().newsroom().alert(bad, "held");
        var ben = scene().enter(BEN);

        decide(ben, good, "held-approve");
        ben.button("Approve, with").click();
        assertThat(ben.page().locator("#state")).hasText(Pattern.compile("approved|sending|sent"));
        scene().newsroom().alert(good, "sent");

        decide(ben, bad, "held-dismiss");
        ben.button("Dismiss").click();
        assertThat(ben.page().locator("#state")).hasText("dismissed");
        scene().newsroom().alert(bad, "dismissed");
    }

    @Test
    void the_keyboard_is_enough() {
        var anna = scene().atTheDoor(new Browser.NewContextOptions());
        var keys = anna.page().keyboard();
        tabTo(anna, "button[value='anna@newsbell.example']");
        keys.press("Enter");
        assertThat(anna.page().locator(".who")).containsText(ANNA);
        onTheWire(anna);

        while (!isOn(anna, scene().headline())) {
            keys.press("j");
        }
        keys.press("j");
        keys.press("k");
        assertThat(anna.page().locator("h2 a:focus")).hasText(scene().headline());
        shoot(anna, "desk-keyboard");
        keys.press("c");
        assertThat(anna.heading("Write an alert")).isVisible();
        tabTo(anna, "button[value=review]");
        keys.press("Enter");
        assertThat(anna.heading("Read it once more")).isVisible();
        tabTo(anna, "form[action$='/send'] button");
        keys.press("Enter");
        anna.seesItLeaving();

        scene().wants(scene().headline());
        scene().onlyWhatWasWantedRings();
    }

    @Test
    void without_javascript_every_page_is_read_and_a_draft_written_reviewed_and_sent() {
        var anna = scene().enter(ANNA, new Browser.NewContextOptions().setJavaScriptEnabled(false));
        var title = scene().ofItsOwnEvent();
        for (var page : new String[] {"wire", "wire?kind=held", "wire?kind=alerted", "drafts", "alerts"}) {
            anna.opens(page);
            assertThat(anna.page().locator("h1")).isVisible();
        }
        anna.begins(scene().article());
        anna.types("Title", title);
        anna.reviews();
        assertThat(anna.page().locator("#phones")).hasText(String.valueOf(PHONES));
        assertThat(anna.page().locator(".phone .title").first()).hasText(title);
        shoot(anna, "desk-without-javascript");
        anna.sends();
        anna.seesItLeaving();

        scene().wants(title);
        scene().onlyWhatWasWantedRings();
        anna.seesAlert();
        assertThat(anna.heading(title)).isVisible();
        anna.page().reload();
        assertThat(anna.page().locator("#state")).hasText("sent");
    }

    private DeskScene scene() {
        return requireNonNull(played);
    }

    private Locator onTheWire(Editor editor) {
        editor.opens("wire");
        var item = editor.page()
                .locator("ol.wire > li")
                .filter(new Locator.FilterOptions().setHasText(scene().headline()));
        assertThat(item).containsText("none of its topics alerts on every article");
        return item;
    }

    /// Every click on the page that is open now.
    private static void countClicks(Editor editor) {
        editor.page().evaluate("""
                () => document.addEventListener('click', event => {
                  if (event.isTrusted) sessionStorage.clicks = Number(sessionStorage.clicks) + 1;
                }, {capture: true})""");
    }

    private static void decide(Editor editor, String headline, String shot) {
        editor.opens("wire?kind=held");
        editor.page()
                .locator("ol.wire > li")
                .filter(new Locator.FilterOptions().setHasText(headline))
                .getByText("Decide")
                .click();
        assertThat(editor.heading(headline)).isVisible();
        editor.isTold("It waits for a person");
        shoot(editor, "desk-" + shot);
    }

    private static boolean isOn(Editor editor, String headline) {
        return headline.equals(editor.page().evaluate("document.activeElement.textContent"));
    }

    private static void tabTo(Editor editor, String selector) {
        for (int presses = 0; presses < 200; presses++) {
            if (Boolean.TRUE.equals(
                    editor.page().evaluate("selector => document.activeElement.matches(selector)", selector))) {
                return;
            }
            editor.page().keyboard().press("Tab");
        }
        throw new AssertionError("No press of the tabulator comes to " + selector);
    }

    private static void shoot(Editor editor, String name) {
        editor.page()
                .screenshot(new Page.ScreenshotOptions()
                        .setPath(SCREENSHOTS.resolve(name + ".png"))
                        .setFullPage(true));
    }
}
