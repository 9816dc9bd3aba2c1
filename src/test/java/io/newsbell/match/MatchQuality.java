package io.newsbell.match;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.newsbell.ingest.ArticleContent;
import io.newsbell.language.Language;
import io.newsbell.topic.Rules;
import io.newsbell.topic.Topic;
import io.newsbell.topic.TopicKind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// How often the topics of labelled articles are found, and how often others are.
///
/// A folder has `topics.jsonl`: `{"slug": "wales", "kind": "place", "rule": "Wales OR Cymru", "rules": {"hi":
/// "…"}}` and `articles.jsonl`: `{"language": "en", "headline": "…", "summary": "…", "body": "…", "tags": […],
/// "section": "…", "people": […], "places": […], "authors": […], "topics": ["wales"]}`. What is not said may be
/// left out.
///
/// @param right topics of articles that were found
/// @param wrong what was found and is not so, in words
/// @param missed what is so and was not found
public record MatchQuality(int articles, int right, List<String> wrong, List<String> missed) {
    private static final ObjectMapper JSON = JsonMapper.builder().build();

    public static MatchQuality of(Path folder) throws IOException {
        var topics = new HashMap<Long, Topic>();
        for (var line : read(folder.resolve("topics.jsonl"), LabelledTopic.class)) {
            topics.put(topics.size() + 1L, line.topic(topics.size() + 1L));
        }
        var indexes = new HashMap<String, RuleIndex>();
        var right = 0;
        var wrong = new ArrayList<String>();
        var missed = new ArrayList<String>();
        var articles = read(folder.resolve("articles.jsonl"), LabelledArticle.class);
        for (var article : articles) {
            var found = new TreeSet<String>();
            for (var id : indexes.computeIfAbsent(article.language(), language -> index(language, topics))
                    .match(new ArticleWords(article.content()))) {
                found.add(Objects.requireNonNull(topics.get(id)).slug());
            }
            var labelled = new HashSet<>(article.topics());
            for (var slug : found) {
                if (labelled.remove(slug)) {
                    right++;
                } else {
                    wrong.add(slug + ": " + article.headline());
                }
            }
            labelled.forEach(slug -> missed.add(slug + ": " + article.headline()));
        }
        return new MatchQuality(articles.size(), right, wrong, missed);
    }

    public double precision() {
        return (double) right / (right + wrong.size());
    }

    public double recall() {
        return (double) right / (right + missed.size());
    }

    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "%d articles, %d topics found rightly, %d wrongly, %d missed: precision %.3f, recall %.3f",
                articles,
                right,
                wrong.size(),
                missed.size(),
                precision(),
                recall());
    }

    private static RuleIndex index(String language, Map<Long, Topic> topics) {
        var index = new RuleIndex(new Commonness(Language.of(Locale.of(language)), List.of()));
        topics.forEach((id, topic) -> TopicRule.of(topic, language).ifPresent(rule -> index.put(id, rule)));
        return index;
    }

    private static <T> List<T> read(Path file, Class<T> type) throws IOException {
        var read = new ArrayList<T>();
        for (var line : Files.readAllLines(file)) {
            if (!line.isBlank()) {
                read.add(JSON.readValue(line, type));
            }
        }
        return read;
    }

    record LabelledTopic(
            String slug,
            TopicKind kind,
            @Nullable String rule,
            @Nullable Map<String, String> rules) {
        Topic topic(long id) {
            var each = new Rules(rule == null ? "" : rule, rules == null ? Map.of() : rules, Rules.ABOUT);
            return new Topic(id, 1, slug, kind, slug, each, true);
        }
    }

    record LabelledArticle(
            String language,
            String headline,
            @Nullable String summary,
            @Nullable String body,
            @Nullable List<String> tags,
            @Nullable String section,
            @Nullable List<String> people,
            @Nullable List<String> places,
            @Nullable List<String> authors,
            List<String> topics) {
        ArticleContent content() {
            return new ArticleContent(
                    headline,
                    text(summary),
                    text(body),
                    language,
                    null,
                    null,
                    list(tags),
                    section,
                    list(people),
                    list(places),
                    list(authors),
                    null,
                    null,
                    null,
                    null);
        }

        private static String text(@Nullable String text) {
            return text == null ? "" : text;
        }

        private static List<String> list(@Nullable List<String> list) {
            return list == null ? List.of() : list;
        }
    }
}
