package io.newsbell.alert;

import static io.newsbell.ingest.TestArticles.article;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class AlertTextTest {
    @Test
    void a_short_text_is_kept_whole() {
        assertThat(AlertText.title(article("Headline", "Summary", "Body"))).isEqualTo("Headline");
        assertThat(AlertText.body(article("Headline", "Summary", "Body"))).isEqualTo("Summary");
        assertThat(AlertText.body(article("Headline", "", "One\ntwo"))).isEqualTo("One two");
    }

    @Test
    void a_long_text_is_cut_between_words() {
        var title = AlertText.title(article("word ".repeat(100).strip(), "", ""));

        assertThat(title).endsWith("word…").hasSizeLessThanOrEqualTo(151);
    }

    @Test
    void a_cut_never_halves_what_a_reader_sees_as_one_character() {
        var family = "👨‍👩‍👧‍👦";

        var title = AlertText.title(article(family.repeat(40), "", ""));

        assertThat(title.substring(0, title.length() - 1))
                .isEqualTo(family.repeat((title.length() - 1) / family.length()));
    }
}
