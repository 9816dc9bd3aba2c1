package io.newsbell.delivery;

import java.util.UUID;
import org.roaringbitmap.RoaringBitmap;

/// One node's hold on a batch. Writes name the attempt, so that whoever claimed the batch later wins.
///
/// @param recipients device ordinals, in the order of the bitmap
/// @param outcomes   one [Entry] code per recipient; the claimer's own copy to change
record Claim(long batchId, UUID alertId, long topicId, int attempt, int[] recipients, byte[] outcomes) {
    static Claim of(long batchId, UUID alertId, long topicId, int attempt, RoaringBitmap recipients, byte[] outcomes) {
        return new Claim(batchId, alertId, topicId, attempt, recipients.toArray(), outcomes);
    }

    boolean isPending(int index) {
        return outcomes[index] == Entry.PENDING.code();
    }

    void record(int index, Entry entry) {
        outcomes[index] = entry.code();
    }

    int pending() {
        int pending = 0;
        for (int index = 0; index < outcomes.length; index++) {
            pending += isPending(index) ? 1 : 0;
        }
        return pending;
    }

    /// Gives every recipient that has no outcome yet the same one.
    void settle(Entry entry) {
        for (int index = 0; index < outcomes.length; index++) {
            if (isPending(index)) {
                record(index, entry);
            }
        }
    }
}
