package io.newsbell.journey;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static io.newsbell.journey.Editor.ANNA;
import static io.newsbell.journey.Editor.BEN;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.ReducedMotion;
import io.newsbell.MovableClock;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Every page of the desk as it is served, on a phone in dark and on a desk in light: axe-core finds
/// nothing, and nothing scrolls sideways. Screenshots are left in `target/screenshots/console`.
@QuarkusTest
class DeskPagesBrowserTest {
    private static final Path SCREENSHOTS = Path.of("target", "screenshots", "console");
    private static final int DESK = 1440;
    private static final int PHONE = 360;
    private static final int MORE_PHONES = 29;

    /// Of a page of an alert that is over.
    private static final int TWO_POLLS = 12_000;

    private static @Nullable Chromium chromium;

    @TestHTTPResource("/")
    String home = "";

    private final List<String> faults = new ArrayList<>();
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
    void an_article_and_a_phone_that_follows() {
        played = new DeskScene(requireNonNull(chromium).browser(), home, 1);
    }

    @AfterEach
    void nothing_is_wrong_with_any_page() {
        var scene = scene();
        scene.editors().forEach(editor -> faults.addAll(editor.complaints()));
        scene.closes();
        scene.passUndo();
        assertThat(faults).isEmpty();
    }

    @Test
    void on_the_way_from_the_sign_in_to_the_sent_alert() {
        var anna = scene().atTheDoor(calm());
        look(anna, "sign-in");
        anna.comesInAs(ANNA);
        anna.opens("wire");
        look(anna, "wire");
        anna.opensArticle(scene().article());
        look(anna, "article");
        anna.begins(scene().article());
        look(anna, "compose");
        anna.reviews();
        look(anna, "review");
        anna.opens("drafts");
        look(anna, "drafts");
        anna.sendsAbout(scene().article());
        scene().passUndo();
        anna.seesAlert();
        assertThat(anna.page().locator("#state")).hasText("sent");
        look(anna, "alert");
        anna.opens("alerts");
        look(anna, "alerts");
    }

    @Test
    void what_came_of_an_alert_beside_others() {
        scene().moreFollow(MORE_PHONES);
        var anna = scene().enter(ANNA, calm());
        anna.sendsAbout(scene().article());
        scene().passUndo();
        anna.seesAlert();
        assertThat(anna.page().locator("#state")).hasText("sent");
        PastAlerts.of(anna.path().replaceFirst("alerts/([0-9a-f-]+).*", "$1"));

        anna.page().reload();

        assertThat(anna.page().locator("#platforms tbody tr"))
                .hasCount(2, new LocatorAssertions.HasCountOptions().setTimeout(TWO_POLLS));
        assertThat(anna.page().locator("#beside tbody tr"))
                .hasCount(4, new LocatorAssertions.HasCountOptions().setTimeout(TWO_POLLS));
        assertThat(anna.page().locator("#unfollows")).hasText("3");
        look(anna, "alert-aftermath");
    }

    @Test
    void what_leaves_tomorrow() {
        var anna = scene().enter(ANNA, calm());
        anna.begins(scene().article());
        anna.page().getByText("When, and how fast").click();
        var tomorrow = LocalDateTime.ofInstant(new MovableClock().instant().plus(Duration.ofDays(1)), ZoneOffset.UTC)
                .truncatedTo(ChronoUnit.MINUTES);
        anna.types("Send at", tomorrow.toString());
        anna.reviews();
        anna.sends();
        anna.seesItLeaving();

        look(anna, "leaving");

        anna.button("Undo").click();
        assertThat(anna.heading("Write an alert")).isVisible();
    }

    @Test
    void what_is_wrong_or_waits_for_somebody() {
        var ben = scene().enter(BEN, calm());
        var draft = ben.begins(scene().article());
        ben.types("Title", "");
        ben.types("Link", "none");
        ben.asksForReview();
        ben.isTold("Give a title");
        look(ben, "compose-faulty");
        ben.types("Title", "LOREM IPSUM DOLOR SIT " + scene().word() + "?");
        ben.types("Link", "https://other.example/");
        ben.chooses("breaking");
        ben.reviews();
        look(ben, "review-grave");
        ben.meansIt();
        ben.asksForApproval();
        ben.isTold("It waits for a second person");
        ben.opens(draft + "/review");
        look(ben, "review-waits");
        ben.opens("drafts/00000000-0000-0000-0000-000000000000");
        look(ben, "refusal");

        var word = scene().newsroom().word("held");
        scene().newsroom().topic("held", word);
        scene().publish("Lorem ipsum " + word);
        ben.opens("alerts/"
                + scene().newsroom().alert("Lorem ipsum " + word, "held").getString("alertId"));
        look(ben, "alert-held");
        ben.button("Dismiss").click();
        assertThat(ben.page().locator("#state")).hasText("dismissed");
        look(ben, "alert-dismissed");
    }

