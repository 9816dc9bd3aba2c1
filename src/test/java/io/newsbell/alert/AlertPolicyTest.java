package io.newsbell.alert;

import static org.assertj.core.api.Assertions.assertThat;

import io.newsbell.alert.AlertPolicy.Decision;
import io.newsbell.app.App;
import io.newsbell.app.Policy;
import io.newsbell.ingest.Article;
import io.newsbell.ingest.ArticleContent;
import io.newsbell.ingest.Source;
import io.newsbell.ingest.TestArticles;
import io.newsbell.match.TopicMatch;
import io.newsbell.topic.Rules;
import io.newsbell.topic.Topic;
import io.newsbell.topic.TopicKind;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AlertPolicyTest {
    private static final Instant NOW = Instant.parse("2026-11-23T12:00:00Z");
    private static final App APP = new App(1, "demo", "Demo", Policy.USUAL);

    @ParameterizedTest
    @CsvSource({"1, BREAKING", "2, TOP", "3, TOP", "4, FOLLOWING", "8, FOLLOWING"})
    void urgency_sets_the_level(int urgency, AlertLevel level) {
        assertThat(decide(urgency, NOW, null, true))
                .isInstanceOfSatisfying(
                        Decision.Approve.class,
                        approved -> assertThat(approved.level()).isEqualTo(level));
    }

    @Test
    void an_article_that_is_not_urgent_alerts_only_through_an_automatic_topic() {
        assertThat(decide(null, NOW, null, true)).isInstanceOf(Decision.Approve.class);
        assertThat(decide(null, NOW, null, false)).isInstanceOf(Decision.Digest.class);
        assertThat(decide(2, NOW, null, false)).isInstanceOf(Decision.Approve.class);
    }

    @Test
    void an_old_article_alerts_nobody_however_urgent() {
        assertThat(decide(1, NOW.minus(Duration.ofMinutes(121)), null, true).reason())
                .contains("120 minutes");
        assertThat(decide(1, NOW.minus(Duration.ofMinutes(119)), null, true)).isInstanceOf(Decision.Approve.class);
    }

    @Test
    void a_date_in_the_future_is_taken_for_a_mistake_but_not_a_clock_that_is_a_little_fast() {
        assertThat(decide(1, NOW.plus(Duration.ofMinutes(6)), null, true)).isInstanceOf(Decision.Dismiss.class);
        assertThat(decide(1, NOW.plus(Duration.ofMinutes(4)), null, true)).isInstanceOf(Decision.Approve.class);
    }

    @Test
    void an_embargo_is_kept() {
        assertThat(decide(1, NOW, NOW.plusSeconds(1), true))
                .isEqualTo(new Decision.Later(NOW.plusSeconds(1), "It is under embargo."));
        assertThat(decide(1, NOW, NOW, true)).isInstanceOf(Decision.Approve.class);
    }

    @Test
    void what_was_in_a_feed_before_it_was_read_alerts_nobody() {
        var content = TestArticles.article("Headline", "", "");
        var article = new Article(1, 1, "a", 1, content, NOW, NOW, true, Source.feed("wire"), null);

        assertThat(AlertPolicy.decide(APP, article, List.of(), NOW).reason()).contains("in its feed already");
    }

    private static Decision decide(
            @Nullable Integer urgency, Instant published, @Nullable Instant embargo, boolean automatic) {
        var content = new ArticleContent(
                "Headline",
                "",
                "",
                "en",
                null,
                null,
                List.of(),
                null,
                List.of(),
                List.of(),
                List.of(),
                urgency,
                published,
                embargo,
                null);
        var topic = new Topic(1, 1, "t", TopicKind.TAG, "T", Rules.of("t"), automatic);
        return AlertPolicy.decide(
                APP,
                new Article(1, 1, "a", 1, content, NOW, NOW, false, Source.feed("wire"), null),
                List.of(new TopicMatch(topic, 1, true, List.of())),
                NOW);
    }
}
