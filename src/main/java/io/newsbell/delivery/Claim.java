package io.newsbell.delivery;

import io.newsbell.ledger.Entry;
import io.newsbell.ledger.WaveKind;
import io.newsbell.ledger.Wording;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.roaringbitmap.RoaringBitmap;

/// One node's hold on a batch. Writes name the attempt, so that whoever claimed the batch later wins.
///
/// @param recipients device ordinals, in the order of the bitmap
/// @param outcomes   one [Entry] code per recipient; the claimer's own copy to change
record Claim(long batchId, long topicId, int attempt, Errand errand, int[] recipients, byte[] outcomes) {

    /// What the batch's wave is about.
    ///
    /// @param expiresAt after which nobody is told any more
    /// @param wording   another text than the alert's own
    record Errand(long waveId, UUID alertId, WaveKind kind, Instant expiresAt, Optional<Wording> wording) {}

    static Claim of(long batchId, long topicId, int attempt, Errand errand, RoaringBitmap recipients, byte[] outcomes) {
        return new Claim(batchId, topicId, attempt, errand, recipients.toArray(), outcomes);
    }

    UUID alertId() {
        return errand.alertId();
    }

    Instant expiresAt() {
        return errand.expiresAt();
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
