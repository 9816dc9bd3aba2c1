package io.newsbell.feed;

import io.newsbell.app.Secret;
import jakarta.inject.Singleton;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import org.jboss.logging.Logger;

/// Lets hubs push feeds (WebSub), where the feed names a hub and hubs can reach this server. A push comes
/// besides the polls, never instead of them: hubs lose things. <https://www.w3.org/TR/websub/>
@Singleton
class Hubs {
    private static final Logger LOG = Logger.getLogger(Hubs.class);
    private static final Duration LEASE = Duration.ofDays(10);
    private static final Duration LONGEST_LEASE = Duration.ofDays(30);
    private static final Duration RENEWED_BEFORE = Duration.ofDays(1);

    /// A hub that does not answer is asked again no sooner.
    private static final Duration ASKED_AGAIN_AFTER = Duration.ofHours(1);

    private final Optional<URI> publicUrl;
    private final Fetcher fetcher;
    private final FeedReader reader;
    private final FeedIntake intake;
    private final FeedSql sql;
    private final Polls polls;
    private final Clock clock;

    Hubs(
            FeedConfig config,
            Fetcher fetcher,
            FeedReader reader,
            FeedIntake intake,
            FeedSql sql,
            Polls polls,
            Clock clock) {
        this.publicUrl = config.publicUrl();
        this.fetcher = fetcher;
        this.reader = reader;
        this.intake = intake;
        this.sql = sql;
        this.polls = polls;
        this.clock = clock;
    }

    /// Subscribes to the hub that the document names, if that is a new one.
    void found(Feed feed, Offer offer) {
        var known = feed.push();
        if (publicUrl.isPresent() && (known == null || !known.offer().equals(offer))) {
            subscribe(feed, new Push(offer, UUID.randomUUID(), Secret.random("nbh_"), clock.instant(), null));
        }
    }

    /// Renews what ends soon, and asks again where no answer came.
    void keep(Feed feed) {
        var push = feed.push();
        var now = clock.instant();
        if (publicUrl.isPresent()
                && push != null
                && !push.isOnUntil(now.plus(RENEWED_BEFORE))
                && push.askedAt().isBefore(now.minus(ASKED_AGAIN_AFTER))) {
            subscribe(feed, push.askedAgain(now));
        }
    }

    /// The hub asks whether we meant it.
    ///
    /// @return whether we did
    boolean confirm(UUID callback, String topic, Optional<Duration> lease) {
        var granted = lease.filter(time -> time.compareTo(LONGEST_LEASE) < 0).orElse(LONGEST_LEASE);
        return sql.confirm(callback, topic, clock.instant().plus(granted));
    }

    void denied(UUID callback) {
        sql.denied(callback);
    }

    /// Takes what a hub pushed; without the right signature nothing of it.
    ///
    /// @return false if there is no such subscription, so that the hub stops
    boolean pushed(UUID callback, byte[] body, Optional<String> contentType, Optional<String> signature) {
        var subscribed = sql.byCallback(callback);
        subscribed.ifPresent(feed -> {
            var push = feed.push();
            if (push == null || !HubSignature.isRight(signature, push.secret(), body)) {
                polls.count("wrong_signature");
                LOG.warnf("A push for the feed %s is not signed by its hub; it was dropped", feed.name());
                return;
            }
            take(feed, body, contentType);
        });
        return subscribed.isPresent();
    }

    private void take(Feed feed, byte[] body, Optional<String> contentType) {
        try {
            var taken = intake.take(feed, reader.read(body, contentType), clock.instant());
            sql.pushed(feed.id(), taken);
            polls.count("pushed");
            polls.count(taken);
        } catch (FeedTrouble e) {
            polls.count(e.fault().code());
            LOG.warnf("What the hub of the feed %s pushed cannot be read: %s", feed.name(), e.detail());
        }
    }

    private void subscribe(Feed feed, Push push) {
        // Before the call: a hub may ask back while it is being called.
        sql.subscribe(feed.id(), push);
        var callback = publicUrl.orElseThrow().toString().replaceAll("/+$", "") + "/v1/feeds/" + feed.name()
                + "/pushes/" + push.callback();
        try {
            var status = fetcher.post(
                    push.offer().hub(),
                    "hub.mode=subscribe&hub.topic=%s&hub.callback=%s&hub.secret=%s&hub.lease_seconds=%d"
                            .formatted(
                                    encoded(push.offer().topic()),
                                    encoded(callback),
                                    encoded(push.secret().value()),
                                    LEASE.toSeconds()));
            if (status / 100 != 2) {
                LOG.warnf("The hub of the feed %s answers %d; the feed is polled", feed.name(), status);
            }
        } catch (FeedTrouble e) {
            LOG.warnf("The hub of the feed %s: %s The feed is polled", feed.name(), e.detail());
        }
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    /// What a feed says of where it can be subscribed to.
    ///
    /// @param topic the feed's own address, as it names itself
    record Offer(String hub, String topic) {
        static Optional<Offer> of(Fetched.Content fetched, ReadFeed read, String address) {
            var hub = LinkHeader.find(fetched.links(), "hub").or(read::hub);
            var topic = LinkHeader.find(fetched.links(), "self").or(read::self).orElse(address);
            return hub.map(url -> new Offer(url, topic));
        }
    }
}
