package io.newsbell.feed;

import io.newsbell.outbound.CallTrouble;
import java.time.Duration;
import java.util.Optional;

/// A feed cannot be fetched or read at all. The message is a sentence for people.
final class FeedTrouble extends Exception {
    private static final long serialVersionUID = 1L;
    private static final int LONGEST_DETAIL = 500;

    private final FeedFault fault;
    private final transient Optional<Duration> retryAfter;

    FeedTrouble(FeedFault fault, String detail) {
        this(fault, detail, Optional.empty());
    }

    FeedTrouble(FeedFault fault, String detail, Optional<Duration> retryAfter) {
        super(Label.of(detail, LONGEST_DETAIL), null, false, false);
        this.fault = fault;
        this.retryAfter = retryAfter;
    }

    static FeedTrouble of(CallTrouble trouble) {
        return new FeedTrouble(FeedFault.of(trouble.fault()), trouble.detail());
    }

    FeedFault fault() {
        return fault;
    }

    String detail() {
        return String.valueOf(getMessage());
    }

    Optional<Duration> retryAfter() {
        return retryAfter;
    }
}
