package io.newsbell.journey;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static io.newsbell.journey.Editor.ANNA;

import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/// What is written is not what should be sent.
final class MistakenWords {
    private MistakenWords() {}

    static List<Mistake> all() {
        return List.of(
                new Mistake("no title", "the rules of the API", faulty("Title", "", "Give a title")),
                new Mistake(
                        "a title of 151 characters",
                        "the rules of the API",
                        faulty("Title", "x".repeat(151), "at most 150 characters")),
                new Mistake(
                        "a link that is none",
                        "the rules of the API",
                        faulty("Link", "www,example", "Give an address")),
                new Mistake(
                        "an image that is none",
                        "the rules of the API",
                        faulty("Image", "heat.jpg", "Give an address")),
                new Mistake("a digest that is spread", "the rules of the API", MistakenWords::spreadsADigest),
                new Mistake(
                        "a link to another site than the article's",
                        "must be meant",
                        grave("Link", "https://other.example/", "other_link")),
                new Mistake(
                        "words of a test", "must be meant", grave("Title", "Lorem ipsum dolor sit amet", "test_words")),
                new Mistake("the same news again", "must be meant", MistakenWords::sameNewsAgain),
                new Mistake("nobody follows", "must be meant", MistakenWords::nobodyFollows),
                new Mistake("a time that is over", "must be meant", MistakenWords::aTimeThatIsOver),
                new Mistake("a title that asks, or shouts", "warned of", MistakenWords::asksOrShouts));
    }

    private static Consumer<DeskScene> faulty(String field, String text, String words) {
        return scene -> {
            var anna = scene.enter(ANNA);
            var draft = anna.begins(scene.article());
            anna.types(field, text);

            anna.asksForReview();

            anna.isTold(words);
            anna.cannot("Send to");
            anna.forges(draft + "/send", Map.of("version", anna.valueOf("version"), "phones", "1", "confirmed", "yes"));
            anna.isRefused("Nothing was sent");
        };
    }

    private static Consumer<DeskScene> grave(String field, String text, String code) {
        return scene -> {
            var anna = scene.enter(ANNA);
            anna.begins(scene.article());
            anna.types(field, text);
            anna.reviews();
            mustMeanIt(anna, code);
        };
    }

    /// Neither the browser nor the server takes it without the box.
    private static void mustMeanIt(Editor editor, String code) {
        editor.isWarnedOf(code);

        editor.sends();
        assertThat(editor.heading("Read it once more")).isVisible();
        assertThat(editor.page().locator("input[name=confirmed]:invalid")).hasCount(1);
        editor.page().evaluate("document.querySelector('input[name=confirmed]').required = false");
        editor.sends();

        editor.isRefused("Nothing was sent");
        editor.isWarnedOf(code);
    }

    private static void spreadsADigest(DeskScene scene) {
        var anna = scene.enter(ANNA);
        anna.begins(scene.article());
        anna.chooses("digest");
        anna.page().getByText("When, and how fast").click();
        anna.page().locator("input[name=pace][value=spread]").check();
        anna.types("Spread over minutes", "5");

        anna.asksForReview();

        anna.isTold("Digests come at their readers' times");
        anna.cannot("Send to");
    }

    private static void sameNewsAgain(DeskScene scene) {
        var anna = scene.enter(ANNA);
        anna.sendsAbout(scene.article());
        scene.wants(scene.headline());
        scene.passUndo();
        anna.begins(scene.article());
        anna.reviews();

        mustMeanIt(anna, "similar");
    }

    private static void nobodyFollows(DeskScene scene) {
        var empty = scene.newsroom().topic("empty", scene.newsroom().word("empty"), false);
        var anna = scene.enter(ANNA);
        anna.begins(scene.article());
        anna.page().locator("input[name=topics]:checked").uncheck();
        anna.adds(empty);
        anna.reviews();

        mustMeanIt(anna, "nobody");
    }

    private static void aTimeThatIsOver(DeskScene scene) {
        var anna = scene.enter(ANNA);
        anna.begins(scene.article());
        anna.page().getByText("When, and how fast").click();
        anna.types(
                "Send at",
                LocalDateTime.now(ZoneOffset.UTC)
                        .minusDays(1)
                        .withNano(0)
                        .withSecond(0)
                        .toString());
        anna.reviews();

        mustMeanIt(anna, "past");
    }

    private static void asksOrShouts(DeskScene scene) {
        var anna = scene.enter(ANNA);
        anna.begins(scene.article());
        anna.types("Title", "Is this the end of the harbour?");
        anna.reviews();
        anna.isWarnedOf("question");
        anna.button("Change it").or(anna.page().getByText("Change it")).click();
        anna.types("Title", "THE END OF THE HARBOUR");
        anna.reviews();
        anna.isWarnedOf("shouted");
    }
}
