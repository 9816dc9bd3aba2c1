package io.newsbell.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.newsbell.problem.Problem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CleanTextTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Rain &amp; wind | Rain & wind",
                "&amp;lt;b&amp;gt; | &lt;b&gt;",
                "<b>Bold</b> words | Bold words",
                "5 < 6 and 7 > 3 | 5 < 6 and 7 > 3",
                "AT&T rises | AT&T rises",
                "<script>alert(1)</script>Storm | Storm",
                "Zwei\tWörter | Zwei Wörter",
                "Cafe\u0301 | Café",
            })
    void a_line_is_plain_text(String given, String clean) {
        assertThat(CleanText.line("/headline", given)).isEqualTo(clean);
    }

    @Test
    void characters_that_override_direction_go_and_those_that_scripts_need_stay() {
        var joiner = "\u200d";
        var mark = "\u200f";

        assertThat(CleanText.line("/headline", "\u202eevil\u202c \u2067x\u2069"))
                .isEqualTo("evil x");
        assertThat(CleanText.line("/headline", "क्" + joiner + "ष " + mark + "سلام"))
                .isEqualTo("क्" + joiner + "ष " + mark + "سلام");
    }

    @Test
    void html_blocks_become_paragraphs() {
        assertThat(CleanText.paragraphs("/body", "<h1>Title</h1><p>One<br>two</p>\n\n<ul><li>three</li></ul>"))
                .isEqualTo("Title\nOne\ntwo\nthree");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\u0000b", "cut \ud83d", "\udc00 lone"})
    void what_cannot_be_stored_is_refused_by_field(String text) {
        assertThatThrownBy(() -> CleanText.line("/tags/3", text))
                .isInstanceOfSatisfying(
                        Problem.class,
                        problem -> assertThat(problem.errors().getFirst().pointer())
                                .isEqualTo("/tags/3"));
    }

    @Test
    void a_control_character_that_was_hidden_in_an_entity_goes_too() {
        assertThat(CleanText.line("/headline", "bell&#7;ring")).isEqualTo("bell ring");
    }
}
