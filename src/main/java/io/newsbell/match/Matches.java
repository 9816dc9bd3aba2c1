package io.newsbell.match;

import io.newsbell.ingest.Article;
import io.newsbell.topic.Topic;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.List;
import java.util.Optional;

/// What was found out about articles.
@ApplicationScoped
public class Matches {
    private final MatchSql sql;
    private final Matcher matcher;
    private final StoryTopics stories;

    Matches(MatchSql sql, Matcher matcher, StoryTopics stories) {
        this.sql = sql;
        this.matcher = matcher;
        this.stories = stories;
    }

    /// The topics of an article's newest matched version, the one it is most about first.
    @Transactional
    public List<TopicMatch> of(long articleId) {
        return sql.of(articleId);
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

    /// Why the article, as it is now, belongs to the topic, as it is now, or why not.
    public Explanation explain(Article article, Topic topic) {
        return matcher.explain(article.content(), topic);
    }
}
