package io.newsbell.match;

import io.newsbell.ingest.Article;
import io.newsbell.story.Stories;
import io.newsbell.topic.Topic;
import io.newsbell.topic.Topics;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/// What was found out about articles.
@ApplicationScoped
public class Matches {
    private final MatchSql sql;
    private final Topics topics;
    private final Stories stories;
    private final StoryTopics followed;

    Matches(MatchSql sql, Topics topics, Stories stories, StoryTopics followed) {
        this.sql = sql;
        this.topics = topics;
        this.stories = stories;
        this.followed = followed;
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

    /// The same of many articles, by article; those without any are missing.
    @Transactional
    public Map<Long, List<TopicMatch>> of(Collection<Long> articleIds) {
        var stored = sql.of(articleIds);
        var byId = topics
                .byIds(stored.values().stream()
                        .flatMap(List::stream)
                        .map(MatchSql.Stored::topic)
                        .distinct()
                        .toList())
                .stream()
                .collect(Collectors.toMap(Topic::id, Function.identity()));
        var matches = new HashMap<Long, List<TopicMatch>>();
        stored.forEach((article, each) -> matches.put(
                article,
                each.stream()
                        .map(match -> match.of(Objects.requireNonNull(byId.get(match.topic()))))
                        .toList()));
        return matches;
    }

    /// Whether it is known what this version of the article is about; before that, no topics mean nothing.
    /// Its story is stored together with its topics, also when there are none.
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
}
