package io.newsbell.journey;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static io.newsbell.journey.Editor.ANNA;
import static io.newsbell.journey.Editor.BEN;

import com.microsoft.playwright.Route;
import io.newsbell.people.Role;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;

/// Somebody does what somebody else has to do, or is not who the server thinks.
final class MistakenPeople {
    private MistakenPeople() {}

    static List<Mistake> all() {
        return List.of(
                new Mistake(
                        "approves what was changed since it was read",
                        "the hash that was read",
                        MistakenPeople::approvesAnOldPage),
                new Mistake(
                        "changes the text after asking for approval",
                        "the proposal is void",
                        MistakenPeople::changesAfterProposing),
                new Mistake("approves one's own draft", "authors", MistakenPeople::approvesOnesOwn),
                new Mistake("approves after co-writing", "authors", MistakenPeople::approvesAfterCoWriting),
                new Mistake("approves without the role", "roles", MistakenPeople::approvesWithoutTheRole),
                new Mistake("sends breaking without the right", "roles", MistakenPeople::breakingWithoutTheRight),
                new Mistake(
                        "the session is over between review and Send",
                        "sign-in; the draft is kept",
                        MistakenPeople::sessionIsOver),
                new Mistake(
                        "somebody else has signed in in the other tab",
                        "the form's token",
                        MistakenPeople::formOfAnotherSession),
                new Mistake("a form of another site", "cookie, origin, token", MistakenPeople::formOfAnotherSite));
    }

    private static void approvesAnOldPage(DeskScene scene) {
        var anna = scene.enter(ANNA);
        var draft = proposes(scene, anna);
        var ben = scene.enter(BEN);
        ben.opens(draft + "/review");
        anna.opens(draft);
        anna.types("Text", "Ben has not read this.");
        anna.reviews();
        anna.asksForApproval();
        anna.isTold("It waits for a second person");

        ben.approves();

        ben.isRefused("somebody has changed the draft since you read it");
    }

    private static void changesAfterProposing(DeskScene scene) {
        var anna = scene.enter(ANNA);
        var draft = proposes(scene, anna);
        var ben = scene.enter(BEN);
        ben.opens(draft + "/review");
        var hash = ben.valueOf("hash");
        anna.opens(draft);
        anna.types("Text", "Nobody has asked for the approval of this.");
        anna.reviews();

        ben.opens(draft + "/review");
        ben.cannot("Approve, and send");
        ben.forges(draft + "/approve", Map.of("hash", hash, "phones", "1", "confirmed", "yes"));

        ben.isRefused("somebody has changed the draft since you read it");
        ben.opens(draft + "/review");
        ben.forges(draft + "/approve", Map.of("hash", ben.valueOf("hash"), "phones", "1", "confirmed", "yes"));
        ben.isRefused("Nobody asks for its approval now");
    }

    private static void approvesOnesOwn(DeskScene scene) {
        var ben = scene.enter(BEN);
        var draft = proposes(scene, ben);

        ben.opens(draft + "/review");
        ben.cannot("Approve, and send");
        forgesApproval(ben, draft);

        ben.isRefused("somebody else has to be the second person");
    }

    private static void approvesAfterCoWriting(DeskScene scene) {
        var anna = scene.enter(ANNA);
        var draft = anna.begins(scene.article());
        anna.chooses("breaking");
        anna.reviews();
        var ben = scene.enter(BEN);
        ben.opens(draft);
        ben.types("Text", "Ben knows it better.");
        ben.reviews();
        anna.opens(draft + "/review");
        anna.asksForApproval();
        anna.isTold("It waits for a second person");

        ben.opens(draft + "/review");
        ben.cannot("Approve, and send");
        forgesApproval(ben, draft);

        ben.isRefused("somebody else has to be the second person");
    }

    private static void approvesWithoutTheRole(DeskScene scene) {
        var ben = scene.enter(BEN);
        var draft = proposes(scene, ben);
        var anna = scene.enter(ANNA);

        anna.opens(draft + "/review");
        anna.cannot("Approve, and send");
        forgesApproval(anna, draft);

        anna.isRefused("You have no right to do this");
    }

    private static void breakingWithoutTheRight(DeskScene scene) {
        try {
            DeskScene.rolesOfAnna(EnumSet.of(Role.AUTHOR));
            var anna = scene.enter(ANNA);
            anna.begins(scene.article());
            anna.chooses("breaking");
            anna.reviews();

            anna.asksForApproval();

            anna.isRefused("You may not send breaking alerts");
        } finally {
            DeskScene.rolesOfAnna(EnumSet.of(Role.AUTHOR, Role.BREAKING, Role.OPS, Role.ADMIN));
        }
    }

    private static void sessionIsOver(DeskScene scene) {
        var anna = scene.enter(ANNA);
        var draft = anna.begins(scene.article());
        anna.types("Title", "Kept over the sign-in " + scene.word());
        anna.reviews();
        var other = anna.anotherTab();
        other.opens("wire");
        other.button("Sign out").click();
        assertThat(other.button("Come in as " + ANNA)).isVisible();

        anna.sends();

        assertThat(anna.button("Come in as " + ANNA)).isVisible();
        anna.comesInAs(ANNA);
        anna.opens(draft);
        assertThat(anna.page().locator("#title")).hasValue("Kept over the sign-in " + scene.word());
    }

    private static void formOfAnotherSession(DeskScene scene) {
        var anna = scene.enter(ANNA);
        anna.begins(scene.article());
        anna.reviews();
        var other = anna.anotherTab();
        other.opens("wire");
        other.button("Sign out").click();
        other.comesInAs(BEN);

        anna.sends();

        anna.isTold("Nothing was done");
        assertThat(anna.heading("This form is not from this session")).isVisible();
    }

    /// It even knows the token.
    private static void formOfAnotherSite(DeskScene scene) {
        var anna = scene.enter(ANNA);
        anna.begins(scene.article());
        anna.reviews();
        var target = anna.page().url().replace("/review", "/send");
        var form = """
                <form method="post" action="%s"><input name="csrf" value="%s"><input name="version" value="%s">
                <input name="phones" value="%s"><button>Win a phone</button></form>""".formatted(target, anna.valueOf("csrf"), anna.valueOf("version"), anna.valueOf("phones"));
        var other = anna.anotherTab();
        other.page()
                .route(
                        "https://prizes.example/",
                        route -> route.fulfill(new Route.FulfillOptions()
                                .setContentType("text/html")
                                .setBody(form)));
        other.page().navigate("https://prizes.example/");

        other.button("Win a phone").click();

        assertThat(other.heading("This form comes from another site")).isVisible();
    }

    /// @return the draft's path
    private static String proposes(DeskScene scene, Editor author) {
        var draft = author.begins(scene.article());
        author.chooses("breaking");
        author.reviews();
        author.asksForApproval();
        author.isTold("It waits for a second person");
        return draft;
    }

    private static void forgesApproval(Editor editor, String draft) {
        editor.forges(
                draft + "/approve",
                Map.of("hash", editor.valueOf("hash"), "phones", editor.valueOf("phones"), "confirmed", "yes"));
    }
}
