package io.newsbell.journey;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static io.newsbell.journey.Editor.ANNA;
import static io.newsbell.journey.Editor.BEN;

import com.microsoft.playwright.Route;
import java.util.List;
import java.util.Map;

/// Clicks too many, and pages that are not what they were.
final class HastyMistakes {
    private static final String SOMEBODY_CHANGED = "somebody has changed the draft since you read it";

    private HastyMistakes() {}

    static List<Mistake> all() {
        return List.of(
                new Mistake("double click on Send", "a draft is sent once", HastyMistakes::doubleClick),
                new Mistake("Send in two tabs", "a draft is sent once", HastyMistakes::twoTabs),
                new Mistake(
                        "Back after sending, and Send again", "the page is asked for anew", HastyMistakes::goesBack),
                new Mistake(
                        "Send on a page from before another's change",
                        "the version that was read",
                        HastyMistakes::pageFromBeforeAChange),
                new Mistake("undo after it has left", "shows the alert", HastyMistakes::undoesTooLate),
                new Mistake(
                        "discarded in one tab, sent in another",
                        "the state of the draft",
                        HastyMistakes::sendsWhatWasDiscarded),
                new Mistake(
                        "30 more follow since the review", "the number that was read", HastyMistakes::audienceHasGrown),
                new Mistake(
                        "a topic is retired since the review", "looked at once more", HastyMistakes::topicIsRetired),
                new Mistake(
                        "the article is taken back since the review",
                        "looked at once more",
                        HastyMistakes::articleIsTakenBack),
                new Mistake(
                        "a wrong app, or another's draft, in the address",
                        "drafts are looked for in the app",
                        HastyMistakes::wrongAddress));
    }

    private static void doubleClick(DeskScene scene) {
        var anna = scene.enter(ANNA);
        anna.begins(scene.article());
        anna.reviews();
        scene.wants(scene.headline());

        anna.button("Send to").dblclick();

        anna.seesItLeaving();
        scene.onlyWhatWasWantedRings();
    }

    private static void twoTabs(DeskScene scene) {
        var anna = scene.enter(ANNA);
        var draft = anna.begins(scene.article());
        anna.reviews();
        var other = anna.anotherTab();
        other.opens(draft + "/review");
        scene.wants(scene.headline());

        anna.sends();
        other.sends();

        other.seesItLeaving();
        scene.onlyWhatWasWantedRings();
    }

    private static void goesBack(DeskScene scene) {
        var anna = scene.enter(ANNA);
        anna.sendsAbout(scene.article());
        scene.wants(scene.headline());

        anna.page().goBack();
        anna.seesItLeaving();
        anna.cannot("Send to");

        scene.passUndo();
        anna.seesAlert();
        anna.page().goBack();
        anna.cannot("Send to");
        scene.onlyWhatWasWantedRings();
    }

    private static void pageFromBeforeAChange(DeskScene scene) {
        var anna = scene.enter(ANNA);
        var draft = anna.begins(scene.article());
        anna.reviews();
        var ben = scene.enter(BEN);
        ben.opens(draft);
        ben.types("Title", "Not what Anna has read " + scene.word());
        ben.reviews();

        anna.sends();

        anna.isRefused(SOMEBODY_CHANGED);
    }

    /// The page has lost its server, and does not notice that the time is over.
    private static void undoesTooLate(DeskScene scene) {
        var anna = scene.enter(ANNA);
        anna.page().route("**/left", Route::abort);
        anna.sendsAbout(scene.article());
        scene.wants(scene.headline());
        scene.passUndo();

        anna.button("Undo").click();

        anna.seesAlert();
        anna.isRefused("It had left before you undid it");
    }

    private static void sendsWhatWasDiscarded(DeskScene scene) {
        var anna = scene.enter(ANNA);
        var draft = anna.begins(scene.article());
        anna.reviews();
        var other = anna.anotherTab();
        other.opens(draft);
        other.button("Discard this draft").click();
        assertThat(other.heading("Drafts")).isVisible();

        anna.sends();

        anna.isTold("Begin a new one from the wire");
    }

    private static void audienceHasGrown(DeskScene scene) {
        var anna = scene.enter(ANNA);
        anna.begins(scene.article());
        anna.reviews();
        scene.moreFollow(30);

        anna.sends();

        anna.isRefused("another number than you were told");
    }

    private static void topicIsRetired(DeskScene scene) {
        var anna = scene.enter(ANNA);
        anna.begins(scene.article());
        anna.reviews();
        scene.newsroom().as().delete("/v1/topics/{slug}", scene.topic()).then().statusCode(204);

        anna.sends();

        anna.isRefused("Nothing was sent");
    }

    private static void articleIsTakenBack(DeskScene scene) {
        var anna = scene.enter(ANNA);
        anna.begins(scene.article());
        anna.reviews();
        scene.takeBack(scene.article());

        anna.sends();

        anna.isRefused("Nothing was sent");
    }

    private static void wrongAddress(DeskScene scene) {
        var anna = scene.enter(ANNA);
        var draft = anna.begins(scene.article());
        var other = scene.otherApp();
        anna.page().navigate(anna.page().url().replace("/demo/", "/" + other + "/"));
        anna.isTold("Check the address");
        anna.opens(draft);
        anna.reviews();
        var fields = Map.of("version", anna.valueOf("version"), "phones", anna.valueOf("phones"));

        anna.forges("../" + other + "/" + draft + "/send", fields);
        anna.isTold("Check the address");

        anna.opens("wire");
        anna.forges("drafts/" + scene.draftOf(other) + "/send", fields);
        anna.isTold("Check the address");
    }
}
