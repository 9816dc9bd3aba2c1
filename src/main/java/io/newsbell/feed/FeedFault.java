package io.newsbell.feed;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.newsbell.outbound.CallFault;
import java.util.Locale;

/// What can be wrong with a feed as a whole. The name, in lower case, is the stable `code` in the API and the
/// outcome in the metrics: never rename one.
enum FeedFault {
    @JsonProperty("invalid_address")
    INVALID_ADDRESS("Give the feed a whole address that starts with https:// or http://."),
    @JsonProperty("not_public")
    NOT_PUBLIC("Give an address on the internet. An operator can allow a host of your own network with"
            + " NEWSBELL_FEED_PRIVATE_HOSTS."),
    @JsonProperty("unknown_host")
    UNKNOWN_HOST("Check how the host is spelled, and whether this server can look up names."),
    @JsonProperty("unreachable")
    UNREACHABLE("See whether the feed opens in a browser, and whether this server may call other servers."),
    @JsonProperty("too_slow")
    TOO_SLOW("Make the feed's server answer faster, or raise NEWSBELL_FEED_ANSWER_WITHIN."),
    @JsonProperty("too_large")
    TOO_LARGE("Let the feed have fewer or shorter items, or raise NEWSBELL_FEED_LARGEST."),
    @JsonProperty("too_many_redirects")
    TOO_MANY_REDIRECTS("Give the address that the feed ends at."),
    @JsonProperty("refused")
    REFUSED("Check the address, and let the feed's server answer without a login."),
    @JsonProperty("busy")
    BUSY("Nothing: it is tried again when the feed's server said. If it lasts, ask for a less strict limit there."),
    @JsonProperty("server_failed")
    SERVER_FAILED("Look at the feed's server; it is tried again."),
    @JsonProperty("gone")
    GONE("The feed is polled no more. Give another address with PUT, or poll it to try again."),
    @JsonProperty("not_a_feed")
    NOT_A_FEED("Give the address of an RSS, Atom or JSON Feed document, not of a page."),
    @JsonProperty("hostile")
    HOSTILE("Remove the DOCTYPE with its declarations: feeds need none, and attacks do."),
    @JsonProperty("malformed")
    MALFORMED("Correct the document where detail says; a feed validator shows the line."),
    @JsonProperty("internal")
    INTERNAL("Newsbell failed, and logged it; it is tried again. If it lasts, tell the operators.");

    private final String remedy;

    FeedFault(String remedy) {
        this.remedy = remedy;
    }

    static FeedFault of(CallFault fault) {
        return switch (fault) {
            case INVALID_ADDRESS -> INVALID_ADDRESS;
            case NOT_PUBLIC -> NOT_PUBLIC;
            case UNKNOWN_HOST -> UNKNOWN_HOST;
            case UNREACHABLE -> UNREACHABLE;
            case TOO_SLOW -> TOO_SLOW;
            case TOO_LARGE -> TOO_LARGE;
        };
    }

    String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    /// What to do.
    String remedy() {
        return remedy;
    }
}
