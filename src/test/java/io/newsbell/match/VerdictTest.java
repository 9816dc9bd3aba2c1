package io.newsbell.match;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.newsbell.language.Language;
import io.newsbell.match.TopicMatch.Evidence;
import io.newsbell.topic.Rules;
import io.newsbell.topic.TopicKind;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.apache.lucene.queryparser.classic.ParseException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class VerdictTest {
    private static final Language ENGLISH = Language.of(Locale.ENGLISH);
    private static final ArticleWords HEAT = TestArticle.named("Heat wave grips Mumbai")
            .summary("A hot climate.")
            .body("Asha Rao said the monsoon is late. Walesa wrote a letter to Wales' farmers about running water.")
            .tags("Weather", "Extreme Weather")
            .section("City")
            .people("Asha Rao")
            .authors("By Ravi Kumar", "Meera Nair")
            .words();

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "climate | true",
                "\"heat wave\" | true",
                "\"wave heat\" | false",
                "\"heat waves\" | true",
                "wave AND heat | true",
                "heat wave | true",
                "heat snow | false",
                "heat OR snow | true",
                "heat AND NOT monsoon | false",
                "heat -monsoon | false",
                "heat AND NOT (snow AND monsoon) | true",
                "(snow OR heat) AND mumbai | true",
                "title:mumbai | true",
                "title:monsoon | false",
                "title:\"hot climate\" | true",
                "\"mumbai a hot\" | false",
                "tag:weather | true",
                "tag:\"extreme weather\" | true",
                "tag:extreme-weather | true",
                "tag:extreme | false",
                "section:city | true",
                "person:\"asha rao\" | true",
                "person:rao | true",
                "author:\"ravi kumar\" | true",
                "author:\"kumar meera\" | false",
                "waves | true",
                "run | true",
                "\"run\" | false",
            })
    void a_rule_in_lucenes_syntax_matches_by_words_phrases_and_fields(String rule, boolean matches)
            throws ParseException {
        assertThat(verdict(rule, TopicKind.TAG).matches()).isEqualTo(matches);
    }

    @ParameterizedTest
    @CsvSource({"Wales, true", "Walesa, true", "Wale, false", "Mumbais, false", "Farmer, true", "runs, false"})
    void a_name_is_found_as_it_stands_but_for_possessive_and_plural(String rule, boolean matches)
            throws ParseException {
        assertThat(verdict(rule, TopicKind.PLACE).matches()).isEqualTo(matches);
    }

    @Test
    void a_match_says_which_part_of_the_rule_which_words_and_where() throws ParseException {
        var evidence = verdict("\"heat waves\" OR tag:weather", TopicKind.TAG).evidence();

        assertThat(evidence)
                .extracting(Evidence::place, Evidence::words, Evidence::clause, Evidence::start, Evidence::end)
                .containsExactly(
                        tuple("tag", "Weather", "tag:weather", 0, 7),
                        tuple("headline", "Heat wave", "\"heat waves\"", 0, 9));
    }

    @Test
    void a_topic_that_does_not_match_says_what_is_missing_what_is_there_and_what_must_not_be() throws ParseException {
        var verdict = verdict("mumbai AND (snow OR \"cold wave\") AND NOT monsoon", TopicKind.TAG);

        assertThat(verdict.matches()).isFalse();
        assertThat(verdict.reasons())
                .isEqualTo(new Explanation.NotMatched(
                        List.of("snow", "\"cold wave\""), List.of("mumbai"), List.of("monsoon")));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "tag:weather | true",
                "mumbai | true",
                "climate | true",
                "monsoon | true",
                "needle | false",
                "mumbai AND needle | false",
                "mumbai OR needle | true",
                "thread | true",
                "mumbai AND NOT snow | true",
            })
    void an_article_is_about_what_is_up_front_or_said_often_not_about_what_it_only_mentions(String rule, boolean about)
            throws ParseException {
        var article = TestArticle.named("Heat wave grips Mumbai")
                .summary("A hot climate.")
                .body("The monsoon is late. " + "nothing more. ".repeat(40) + "needle. " + "thread, ".repeat(3))
                .tags("Weather")
                .words();

        var verdict = Verdict.of(RuleParser.parse(rule, TopicKind.TAG, article.language()), article);

        assertThat(verdict.matches()).isTrue();
        assertThat(verdict.score() >= Rules.ABOUT)
                .as("score %.2f", verdict.score())
                .isEqualTo(about);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "heat*",
                "he?t",
                "heat~",
                "heat^2",
                "\"heat wave\"~3",
                "/he.t/",
                "NOT heat",
                "mumbai AND (NOT heat)",
                "heat OR NOT snow",
                "heat OR snow AND mumbai",
                "[a TO b]",
                "(heat",
                "city:mumbai",
                "*:*",
                "\"\"",
                "AND",
                "the",
                "\"the\"",
                "heat OR \"the\"",
                "heat AND NOT heat",
                "tag:weather AND mumbai AND NOT tag:weather",
            })
    void a_rule_that_could_not_work_is_refused_with_what_to_write_instead(String rule) {
        assertThat(RuleJudge.objection(rule, TopicKind.TAG, ENGLISH, List.of()))
                .get()
                .asString()
                .hasSizeGreaterThan(20)
                .doesNotContain("Encountered", "Cannot parse");
    }

    @Test
    void a_rule_of_too_many_words_is_refused() {
        var rule = "w".repeat(3) + String.join(" OR ", Collections.nCopies(201, "word"));

        assertThat(RuleJudge.objection(rule, TopicKind.TAG, ENGLISH, List.of()))
                .get()
                .asString()
                .contains("200");
    }

    @Test
    void a_rule_that_matches_nearly_all_of_the_last_articles_is_refused_with_how_many() {
        var sample = Collections.nCopies(25, HEAT);

        assertThat(RuleJudge.objection("mumbai", TopicKind.TAG, ENGLISH, sample))
                .get()
                .asString()
                .contains("25 of the last 25");
        assertThat(RuleJudge.objection("snow", TopicKind.TAG, ENGLISH, sample)).isEmpty();
    }

    @Test
    void an_article_of_any_length_is_read_to_its_end() throws ParseException {
        var rule = RuleParser.parse("\"last words\" AND tag:\"the end\"", TopicKind.TAG, ENGLISH);
        for (var length : IntStream.concat(IntStream.range(500, 520), IntStream.of(0, 1_024, 150_000))
                .toArray()) {
            var article = TestArticle.named("Long")
                    .body("on and ".repeat(length / 2) + "last words")
                    .tags("one", "two", "the end")
                    .words();

            assertThat(Verdict.of(rule, article).matches())
                    .as("%d words", length)
                    .isTrue();
        }
    }

    private static Verdict verdict(String rule, TopicKind kind) throws ParseException {
        return Verdict.of(RuleParser.parse(rule, kind, ENGLISH), HEAT);
    }
}
