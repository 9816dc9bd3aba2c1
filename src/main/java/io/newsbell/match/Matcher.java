package io.newsbell.match;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.newsbell.ingest.Article;
import io.newsbell.topic.Topic;
import io.newsbell.topic.Topics;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/// Which topics an article belongs to. The index says which rules it satisfies; of each of these few the words
/// are then looked for that tell why.
@Singleton
class Matcher {
    private final RuleIndexes indexes;
    private final Topics topics;
    private final Timer time;

    Matcher(RuleIndexes indexes, Topics topics, MeterRegistry metrics) {
        this.indexes = indexes;
        this.topics = topics;
        this.time = Timer.builder("newsbell.match")
                .description("Finding an article's words and which rules it satisfies")
                .publishPercentileHistogram()
                .maximumExpectedValue(Duration.ofSeconds(1))
                .register(metrics);
    }

    /// To be called before the transaction: the first article in a language waits until its rules are read.
    void prepare(Article article) {
        indexes.prepare(article.appId(), RuleIndexes.language(article.content()));
    }

    /// By the rules that are committed now; in the caller's transaction. The topic that it is most about comes
    /// first.
    List<TopicMatch> match(Article article) {
        var index = indexes.current(article.appId(), RuleIndexes.language(article.content()));
        var begin = System.nanoTime();
        var words = new ArticleWords(article.content());
        var ids = Arrays.stream(index.match(words)).boxed().toList();
        time.record(System.nanoTime() - begin, TimeUnit.NANOSECONDS);
        return topics.matchable(ids).stream()
                .flatMap(topic -> match(topic, words, iso(article)).stream())
                .sorted(Comparator.comparing(TopicMatch::about, Comparator.reverseOrder())
                        .thenComparing(
                                Comparator.comparingDouble(TopicMatch::score).reversed())
                        .thenComparing(match -> match.topic().slug()))
                .toList();
    }

    /// Empty if the rule is for another language whose words are treated alike, or has been changed since.
    private static Optional<TopicMatch> match(Topic topic, ArticleWords words, String language) {
        return TopicRule.of(topic, language)
                .map(rule -> Verdict.of(rule, words))
                .filter(Verdict::matches)
                .map(verdict -> match(topic, verdict));
    }

    /// Why the article, as it is, belongs to the topic, as it is, or why not.
    static Explanation explain(Topic topic, ArticleWords words, Article article) {
        var language = iso(article);
        return TopicRule.of(topic, language)
                .map(rule -> Verdict.of(rule, words))
                .<Explanation>map(verdict ->
                        verdict.matches() ? new Explanation.Matched(match(topic, verdict)) : verdict.reasons())
                .orElseGet(() -> new Explanation.NotMatched(
                        List.of("a rule for articles in \"%s\"".formatted(language)), List.of(), List.of()));
    }

    private static String iso(Article article) {
        return Locale.forLanguageTag(article.content().language()).getLanguage();
    }

    private static TopicMatch match(Topic topic, Verdict verdict) {
        return new TopicMatch(
                topic, verdict.score(), verdict.score() >= topic.rules().threshold(), verdict.evidence());
    }
}
