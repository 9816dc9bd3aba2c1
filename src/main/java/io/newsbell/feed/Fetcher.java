package io.newsbell.feed;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// Fetches a feed: only from checked addresses, at each redirect anew, within a time and a size.
@Singleton
class Fetcher {
    private static final int MOST_REDIRECTS = 5;
    private static final String ACCEPT = "application/rss+xml, application/atom+xml, application/feed+json,"
            + " application/json;q=0.9, application/xml;q=0.9, text/xml;q=0.8, */*;q=0.1";

    private final AddressCheck check;
    private final FeedConfig config;
    private final Clock clock;
    private final PinnedClient client;

    Fetcher(Vertx vertx, AddressCheck check, FeedConfig config, Clock clock) {
        this.check = check;
        this.config = config;
        this.clock = clock;
        this.client = new PinnedClient(vertx);
    }

    /// @param etag         of the last answer, so that an unchanged feed costs nothing
    /// @param lastModified likewise
    Fetched fetch(String address, Optional<String> etag, Optional<String> lastModified) throws FeedTrouble {
        var deadline = new Deadline(config.answerWithin());
        var headers = new LinkedHashMap<>(Map.of("Accept", ACCEPT, "Accept-Encoding", "gzip"));
        etag.ifPresent(tag -> headers.put("If-None-Match", tag));
        lastModified.ifPresent(time -> headers.put("If-Modified-Since", time));
        var here = WebAddress.of(address);
        var movedTo = Optional.<String>empty();
        var forGood = true;
        for (int hop = 0; hop <= MOST_REDIRECTS; hop++) {
            var answer = call(here, HttpMethod.GET, headers, Buffer.buffer(), deadline);
            var location = answer.header("Location");
            if (!isRedirect(answer.status()) || location.isEmpty()) {
                return fetched(here, answer, movedTo);
            }
            here = here.resolve(location.get());
            forGood &= answer.status() == 301 || answer.status() == 308;
            movedTo = forGood ? Optional.of(here.uri().toString()) : movedTo;
        }
        throw new FeedTrouble(
                FeedFault.TOO_MANY_REDIRECTS, "It redirects more than %d times.".formatted(MOST_REDIRECTS));
    }

    /// Asks a hub to push the feed. Hubs are called as suspiciously as feeds: a feed names them.
    int post(String address, String form) throws FeedTrouble {
        var headers = Map.of("Content-Type", "application/x-www-form-urlencoded");
        return call(
                        WebAddress.of(address),
                        HttpMethod.POST,
                        headers,
                        Buffer.buffer(form),
                        new Deadline(config.answerWithin()))
                .status();
    }

    private PinnedClient.Answer call(
            WebAddress address, HttpMethod method, Map<String, String> headers, Buffer body, Deadline deadline)
            throws FeedTrouble {
        var trouble = new FeedTrouble(FeedFault.UNREACHABLE, "It has no address.");
        for (var ip : check.addresses(address)) {
            try {
                return client.call(
                        address, ip, method, headers, body, config.largest().asLongValue(), deadline);
            } catch (FeedTrouble e) {
                if (e.fault() != FeedFault.UNREACHABLE) {
                    throw e;
                }
                trouble = e;
            }
        }
        throw trouble;
    }

    private Fetched fetched(WebAddress address, PinnedClient.Answer answer, Optional<String> movedTo)
            throws FeedTrouble {
        var goodFor = answer.header("Cache-Control").flatMap(RetryTimes::maxAge);
        return switch (answer.status()) {
            case 200 ->
                new Fetched.Content(
                        answer.header("Content-Encoding")
                                        .filter("gzip"::equalsIgnoreCase)
                                        .isPresent()
                                ? Gzip.unpack(answer.body(), config.largest().asLongValue())
                                : answer.body(),
                        answer.header("Content-Type"),
                        answer.header("ETag"),
                        answer.header("Last-Modified"),
                        movedTo,
                        answer.headers("Link"),
                        goodFor);
            case 304 -> new Fetched.NotModified(goodFor);
            case 410 -> throw new FeedTrouble(FeedFault.GONE, "Its server says that it is gone for good (410).");
            case 429, 503 ->
                throw new FeedTrouble(
                        FeedFault.BUSY,
                        "Its server is busy (%d).".formatted(answer.status()),
                        answer.header("Retry-After").flatMap(time -> RetryTimes.after(time, clock.instant())));
            default ->
                throw new FeedTrouble(
                        answer.status() >= 500 ? FeedFault.SERVER_FAILED : FeedFault.REFUSED,
                        "%s answers %d.".formatted(address.host(), answer.status()));
        };
    }

    private static boolean isRedirect(int status) {
        return status == 301 || status == 302 || status == 303 || status == 307 || status == 308;
    }

    /// Of the whole fetch, by a clock that nobody sets.
    static final class Deadline {
        private final long end;

        Deadline(Duration time) {
            this.end = System.nanoTime() + time.toNanos();
        }

        boolean isOver() {
            return System.nanoTime() - end >= 0;
        }

        long millisLeft() {
            return Math.max(1, (end - System.nanoTime()) / 1_000_000);
        }
    }
}
