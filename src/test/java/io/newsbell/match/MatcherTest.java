package io.newsbell.match;

import static org.assertj.core.api.Assertions.assertThat;

import io.newsbell.ingest.ArticleContent;
import io.newsbell.match.TopicMatch.Evidence;
import io.newsbell.topic.Topic;
import io.newsbell.topic.TopicKind;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MatcherTest {
    private final RuleParser rules = new RuleParser();
    private final Matcher matcher = new Matcher(rules);

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "climate | true",
                "\"heat wave\" | true",
                "\"wave heat\" | false",
                "wave AND heat | true",
                "heat wave | true",
                "heat snow | false",
                "heat OR snow | true",
                "heat AND NOT monsoon | false",
                "(snow OR heat) AND mumbai | true",
                "title:mumbai | true",
                "title:monsoon | false",
                "tag:weather | true",
                "tag:\"extreme weather\" | true",
                "tag:extreme | false",
                "person:\"asha rao\" | true",
                "waves | true",
                "wales | false",
            })
    void a_rule_in_lucenes_syntax_matches_by_words_phrases_and_fields(String rule, boolean matches) {
        var article = article(
                "Heat wave grips Mumbai",
                "A hot climate.",
                "Asha Rao said the monsoon is late. Walesa wrote a letter.");

        assertThat(!matcher.match(article, List.of(topic("t", rule))).isEmpty()).isEqualTo(matches);
    }

    @Test
    void a_match_says_which_words_and_where() {
        var article = article("Heat wave grips Mumbai", "", "The heat waves last. Nothing else.");

        var match = matcher.match(article, List.of(topic("heat", "\"heat wave\" OR tag:weather")))
                .getFirst();

        assertThat(match.evidence())
                .extracting(Evidence::place, Evidence::words)
                .containsExactlyInAnyOrder(
                        org.assertj.core.groups.Tuple.tuple("headline", "Heat wave"),
                        org.assertj.core.groups.Tuple.tuple("text", "heat waves"),
                        org.assertj.core.groups.Tuple.tuple("tag", "weather"));
    }

    @Test
    void what_the_headline_names_comes_before_what_the_text_mentions() {
        var article = article("Heat wave grips Mumbai", "", "The monsoon is late.");

        var matches = matcher.match(article, List.of(topic("monsoon", "monsoon"), topic("mumbai", "mumbai")));

        assertThat(matches).extracting(match -> match.topic().slug()).containsExactly("mumbai", "monsoon");
    }

    @Test
    void a_topic_that_does_not_match_says_which_words_are_missing() {
        var article = article("Heat wave grips Mumbai", "", "");

        assertThat(matcher.explain(article, topic("t", "mumbai AND (snow OR \"cold wave\")")))
                .isEqualTo(new Explanation.NotMatched(List.of("\"cold wave\"", "snow"), List.of("mumbai")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "heat*",
                "he?t",
                "heat~",
                "\"heat wave\"~3",
                "/he.t/",
                "NOT heat",
                "[a TO b]",
                "(heat",
                "city:mumbai",
                "*:*",
                "\"\"",
                "AND"
            })
    void a_rule_that_could_not_work_is_refused_with_what_to_write_instead(String rule) {
        assertThat(rules.objection(rule))
                .get()
                .asString()
                .hasSizeGreaterThan(20)
                .doesNotContain("Encountered", "Cannot parse");
    }

    @Test
    void a_rule_that_became_unreadable_does_not_keep_the_others_from_the_article() {
        var article = article("Heat wave grips Mumbai", "", "");

        assertThat(matcher.match(article, List.of(topic("broken", "heat*"), topic("mumbai", "mumbai"))))
                .extracting(match -> match.topic().slug())
                .containsExactly("mumbai");
    }

    private static Topic topic(String slug, String rule) {
        return new Topic(1, 1, slug, TopicKind.TAG, slug, rule, true);
    }

    private static ArticleContent article(String headline, String summary, String body) {
        return new ArticleContent(
                headline,
                summary,
                body,
                "en",
                null,
                null,
                List.of("Weather", "Extreme Weather"),
                "City",
                List.of("Asha Rao"),
                List.of(),
                List.of(),
                null,
                null,
                null);
    }
}
