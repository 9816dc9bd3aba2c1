package io.newsbell.merging;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// How the followers of a topic become those of another one.
///
/// @param from  slug, and so is into
/// @param moved readers who follow the other one since
/// @param kept  who had followed it before and keep what they had there, or whose follow was over
public record TopicMerge(
        UUID id,
        long appId,
        String from,
        String fromName,
        String into,
        String intoName,
        Followers before,
        long moved,
        long kept,
        State state,
        Instant startedAt,
        @Nullable Instant finishedAt) {
    public enum State {
        RUNNING,
        DONE
    }

    public boolean isRunning() {
        return state == State.RUNNING;
    }

    public long done() {
        return moved + kept;
    }

    /// Counted at one moment.
    ///
    /// @param from of the topic that is merged
    /// @param into of the other one
    /// @param both of those, who follow both
    public record Followers(long from, long into, long both) {
        /// Of the other one, when it is done.
        public long after() {
            return from + into - both;
        }

        /// Who does not follow the other one yet.
        public long toMove() {
            return from - both;
        }
    }
}
