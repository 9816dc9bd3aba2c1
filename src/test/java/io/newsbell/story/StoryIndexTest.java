package io.newsbell.story;

import static org.assertj.core.api.Assertions.assertThat;

import io.newsbell.ingest.ArticleContent;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// What is found to be of one event.
class StoryIndexTest {
    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
    private static final Duration WINDOW = Duration.ofDays(2);
    private static final String RESIGNS = "Lena Voss resigned as mayor of Tarnby on Friday after reports about housing"
            + " contracts that went to a firm of her brother. Her deputy, Karim Idris, will lead the city until March.";
    private static final String SUCCEEDED =
            "Karim Idris promised to publish all housing contracts as he was sworn in as"
                    + " acting mayor of Tarnby. He succeeds Lena Voss, who resigned after reports about a firm of her brother.";

    private final StoryIndex index = new StoryIndex(WINDOW);

    @Test
    void a_rewrite_is_of_the_same_event_and_says_by_which_names() {
        index.put(1, 17, NOON, gist("Mayor of Tarnby resigns", RESIGNS));

        assertThat(nearest(NOON, "Idris sworn in as mayor of Tarnby", SUCCEEDED))
                .hasValueSatisfying(kin -> {
                    assertThat(kin.storyId()).isEqualTo(17);
                    assertThat(kin.copy()).isFalse();
                    assertThat(kin.similarity()).isBetween(0.25, 0.9);
                    assertThat(kin.words()).contains("Tarnby", "Idris", "Voss");
                });
    }

    @Test
    void the_same_words_are_a_copy_but_not_with_other_numbers() {
        index.put(
                1, 17, NOON, gist("Bus falls into ravine near Tarnby", "Police in Tarnby said 14 of 31 people died."));

        assertThat(nearest(NOON, "Bus falls into ravine near Tarnby", "Police in Tarnby said 14 of 31 people died."))
                .hasValueSatisfying(kin -> assertThat(kin.copy()).isTrue());
        assertThat(nearest(NOON, "Bus falls into ravine near Tarnby", "Police in Tarnby said 19 of 31 people died."))
                .hasValueSatisfying(kin -> assertThat(kin.copy()).isFalse());
    }

    @Test
    void a_form_that_is_filled_in_every_day_is_no_event() {
        index.put(
                1,
                17,
                NOON,
                gist("Gold price today in Mumbai", "Gold: Rs 71,240 in Mumbai, 71,390 in Delhi, 71,940 in Pune."));

        assertThat(nearest(
                        NOON,
                        "Gold price today in Mumbai",
                        "Gold: Rs 71,810 in Mumbai, 71,960 in Delhi, 72,510 in Pune."))
                .isEmpty();
    }

    @Test
    void other_names_in_the_same_words_are_another_event() {
        index.put(1, 17, NOON, gist("Mayor of Tarnby resigns", RESIGNS));

        assertThat(nearest(
                        NOON,
                        "Mayor of Ostwick resigns",
                        RESIGNS.replace("Lena Voss", "Peter Lind")
                                .replace("Tarnby", "Ostwick")
                                .replace("Karim Idris", "Anna Roth")))
                .isEmpty();
    }

    @Test
    void what_is_longer_ago_than_the_window_is_another_event() {
        index.put(1, 17, NOON, gist("Mayor of Tarnby resigns", RESIGNS));

        assertThat(nearest(NOON.plus(WINDOW), "Mayor of Tarnby resigns", RESIGNS))
                .isPresent();
        assertThat(nearest(NOON.plus(WINDOW).plusSeconds(1), "Mayor of Tarnby resigns", RESIGNS))
                .isEmpty();
    }

    @Test
    void what_is_forgotten_leaves_nothing_behind() {
        index.put(1, 17, NOON, gist("Mayor of Tarnby resigns", RESIGNS));
        index.put(2, 18, NOON.plusSeconds(60), gist("Idris sworn in as mayor", SUCCEEDED));

        index.forget(NOON.plusSeconds(30));

        assertThat(index.size()).isEqualTo(1);
        assertThat(nearest(NOON, "Mayor of Tarnby resigns", RESIGNS))
                .map(Kin::articleId)
                .hasValue(2L);
        index.remove(2);
        assertThat(index.words()).isZero();
    }

    @Test
    void a_great_event_does_not_outgrow_its_story() {
        for (int i = 0; i < 60; i++) {
            index.put(i, 17, NOON, gist("Voss resigns as mayor of Tarnby", RESIGNS));
        }

        assertThat(nearest(NOON, "Idris sworn in as mayor of Tarnby", SUCCEEDED))
                .isPresent();
    }

    @Test
    void an_edited_article_is_found_by_its_new_words() {
        index.put(1, 17, NOON, gist("A quiet day", "Nothing happened."));
        index.put(1, 17, NOON, gist("Mayor of Tarnby resigns", RESIGNS));

        assertThat(index.size()).isEqualTo(1);
        assertThat(nearest(NOON, "Idris sworn in as mayor of Tarnby", SUCCEEDED))
                .isPresent();
    }

    private Optional<Kin> nearest(Instant at, String headline, String body) {
        return index.nearest(at, gist(headline, body));
    }

    private static Gist gist(String headline, String body) {
        return Gist.of(new ArticleContent(
                headline, "", body, "en", null, null, List.of(), null, List.of(), List.of(), List.of(), null, null,
                null, null));
    }
}
