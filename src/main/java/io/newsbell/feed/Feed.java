package io.newsbell.feed;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.newsbell.feed.FeedIntake.Taken;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/// A feed as it is stored.
///
/// @param name         by which the newsroom calls it
/// @param movedTo      where its server says it is from now on
/// @param nextPollAt   null if it is not to be polled
/// @param bodyHash     of the last document that was read
/// @param baselineAt   since when what is new in it is news; null until its first items were taken
/// @param fingerprints of the items of that document, see [Fingerprints]
/// @param trouble      what is wrong with it since the last success
/// @param refused      items of that document that could not be taken
/// @param push         null if no hub has been asked to push it
record Feed(
        long id,
        long appId,
        String name,
        String url,
        @Nullable String movedTo,
        Defaults defaults,
        boolean enabled,
        @Nullable Instant goneAt,
        @Nullable Instant nextPollAt,
        Duration interval,
        @Nullable String etag,
        @Nullable String lastModified,
        byte[] bodyHash,
        byte[] fingerprints,
        @Nullable Instant baselineAt,
        @Nullable Instant polledAt,
        @Nullable Instant succeededAt,
        Counts counts,
        @Nullable Trouble trouble,
        List<ReadFeed.Refused> refused,
        @Nullable Push push) {
    String address() {
        return movedTo == null ? url : movedTo;
    }

    State state() {
        if (goneAt != null) {
            return State.GONE;
        }
        return enabled ? State.ACTIVE : State.DISABLED;
    }

    /// After a poll that brought nothing.
    Feed unchanged(Duration interval, Instant nextPollAt, Instant now) {
        return new Feed(
                id,
                appId,
                name,
                url,
                movedTo,
                defaults,
                enabled,
                null,
                nextPollAt,
                interval,
                etag,
                lastModified,
                bodyHash,
                fingerprints,
                baselineAt,
                now,
                now,
                counts,
                null,
                refused,
                push);
    }

    /// After a document was read.
    ///
    /// @param fetched where it came from, for the next conditional request
    Feed changed(Source fetched, Taken taken, Duration interval, Instant nextPollAt, Instant now) {
        return new Feed(
                id,
                appId,
                name,
                url,
                fetched.movedTo,
                defaults,
                enabled,
                null,
                nextPollAt,
                interval,
                fetched.etag,
                fetched.lastModified,
                fetched.bodyHash,
                taken.fingerprints(),
                baselineAt == null ? now : baselineAt,
                now,
                now,
                new Counts(counts.seen + taken.seen(), counts.accepted + taken.accepted()),
                null,
                taken.refused(),
                push);
    }

    /// After a poll that failed. The next one starts at the address that the newsroom gave: a move may have
    /// been the mistake.
    Feed failed(FeedFault fault, String detail, Duration interval, Instant nextPollAt, Instant now) {
        var failures = trouble == null ? 1 : trouble.failures + 1;
        var gone = fault == FeedFault.GONE;
        return new Feed(
                id,
                appId,
                name,
                url,
                null,
                defaults,
                enabled,
                gone ? now : null,
                gone ? null : nextPollAt,
                interval,
                etag,
                lastModified,
                bodyHash,
                fingerprints,
                baselineAt,
                now,
                succeededAt,
                counts,
                new Trouble(fault, detail, failures),
                refused,
                push);
    }

    @Schema(name = "FeedState")
    enum State {
        @JsonProperty("active")
        ACTIVE,
        @JsonProperty("disabled")
        DISABLED,
        /// Its server said so.
        @JsonProperty("gone")
        GONE
    }

    /// What every article of the feed gets.
    ///
    /// @param language where neither the item nor the feed says one
    record Defaults(@Nullable String section, List<String> tags, String language) {}

    /// Since the feed was made.
    ///
    /// @param seen     items that were new or different in the feed
    /// @param accepted of these, those that made or edited an article
    record Counts(long seen, long accepted) {}

    /// @param failures since the last success
    record Trouble(FeedFault fault, String detail, int failures) {}

    record Source(
            @Nullable String movedTo,
            @Nullable String etag,
            @Nullable String lastModified,
            byte[] bodyHash) {}
}