    @Test
    void what_those_look_at_who_run_the_desk() {
        var anna = scene().enter(ANNA, calm());
        anna.opens("people");
        look(anna, "people");
        anna.page()
                .getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName(BEN))
                .click();
        look(anna, "person");
        anna.opens("web");
        anna.page().locator("#others summary").click();
        assertThat(anna.page().locator("newsbell-follow[state]")).hasCount(7);
        look(anna, "website");
        anna.opens("topics");
        look(anna, "topics");
        anna.opens("topics/" + scene().topic());
        look(anna, "topic");
        anna.opens("support");
        look(anna, "support");
        anna.opens("ops");
        look(anna, "ops");
        try {
            anna.button("Pause rehearse").click();
            assertThat(anna.button("Resume rehearse")).isVisible();
            look(anna, "ops-paused");
        } finally {
            DeskBrowser.ofAnna().post(DeskBrowser.DEMO + "/ops/steps/rehearse/resume", Map.of());
        }
        anna.opens("audit");
        look(anna, "audit");
        anna.opens("sending");
        look(anna, "sending");
        anna.opens("nowhere/at-all");
        look(anna, "nowhere");
        assertThat(anna.heading("There is no such thing here")).isVisible();
    }

    @Test
    void an_alert_for_fewer_readers_and_a_topic_that_is_merged() {
        var anna = scene().enter(ANNA, calm());
        var other = scene().newsroom().topic("other", scene().newsroom().word("other"), false);
        anna.begins(scene().article());
        anna.page().getByText("Narrow it").click();
        anna.types("Nobody who follows", other);
        anna.reviews();
        look(anna, "review-narrowed");
        anna.page().getByText("Change it").click();
        look(anna, "compose-narrowed");

        anna.opens("topics/" + scene().topic());
        anna.types("Short name of the other topic", "no-such-topic");
        anna.button("Look at it").click();
        look(anna, "topic-merge-faulty");
        anna.types("Short name of the other topic", other);
        anna.button("Look at it").click();
        look(anna, "merge-review");
        anna.meansIt();
        anna.button("Merge into").click();
        anna.isTold("Done.");
        look(anna, "merge");
        anna.opens("topics/" + other);
        look(anna, "topic-merged-into");
    }

    private DeskScene scene() {
        return requireNonNull(played);
    }

    private static Browser.NewContextOptions calm() {
        return new Browser.NewContextOptions()
                .setViewportSize(DESK, 900)
                .setTimezoneId("UTC")
                .setReducedMotion(ReducedMotion.REDUCE);
    }

    /// Each width in one colour: what axe finds of colours does not depend on the width, and the other way
    /// round.
    private void look(Editor editor, String name) {
        look(editor.page(), name, PHONE, 740, ColorScheme.DARK);
        look(editor.page(), name, DESK, 900, ColorScheme.LIGHT);
    }

    private void look(Page page, String of, int width, int height, ColorScheme scheme) {
        var name = "real-%s-%d-%s".formatted(of, width, scheme.name().toLowerCase(Locale.ROOT));
        page.setViewportSize(width, height);
        page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(scheme));
        page.screenshot(new Page.ScreenshotOptions()
                .setPath(SCREENSHOTS.resolve(name + ".png"))
                .setFullPage(true));
        if (!page.evaluate("document.documentElement.scrollWidth").equals(width)) {
            faults.add(name + " scrolls sideways");
        }
        new AxeBuilder(page)
                .analyze()
                .getViolations()
                .forEach(violation -> faults.add(name + " " + violation.getId() + ": "
                        + violation.getNodes().stream()
                                .map(node -> node.getHtml())
                                .toList()));
    }
}
