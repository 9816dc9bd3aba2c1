package io.newsbell.feed;

import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/// One poll of one feed, from the call to what is written down. Items are taken before the feed's state is written:
/// what a crash leaves undone is done again, and an item that comes twice changes nothing.
@Singleton
class FeedPoll {
    private static final Logger LOG = Logger.getLogger(FeedPoll.class);
    private static final int LONGEST_VALIDATOR = 1_000;

    private final Fetcher fetcher;
    private final FeedReader reader;
    private final FeedIntake intake;
    private final FeedSql sql;
    private final Polls polls;
    private final Hubs hubs;
    private final Interval intervals;
    private final Clock clock;

    FeedPoll(
            Fetcher fetcher,
            FeedReader reader,
            FeedIntake intake,
            FeedSql sql,
            Polls polls,
            Hubs hubs,
            FeedConfig config,
            Clock clock) {
        this.fetcher = fetcher;
        this.reader = reader;
        this.intake = intake;
        this.sql = sql;
        this.polls = polls;
        this.hubs = hubs;
        this.intervals = new Interval(config.shortestInterval(), config.longestInterval());
        this.clock = clock;
    }

    void poll(Feed feed, UUID lease) {
        sql.finish(feed, after(feed), lease);
    }

    private Feed after(Feed feed) {
        try {
            var fetched = fetcher.fetch(
                    feed.address(), Optional.ofNullable(feed.etag()), Optional.ofNullable(feed.lastModified()));
            hubs.keep(feed);
            return switch (fetched) {
                case Fetched.NotModified same -> unchanged(feed, same.goodFor());
                case Fetched.Content content
                when Arrays.equals(Sha256.of(content.body()), feed.bodyHash()) -> unchanged(feed, content.goodFor());
                case Fetched.Content content -> taken(feed, content);
            };
        } catch (FeedTrouble e) {
            LOG.warnf(
                    "The feed %s of app %d: %s %s",
                    feed.name(), feed.appId(), e.detail(), e.fault().remedy());
            return failed(feed, e);
        } catch (RuntimeException e) {
            LOG.errorf(e, "The feed %s of app %d could not be taken; it is tried again", feed.name(), feed.appId());
            return failed(feed, new FeedTrouble(FeedFault.INTERNAL, "Newsbell failed while it took the feed."));
        }
    }

    private Feed unchanged(Feed feed, Optional<Duration> goodFor) {
        polls.count("unchanged");
        var interval = intervals.afterNothing(feed.interval());
        return feed.unchanged(interval, next(interval, goodFor, Optional.empty()), clock.instant());
    }

    private Feed taken(Feed feed, Fetched.Content content) throws FeedTrouble {
        var read = reader.read(content.body(), content.contentType());
        var taken = intake.take(feed, read, clock.instant());
        Hubs.Offer.of(content, read, feed.address()).ifPresent(offer -> hubs.found(feed, offer));
        polls.count("changed");
        polls.count(taken);
        var interval = taken.accepted() > 0 && feed.baselineAt() != null
                ? intervals.afterNews(feed.interval())
                : intervals.afterNothing(feed.interval());
        var source = new Feed.Source(
                content.movedTo().orElse(feed.movedTo()),
                validator(content.etag()),
                validator(content.lastModified()),
                Sha256.of(content.body()));
        return feed.changed(
                source,
                taken,
                interval,
                next(interval, content.goodFor().or(read::goodFor), Optional.empty()),
                clock.instant());
    }

    private Feed failed(Feed feed, FeedTrouble trouble) {
        polls.count(trouble.fault().code());
        var interval = intervals.afterTrouble(feed.interval());
        return feed.failed(
                trouble.fault(),
                trouble.detail(),
                interval,
                next(interval, Optional.empty(), trouble.retryAfter()),
                clock.instant());
    }

    private Instant next(Duration interval, Optional<Duration> goodFor, Optional<Duration> retryAfter) {
        var random = ThreadLocalRandom.current().nextDouble();
        return clock.instant().plus(intervals.wait(interval, goodFor, retryAfter, random));
    }

    private static @Nullable String validator(Optional<String> header) {
        return header.filter(value -> value.length() <= LONGEST_VALIDATOR).orElse(null);
    }
}
