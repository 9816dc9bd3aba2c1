package io.newsbell.webapp;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.newsbell.alert.TestHeadlines;
import io.newsbell.app.App;
import io.newsbell.ingest.Article;
import io.newsbell.ingest.Articles;
import io.newsbell.webapp.NewsSql.Told;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The newest of what everybody may see, each article once and in its words of now.
@ApplicationScoped
class News {
    /// Older news is not what these pages are for, and a rare topic must not be looked for in all that there
    /// ever was.
    private static final Duration LOOKED_BACK = Duration.ofDays(30);

    /// Read more than is shown, because some of it is left out: copies, what was withdrawn, tests.
    private static final int SPARE = 3;

    private static final int MOST_TOPICS = 1_000;

    private final Cache<OfTopic, List<NewsItem>> ofTopics = Caffeine.newBuilder()
            .maximumSize(MOST_TOPICS)
            .expireAfterWrite(Duration.ofSeconds(1))
            .build();

    private final NewsSql sql;
    private final Articles articles;
    private final Clock clock;

    News(NewsSql sql, Articles articles, Clock clock) {
        this.sql = sql;
        this.articles = articles;
        this.clock = clock;
    }

    /// One for each story.
    @Transactional
    List<NewsItem> newest(App app, int limit) {
        var stories = new HashSet<Long>();
        return items(app, sql.newest(app.id(), since(), limit * SPARE)).stream()
                .filter(item -> stories.add(item.storyId()))
                .limit(limit)
                .toList();
    }

    /// As it was a second ago, perhaps: after an alert all inboxes that read the topic ask for it at once.
    List<NewsItem> ofTopic(App app, long topicId, int limit) {
        return ofTopics.get(
                new OfTopic(topicId, limit),
                _ -> QuarkusTransaction.requiringNew()
                        .call(() -> items(app, sql.ofTopic(app.id(), topicId, since(), limit * SPARE)).stream()
                                .limit(limit)
                                .toList()));
    }

    private record OfTopic(long topicId, int limit) {}

    @Transactional
    List<NewsItem> ofStory(App app, long storyId, int limit) {
        return items(app, sql.ofStory(app.id(), storyId, limit * SPARE)).stream()
                .limit(limit)
                .toList();
    }

    private Instant since() {
        return clock.instant().minus(LOOKED_BACK);
    }

    private List<NewsItem> items(App app, List<Told> told) {
        var now = clock.instant();
        var known = articles.byIds(told.stream()
                .flatMap(each -> each.articleId().stream())
                .distinct()
                .toList());
        var shown = new HashSet<Long>();
        return told.stream()
                .filter(each -> each.articleId().map(shown::add).orElse(true))
                .flatMap(each -> item(app, each, known, now).stream())
                .sorted(Comparator.comparing(NewsItem::at).reversed())
                .toList();
    }

    private static Optional<NewsItem> item(App app, Told told, Map<Long, Article> known, Instant now) {
        if (told.articleId().isEmpty() && TestHeadlines.contain(told.title(), app.policy())) {
            return Optional.empty();
        }
        if (told.articleId().isEmpty()) {
            return Optional.of(NewsItem.of(
                    told.storyId(),
                    told.title(),
                    told.body(),
                    "",
                    told.link(),
                    told.image(),
                    told.at(),
                    told.isBreaking()));
        }
        return Optional.ofNullable(known.get(told.articleId().get()))
                .filter(article -> isPublic(app, article, now))
                .map(article -> {
                    var content = article.content();
                    return NewsItem.of(
                            told.storyId(),
                            content.headline(),
                            content.summary(),
                            content.language(),
                            content.url(),
                            content.image(),
                            content.publishedAt() == null ? article.receivedAt() : content.publishedAt(),
                            told.isBreaking());
                });
    }

    /// An edit may put an embargo on what was out, or make a test of it.
    private static boolean isPublic(App app, Article article, Instant now) {
        var content = article.content();
        return !article.isWithdrawn()
                && isOver(content.embargoedUntil(), now)
                && isOver(content.publishedAt(), now)
                && !TestHeadlines.contain(content.headline(), app.policy());
    }

    private static boolean isOver(@Nullable Instant time, Instant now) {
        return time == null || !time.isAfter(now);
    }
}
