package io.newsbell.webapp;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class WordsTest {
    @ParameterizedTest
    @EnumSource
    void every_language_says_everything(PageLanguage language) {
        var words = Words.of(language);

        assertThat(words.keys()).isEqualTo(Words.of(PageLanguage.ENGLISH).keys());
        // In an ICU message an apostrophe hides what follows.
        assertThat(words.keys())
                .allSatisfy(key -> assertThat(words.say(key, 3, "x"))
                        .isNotBlank()
                        .doesNotContain("'")
                        .doesNotContain("{"));
    }

    @Test
    void numbers_have_the_form_of_the_language() {
        assertThat(Words.of(PageLanguage.ENGLISH).say("weekly.about", 1)).isEqualTo("About 1 alert a week");
        assertThat(Words.of(PageLanguage.ENGLISH).say("weekly.about", 12)).isEqualTo("About 12 alerts a week");
        assertThat(Words.of(PageLanguage.ARABIC).say("weekly.about", 2)).isEqualTo("نحو تنبيهين في الأسبوع");
    }

    @Test
    void the_first_accepted_language_that_the_pages_speak_is_taken() {
        assertThat(PageLanguage.first(List.of(Locale.FRENCH, Locale.of("ar", "EG"), Locale.ENGLISH)))
                .isEqualTo(PageLanguage.ARABIC);
        assertThat(PageLanguage.first(List.of(Locale.of("*")))).isEqualTo(PageLanguage.ENGLISH);
        assertThat(PageLanguage.of("hi-IN")).contains(PageLanguage.HINDI);
        assertThat(PageLanguage.of("\"><b>")).isEmpty();
    }
}
