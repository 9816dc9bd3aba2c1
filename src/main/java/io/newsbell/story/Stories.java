package io.newsbell.story;

import io.newsbell.ingest.Article;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;

/// What belongs to one event.
@ApplicationScoped
public class Stories {
    private final StorySql sql;
    private final Sections separate;
    private final Duration window;
    private final Clock clock;
    private final Map<Long, RecentArticles> byApp = new ConcurrentHashMap<>();

    Stories(StorySql sql, StoryConfig config, Clock clock) {
        this.sql = sql;
        this.separate = Sections.of(config.separateSections().orElse(List.of()));
        this.window = config.window();
        this.clock = clock;
    }

    /// The article's story. One that has a story keeps it, whatever has become of its words; a new one joins
    /// that of the article that it is most like, or begins its own.
    ///
    /// Other articles of the app wait from here to the end of the transaction: call it late.
    @Transactional(Transactional.TxType.MANDATORY)
    public long assign(Article article) {
        // Once more before anybody has to wait: the first time it reads two days of articles.
        var recent = catchUp(article.appId());
        var before = sql.seen(article.id());
        if (before.isPresent() && before.get().version() >= article.version()) {
            return before.get().storyId();
        }
        sql.lock(article.appId());
        if (before.isPresent()) {
            sql.changed(article);
            return sql.storyOf(article.id()).orElseThrow();
        }
        recent.catchUp(clock.instant());
        return place(article, recent);
    }

    /// Reads what any node has committed since the last time.
    @Transactional
    RecentArticles catchUp(long appId) {
        var recent = byApp.computeIfAbsent(appId, app -> new RecentArticles(app, sql, separate, window));
        recent.catchUp(clock.instant());
        return recent;
    }

    private long place(Article article, RecentArticles recent) {
        var arrivedAt = arrivedAt(article);
        var kin = separate.contain(article.content()) || window.isZero()
                ? null
                : recent.nearest(article.id(), article.version(), arrivedAt, article.content())
                        .orElse(null);
        var story = kin == null ? sql.newStory(article.appId(), arrivedAt) : kin.storyId();
        sql.place(article, arrivedAt, story, kin);
        return story;
    }

    /// A story that has no article (yet).
    @Transactional
    public long begin(long appId) {
        return sql.newStory(appId, clock.instant());
    }

    /// Empty if it has not come so far yet.
    @Transactional
    public OptionalLong of(long articleId) {
        return sql.storyOf(articleId);
    }

    /// Whether this version of the article, or a later one, was looked at.
    @Transactional
    public boolean haveSeen(Article article) {
        return sql.seen(article.id())
                .filter(seen -> seen.version() >= article.version())
                .isPresent();
    }

    /// Of these articles those whose newest version has been looked at.
    @Transactional
    public Set<Long> seenNewest(Collection<Long> articleIds) {
        return sql.seenNewest(articleIds);
    }

    /// The article's story, which until the caller's transaction ends nobody else can hold, join or split: of
    /// two articles of one story that are decided upon at the same moment, one sees what became of the other.
    @Transactional(Transactional.TxType.MANDATORY)
    public long hold(long articleId) {
        return holdFor(() -> sql.storyOf(articleId).orElseThrow());
    }

    /// The same for what belongs to a story otherwise.
    ///
    /// @param story reads it from the database: asked again once it is held, when it may be another
    @Transactional(Transactional.TxType.MANDATORY)
    public long holdFor(LongSupplier story) {
        for (var held = story.getAsLong(); ; ) {
            sql.hold(held);
            var now = story.getAsLong();
            if (now == held) {
                return held;
            }
            held = now;
        }
    }

    /// The articles that say the same as this one, older or newer.
    @Transactional
    public List<Long> copies(long articleId) {
        return sql.copies(articleId);
    }

    /// The story that answers to the id: itself, or the one that it was joined into. Empty if there is none.
    @Transactional
    public OptionalLong surviving(long appId, long storyId) {
        return sql.surviving(appId, storyId);
    }

    private static Instant arrivedAt(Article article) {
        var published = article.content().publishedAt();
        return published != null && published.isBefore(article.receivedAt()) ? published : article.receivedAt();
    }
}
