package io.newsbell.delivery;

import io.newsbell.alert.AlertState;
import io.newsbell.alert.ReceiptSample;
import io.newsbell.ledger.Entry;
import io.newsbell.ledger.WaveKind;
import io.newsbell.ledger.Wording;
import io.newsbell.trace.Traces;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;
import org.jboss.logging.MDC;
import org.jspecify.annotations.Nullable;

/// One node's hold on a batch. Writes name the attempt, so that whoever claimed the batch later wins. One
/// thread records, another one writes down what is recorded.
final class Claim {
    private final long batchId;
    private final long topicId;
    private final int attempt;
    private final Errand errand;
    private final int[] recipients;
    private final byte[] outcomes;
    private final @Nullable Instant dueBefore;
    private @Nullable Instant due;

    /// What the database said when it was last written.
    private volatile AlertState state = AlertState.SENDING;

    private volatile boolean isCorrected;
    private volatile boolean isLost;
    private volatile @Nullable RuntimeException failure;
    private volatile long heldAt = System.nanoTime();

    /// @param recipients device ordinals, in the order of the bitmap
    /// @param outcomes   one [Entry] code per recipient
    /// @param due        when those that wait for another try may be tried
    Claim(
            long batchId,
            long topicId,
            int attempt,
            Errand errand,
            int[] recipients,
            byte[] outcomes,
            @Nullable Instant due) {
        this.batchId = batchId;
        this.topicId = topicId;
        this.attempt = attempt;
        this.errand = errand;
        this.recipients = recipients;
        this.outcomes = outcomes;
        this.dueBefore = due;
        this.due = due;
    }

    /// What the batch's wave is about.
    ///
    /// @param version   the alert's when the batch was claimed
    /// @param expiresAt after which nobody is told any more
    /// @param begunAt   since when its readers could have been told; null if that is not measured
    /// @param isChecked whether the push service was asked if it would take the message
    /// @param wording   another text than the alert's own
    /// @param receipts  who reports that it was received
    record Errand(
            long waveId,
            UUID alertId,
            long appId,
            int version,
            WaveKind kind,
            Instant expiresAt,
            @Nullable Instant begunAt,
            boolean isChecked,
            Optional<Wording> wording,
            ReceiptSample receipts) {}

    /// Every line that this thread logs from now on says what it is about.
    void nameInLog() {
        MDC.put("alert", errand.alertId());
        MDC.put("traceId", Traces.id(errand.alertId()));
        MDC.put("wave", errand.waveId());
        MDC.put("batch", batchId);
    }

    long batchId() {
        return batchId;
    }

    long topicId() {
        return topicId;
    }

    int attempt() {
        return attempt;
    }

    Errand errand() {
        return errand;
    }

    UUID alertId() {
        return errand.alertId();
    }

    /// Of the alert, as its recipients are told it.
    int version() {
        return errand.version();
    }

    Instant expiresAt() {
        return errand.expiresAt();
    }

    /// How many recipients there are.
    int size() {
        return recipients.length;
    }

    int recipient(int index) {
        return recipients[index];
    }

    int indexOf(int ordinal) {
        return Arrays.binarySearch(recipients, ordinal);
    }

    synchronized Entry entry(int index) {
        return Entry.of(outcomes[index]);
    }

    /// Of one that may have rung, unfollowing does not make it untrue: a correction has to reach it.
    synchronized void record(int index, Entry entry) {
        boolean mayHaveRung = entry == Entry.UNFOLLOWED && Entry.of(outcomes[index]) == Entry.UNCERTAIN;
        outcomes[index] = (mayHaveRung ? Entry.AMBIGUOUS : entry).code();
    }

    /// It is not to be tried again before that time; no other of this batch is, either.
    synchronized void record(int index, Entry entry, Instant notBefore) {
        outcomes[index] = entry.code();
        var latest = due == null || notBefore.isAfter(due) ? notBefore : due;
        due = latest.isAfter(expiresAt()) ? expiresAt() : latest;
    }

    /// Whose turn it is: those that were never tried, and those that wait for another try if their time has
    /// come.
    synchronized int[] toSend(Instant now) {
        var isDue = dueBefore == null || !now.isBefore(dueBefore);
        return IntStream.range(0, outcomes.length)
                .filter(index -> switch (Entry.of(outcomes[index])) {
                    case PENDING -> true;
                    case RETRYING, UNCERTAIN -> isDue;
                    default -> false;
                })
                .toArray();
    }

    /// How many have no outcome yet.
    synchronized int unfinished() {
        return (int) IntStream.range(0, outcomes.length)
                .filter(index -> Entry.of(outcomes[index]).isUnfinished())
                .count();
    }

    /// Gives everybody without an outcome the same one, but for those that may have rung.
    synchronized void settle(Entry entry) {
        for (int index = 0; index < outcomes.length; index++) {
            var before = Entry.of(outcomes[index]);
            if (before.isUnfinished()) {
                outcomes[index] = (before == Entry.UNCERTAIN ? Entry.AMBIGUOUS : entry).code();
            }
        }
    }

    /// When those that wait may be tried again; null if nobody was told to wait.
    synchronized @Nullable Instant due() {
        return due;
    }

    synchronized Snapshot snapshot() {
        return new Snapshot(batchId, attempt, outcomes.clone(), due);
    }

    /// @param seen what the database said of the alert when the batch was written
    void written(AlertState seen) {
        state = seen;
        heldAt = System.nanoTime();
    }

    /// The same when only the alert was looked at.
    void seen(AlertState seen) {
        state = seen;
    }

    /// @param version that the alert has by now: of one that was corrected the old text is not to go out
    void seen(int version) {
        isCorrected = version > errand.version();
    }

    void lost() {
        isLost = true;
    }

    void broke(RuntimeException cause) {
        failure = cause;
    }

    /// Why it cannot be written down; null if it can.
    @Nullable
    RuntimeException failure() {
        return failure;
    }

    boolean isLost() {
        return isLost;
    }

    boolean isStopped() {
        return state == AlertState.STOPPED;
    }

    boolean isCorrected() {
        return isCorrected;
    }

    /// When it was last certain that nobody else has the batch, in the words of [System#nanoTime()].
    long heldAt() {
        return heldAt;
    }

    /// What is recorded at one moment.
    record Snapshot(
            long batchId,
            int attempt,
            byte[] outcomes,
            @Nullable Instant due) {}
}
