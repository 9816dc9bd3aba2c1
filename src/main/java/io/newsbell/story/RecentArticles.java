package io.newsbell.story;

import io.newsbell.ingest.ArticleContent;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// The articles of one app that a new one may be kin to, by language, as they are committed. What the present
/// transaction writes is not here until it is committed: it may never be.
final class RecentArticles {
    private static final long NEVER_READ = -1;

    /// An article is read again from the database once it is committed; until then its words are remembered.
    private static final int REMEMBERED = 256;

    private final long app;
    private final StorySql sql;
    private final Sections separate;
    private final Duration window;
    private final Map<String, StoryIndex> byLanguage = new HashMap<>();
    private final Map<Version, Gist> gists = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Version, Gist> eldest) {
            return size() > REMEMBERED;
        }
    };
    private long seen = NEVER_READ;

    RecentArticles(long app, StorySql sql, Sections separate, Duration window) {
        this.app = app;
        this.sql = sql;
        this.separate = separate;
        this.window = window;
    }

    /// Reads what any node has committed since the last time.
    synchronized void catchUp(Instant now) {
        var oldest = now.minus(window);
        if (seen == NEVER_READ) {
            // In this order: what comes between the two is read again, which changes nothing.
            long newest = sql.newestRevision(app);
            sql.arrivedSince(app, oldest).forEach(this::take);
            seen = newest;
        } else {
            for (var placed : sql.after(app, seen)) {
                take(placed);
                seen = placed.revision();
            }
        }
        byLanguage.values().forEach(index -> index.forget(oldest));
    }

    synchronized Optional<Kin> nearest(long articleId, int version, Instant at, ArticleContent content) {
        var gist = gist(articleId, version, content);
        var index = byLanguage.get(gist.language());
        return index == null ? Optional.empty() : index.nearest(at, gist);
    }

    synchronized int size() {
        return byLanguage.values().stream().mapToInt(StoryIndex::size).sum();
    }

    private void take(Placed placed) {
        byLanguage.values().forEach(index -> index.remove(placed.articleId()));
        if (!separate.contain(placed.content())) {
            var gist = gist(placed.articleId(), placed.version(), placed.content());
            byLanguage
                    .computeIfAbsent(gist.language(), _ -> new StoryIndex(window))
                    .put(placed.articleId(), placed.storyId(), placed.arrivedAt(), gist);
        }
    }

    private Gist gist(long articleId, int version, ArticleContent content) {
        return gists.computeIfAbsent(new Version(articleId, version), _ -> Gist.of(content));
    }

    private record Version(long articleId, int version) {}
}
