package io.newsbell.match;

import io.newsbell.ingest.Article;
import io.newsbell.topic.Topic;
import io.newsbell.topic.Topics;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/// What was found out about articles.
@ApplicationScoped
public class Matches {
    private final MatchSql sql;
    private final StoryTopics stories;
    private final Topics topics;

    Matches(MatchSql sql, StoryTopics stories, Topics topics) {
        this.sql = sql;
        this.topics = topics;
        this.stories = stories;
    }

    /// The topics of an article's newest matched version, the one it is most about first.
    @Transactional
    public List<TopicMatch> of(long articleId) {
        var stored = sql.of(articleId);
        var byId = topics.byIds(stored.stream().map(MatchSql.Stored::topic).toList()).stream()
                .collect(Collectors.toMap(Topic::id, Function.identity()));
        return stored.stream()
                .map(match -> match.of(Objects.requireNonNull(byId.get(match.topic()))))
                .toList();
    }

    /// Whether it is known what the article is about; before that, no topics mean nothing.
    @Transactional
    public boolean isKnown(long articleId) {
        return sql.hasStory(articleId);
    }

    @Transactional
    public long story(Article article) {
        return sql.story(article.appId(), article.id());
    }

    /// The article's story as a topic, if somebody follows it.
    @Transactional
    public Optional<TopicMatch> followedStory(Article article) {
        return sql.hasStory(article.id())
                ? stories.match(article.appId(), sql.story(article.appId(), article.id()))
                : Optional.empty();
    }
}
