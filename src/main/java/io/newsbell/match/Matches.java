package io.newsbell.match;

import io.newsbell.ingest.Article;
import io.newsbell.story.Stories;
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
    private final Stories stories;
    private final StoryTopics followed;

    Matches(MatchSql sql, Matcher matcher, Stories stories, StoryTopics followed) {
        this.sql = sql;
        this.matcher = matcher;
        this.stories = stories;
        this.followed = followed;
    }

    /// The topics of an article's newest matched version, the one it is most about first.
    @Transactional
    public List<TopicMatch> of(long articleId) {
        return sql.of(articleId);
    }

    /// Whether it is known what this version of the article is about; before that, no topics mean nothing. Its story is
    /// stored together with its topics, also when there are none.
    @Transactional
    public boolean isKnown(Article article) {
        return stories.haveSeen(article);
    }

    /// The article's story as a topic, if somebody follows it.
    @Transactional
    public Optional<TopicMatch> followedStory(Article article) {
        var story = stories.of(article.id());
        return story.isPresent() ? followed.match(article.appId(), story.getAsLong()) : Optional.empty();
    }

    /// Why the article, as it is now, belongs to the topic, as it is now, or why not.
    public Explanation explain(Article article, Topic topic) {
        return matcher.explain(article.content(), topic);
    }
}
