package io.newsbell.draft;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// An alert that editors write.
///
/// @param hash     of the content: what a second person approves
/// @param version  1 for the first; one more with every change of the content
/// @param authors  everybody who has written on it
/// @param phones   how many phones whoever proposed or sent it has been told
/// @param note     why it came back by itself, for people
/// @param leavesAt until then it can be undone
public record EditorDraft(
        UUID id,
        long appId,
        DraftContent content,
        String hash,
        int version,
        State state,
        List<Long> authors,
        boolean needsSecond,
        @Nullable Long phones,
        @Nullable Long approvedBy,
        @Nullable Long sentBy,
        @Nullable String note,
        @Nullable Instant leavesAt,
        @Nullable UUID alertId,
        long changedBy,
        Instant changedAt,
        Instant createdAt) {
    public enum State {
        WRITING,
        /// Waits for its second person.
        PROPOSED,
        /// Decided, and can still be taken back.
        LEAVING,
        SENT,
        DISCARDED
    }

    public boolean isOpen() {
        return state == State.WRITING || state == State.PROPOSED;
    }
}
