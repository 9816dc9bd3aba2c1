package io.newsbell.feed;

import io.newsbell.problem.ErrorCode;
import io.newsbell.problem.Problem;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.util.List;

/// The newsroom's feeds.
@ApplicationScoped
class Feeds {
    private final FeedSql sql;
    private final AddressCheck check;
    private final FeedConfig config;
    private final Clock clock;

    Feeds(FeedSql sql, AddressCheck check, FeedConfig config, Clock clock) {
        this.sql = sql;
        this.check = check;
        this.config = config;
        this.clock = clock;
    }

    /// The feed is polled at once. That its address is good now is checked for the newsroom's sake; every fetch
    /// checks it again.
    Feed save(long app, String name, String url, Feed.Defaults defaults, boolean enabled) {
        try {
            check.addresses(WebAddress.of(url));
        } catch (FeedTrouble e) {
            throw Problem.invalid("/url", e.detail() + " " + e.fault().remedy());
        }
        var interval = new Interval(config.shortestInterval(), config.longestInterval()).first();
        sql.save(app, name, url, defaults, enabled, interval, clock.instant());
        return find(app, name);
    }

    List<Feed> ofApp(long app) {
        return sql.ofApp(app);
    }

    Feed find(long app, String name) {
        return sql.byName(app, name).orElseThrow(Feeds::unknown);
    }

    void delete(long app, String name) {
        if (!sql.delete(app, name)) {
            throw unknown();
        }
    }

    @Transactional
    Feed pollNow(long app, String name) {
        var feed = find(app, name);
        if (!feed.enabled()) {
            throw new Problem(ErrorCode.FEED_DISABLED, "Enable the feed with PUT first.");
        }
        sql.pollNow(feed.id(), clock.instant());
        return find(app, name);
    }

    private static Problem unknown() {
        return new Problem(ErrorCode.NOT_FOUND, "There is no feed of this name; GET /v1/feeds lists them.");
    }
}
