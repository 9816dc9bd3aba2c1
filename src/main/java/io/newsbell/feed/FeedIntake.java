package io.newsbell.feed;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.newsbell.feed.ReadFeed.Refused;
import io.newsbell.ingest.Arrival;
import io.newsbell.ingest.Articles;
import io.newsbell.ingest.Source;
import io.newsbell.outbound.CallTrouble;
import io.newsbell.outbound.WebAddress;
import io.newsbell.problem.Problem;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Makes articles of a feed's items, each in a transaction of its own: a bad one costs only itself, and after a
/// crash the next poll goes on where this one stopped.
@Singleton
class FeedIntake {
    /// An item without a date that appears after so long without a look at the feed may be as old.
    private static final Duration FRESH = Duration.ofHours(2);

    private static final int MOST_REPORTED = 50;

    private final Articles articles;

    FeedIntake(Articles articles) {
        this.articles = articles;
    }

    Taken take(Feed feed, ReadFeed read, Instant now) throws FeedTrouble {
        var base = Fetcher.address(feed.address());
        var prints = new Fingerprints(feed.fingerprints());
        var refused = new ArrayList<>(read.refused());
        long seen = 0;
        long accepted = 0;
        for (var raw : read.items()) {
            var item = whole(raw, base);
            var id = ExternalId.of(item, base);
            var article = item.article(feed.defaults(), read.language());
            var print = id + "\n" + article;
            if (prints.knows(print)) {
                prints.add(print);
                continue;
            }
            seen++;
            try {
                var change = articles.accept(
                                feed.appId(), id, article, Source.feed(feed.name()), arrival(feed, item, now))
                        .change();
                accepted += change == Articles.Change.UNCHANGED ? 0 : 1;
                prints.add(print);
            } catch (Problem | JsonProcessingException e) {
                refused.add(new Refused(item.label(), reason(e)));
            }
        }
        return new Taken(seen, accepted, bounded(refused), refused.size(), prints.toStore());
    }

    private static Arrival arrival(Feed feed, FeedItem item, Instant now) {
        if (feed.baselineAt() == null) {
            return Arrival.BACKLOG;
        }
        var unwatched = feed.succeededAt() == null || feed.succeededAt().isBefore(now.minus(FRESH));
        return item.publishedAt() == null && unwatched ? Arrival.BACKLOG : Arrival.NEWS;
    }

    /// With whole addresses. A link that cannot be read stays, to be refused by its name; a picture is left out.
    private static FeedItem whole(FeedItem item, WebAddress base) {
        return new FeedItem(
                item.id(),
                item.title(),
                item.summary(),
                item.body(),
                resolved(item.link(), base, item.link()),
                resolved(item.image(), base, null),
                item.language(),
                item.publishedAt(),
                item.tags(),
                item.authors());
    }

    private static @Nullable String resolved(@Nullable String link, WebAddress base, @Nullable String otherwise) {
        try {
            return link == null ? null : base.resolve(link).uri().toString();
        } catch (CallTrouble e) {
            return otherwise;
        }
    }

    private static String reason(Exception e) {
        return switch (e) {
            case Problem problem
            when !problem.errors().isEmpty() -> {
                var error = problem.errors().getFirst();
                yield error.pointer().substring(1) + ": " + error.detail();
            }
            case JsonProcessingException json -> json.getOriginalMessage();
            default -> String.valueOf(e.getMessage());
        };
    }

    private static List<Refused> bounded(List<Refused> refused) {
        return List.copyOf(refused.subList(0, Math.min(refused.size(), MOST_REPORTED)));
    }

    /// @param seen     items that were new or different
    /// @param refused  the first of them
    /// @param refusals how many in all
    record Taken(long seen, long accepted, List<Refused> refused, int refusals, byte[] fingerprints) {}
}
