package io.newsbell.feed;

import io.newsbell.outbound.AddressCheck;
import io.newsbell.outbound.CallTrouble;
import io.newsbell.outbound.Caller;
import io.newsbell.outbound.Deadline;
import io.newsbell.outbound.PinnedClient;
import io.newsbell.outbound.RetryTimes;
import io.newsbell.outbound.WebAddress;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Fetches a feed: only from checked addresses, at each redirect anew, within a time and a size.
@Singleton
class Fetcher {
    private static final int MOST_REDIRECTS = 5;
    private static final String ACCEPT = "application/rss+xml, application/atom+xml, application/feed+json,"
            + " application/json;q=0.9, application/xml;q=0.9, text/xml;q=0.8, */*;q=0.1";

    private static final String USER_AGENT = "Newsbell (feed reader)";

    private final Caller caller;
    private final FeedConfig config;
    private final Clock clock;

    @Inject
    Fetcher(Vertx vertx, FeedConfig config, Clock clock) {
        this(vertx, new AddressCheck(config.privateHosts().orElse(Set.of())), config, clock);
    }

    Fetcher(Vertx vertx, AddressCheck check, FeedConfig config, Clock clock) {
        this.caller = new Caller(check, new PinnedClient(vertx, USER_AGENT));
        this.config = config;
        this.clock = clock;
    }

    /// @param etag         of the last answer, so that an unchanged feed costs nothing
    /// @param lastModified likewise
    Fetched fetch(String address, Optional<String> etag, Optional<String> lastModified) throws FeedTrouble {
        var deadline = new Deadline(config.answerWithin());
        var headers = new LinkedHashMap<>(Map.of("Accept", ACCEPT, "Accept-Encoding", "gzip"));
        etag.ifPresent(tag -> headers.put("If-None-Match", tag));
        lastModified.ifPresent(time -> headers.put("If-Modified-Since", time));
        var here = address(address);
        var movedTo = Optional.<String>empty();
        var forGood = true;
        for (int hop = 0; hop <= MOST_REDIRECTS; hop++) {
            var answer = call(here, HttpMethod.GET, headers, Buffer.buffer(), deadline);
            var location = answer.redirect();
            if (location.isEmpty()) {
                return fetched(here, answer, movedTo);
            }
            here = resolve(here, location.get());
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
                        address(address),
                        HttpMethod.POST,
                        headers,
                        Buffer.buffer(form),
                        new Deadline(config.answerWithin()))
                .status();
    }

    /// Whether the address may be called as it is at present.
    void check(String address) throws FeedTrouble {
        try {
            caller.check(WebAddress.of(address));
        } catch (CallTrouble e) {
            throw FeedTrouble.of(e);
        }
    }

    static WebAddress address(String address) throws FeedTrouble {
        try {
            return WebAddress.of(address);
        } catch (CallTrouble e) {
            throw FeedTrouble.of(e);
        }
    }

    private static WebAddress resolve(WebAddress here, String location) throws FeedTrouble {
        try {
            return here.resolve(location);
        } catch (CallTrouble e) {
            throw FeedTrouble.of(e);
        }
    }

    private PinnedClient.Answer call(
            WebAddress address, HttpMethod method, Map<String, String> headers, Buffer body, Deadline deadline)
            throws FeedTrouble {
        try {
            return caller.call(address, method, headers, body, config.largest().asLongValue(), deadline);
        } catch (CallTrouble e) {
            throw FeedTrouble.of(e);
        }
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
}
