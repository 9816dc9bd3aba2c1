package io.newsbell.feed;

import io.newsbell.audit.Act;
import io.newsbell.audit.Actor;
import io.newsbell.audit.AuditLog;
import io.newsbell.problem.ErrorCode;
import io.newsbell.problem.Problem;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.net.URI;
import java.time.Clock;
import java.util.List;
import java.util.Map;

/// The newsroom's feeds.
@ApplicationScoped
class Feeds {
    private static final String SUBJECT = "feed:";

    private final FeedSql sql;
    private final Fetcher fetcher;
    private final FeedConfig config;
    private final AuditLog log;
    private final Clock clock;

    Feeds(FeedSql sql, Fetcher fetcher, FeedConfig config, AuditLog log, Clock clock) {
        this.sql = sql;
        this.fetcher = fetcher;
        this.config = config;
        this.log = log;
        this.clock = clock;
    }

    /// The feed is polled at once. That its address is good now is checked for the newsroom's sake; every fetch
    /// checks it again.
    Feed save(long app, String name, String url, Feed.Defaults defaults, boolean enabled, Actor by) {
        try {
            fetcher.check(url);
        } catch (FeedTrouble e) {
            throw Problem.invalid("/url", e.detail() + " " + e.fault().remedy());
        }
        var interval = new Interval(config.shortestInterval(), config.longestInterval()).first();
        // Some publishers' addresses hold a secret: only the host is written down for ever.
        var detail = Map.of("host", URI.create(url).getHost(), "enabled", Boolean.toString(enabled));
        return QuarkusTransaction.joiningExisting().call(() -> {
            sql.save(app, name, url, defaults, enabled, interval, clock.instant());
            var saved = find(app, name);
            log.record(app, by, Act.FEED_SAVED, SUBJECT + name, detail);
            return saved;
        });
    }

    List<Feed> ofApp(long app) {
        return sql.ofApp(app);
    }

    Feed find(long app, String name) {
        return sql.byName(app, name).orElseThrow(Feeds::unknown);
    }

    @Transactional
    void delete(long app, String name, Actor by) {
        if (!sql.delete(app, name)) {
            throw unknown();
        }
        log.record(app, by, Act.FEED_DELETED, SUBJECT + name);
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
