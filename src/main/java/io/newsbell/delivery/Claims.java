package io.newsbell.delivery;

import io.newsbell.alert.Alert;
import io.newsbell.alert.Alerts;
import io.newsbell.alert.Target;
import io.newsbell.delivery.BatchSql.End;
import io.newsbell.delivery.BatchSql.Failed;
import io.newsbell.delivery.BatchSql.Held;
import io.newsbell.delivery.BatchSql.Written;
import io.newsbell.device.Recipient;
import io.newsbell.retirement.DeadAddresses;
import io.newsbell.retirement.Said;
import io.newsbell.wave.BatchReady;
import io.newsbell.wave.Waves;
import io.newsbell.work.Priority;
import io.newsbell.work.Work;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Holds on batches, and the outcomes that their holders record, in portions that are each one transaction.
@ApplicationScoped
class Claims {
    private static final int SET_ASIDE_AFTER = 3;

    private final BatchSql sql;
    private final ConfirmSql confirming;
    private final SplitSql splits;
    private final Alerts alerts;
    private final DeadAddresses deadAddresses;
    private final Waves waves;
    private final Work work;
    private final Clock clock;

    Claims(
            BatchSql sql,
            ConfirmSql confirming,
            SplitSql splits,
            Alerts alerts,
            DeadAddresses deadAddresses,
            Waves waves,
            Work work,
            Clock clock) {
        this.sql = sql;
        this.confirming = confirming;
        this.splits = splits;
        this.alerts = alerts;
        this.deadAddresses = deadAddresses;
        this.waves = waves;
        this.work = work;
        this.clock = clock;
    }

    /// @param underway batches of the lane that this thread has claimed before, and that are not over
    @Transactional
    Optional<Long> next(long wave, int lane, List<Long> underway) {
        return sql.next(wave, lane, underway);
    }

    /// For the alert as it says now: who was told what it said before is in another batch afterwards.
    ///
    /// @return empty if there is nothing to do, or by a work of its own
    /// @throws ClaimLost if this thread's work was taken over: then the batch is somebody else's
    @Transactional(rollbackOn = ClaimLost.class)
    public Optional<Claim> claim(long batchId) throws ClaimLost {
        if (!work.isStillHeld()) {
            throw new ClaimLost();
        }
        return sql.claim(batchId).flatMap(held -> {
            var version = held.claim().version();
            return held.told() == version ? Optional.of(held.claim()) : corrected(held);
        });
    }

    private Optional<Claim> corrected(Held held) {
        var claim = held.claim();
        int unfinished = claim.unfinished();
        if (unfinished == 0) {
            return Optional.of(claim);
        }
        if (unfinished == claim.size()) {
            splits.tell(claim);
            return Optional.of(claim);
        }
        long rest = splits.split(claim);
        if (held.isAlone()) {
            put(rest, Waves.priority(alerts.find(claim.alertId()).orElseThrow()), clock.instant());
            return Optional.empty();
        }
        return sql.claim(rest).map(Held::claim);
    }

    /// @param target of the claim's alert
    /// @return by index, of those that are asked for; null for who is not to be told
    @Transactional
    @Nullable
    Recipient[] confirm(Claim claim, Target target, int[] indexes) {
        return confirming.confirm(claim, target, indexes, clock.instant());
    }

    /// Records what is known so far.
    ///
    /// @param others of which only the alert's state is asked
    /// @return what was recorded or asked; a claim that is missing was taken over by somebody else
    @Transactional
    public List<Written> flush(List<Claim> claims, List<Claim> others) {
        var written = claims.isEmpty()
                ? List.<Written>of()
                : sql.flush(claims.stream().map(Claim::snapshot).toList());
        var seen = others.isEmpty()
                ? List.<Written>of()
                : sql.states(others.stream().map(Claim::batchId).toList());
        return Stream.concat(written.stream(), seen.stream()).toList();
    }

    /// The push service was asked about the wave's message: the other lanes begin.
    @Transactional
    public boolean begin(Alert alert, Claim claim) {
        return waves.checked(alert, claim.errand().waveId());
    }

    /// Records that every recipient has its outcome, and what push services said. The last
    /// batch finishes the wave and the alert.
    ///
    /// @return true
    /// @throws ClaimLost if the batch was claimed by somebody else: nothing was recorded
    @Transactional(rollbackOn = ClaimLost.class)
    public boolean complete(Claim claim, List<Said> said) throws ClaimLost {
        end(claim, End.DONE, said);
        if (waves.batchDone(claim.errand().waveId(), claim.alertId())) {
            deadAddresses.judge(claim.errand().waveId());
        }
        return true;
    }

    /// Records what is known, and hands over what is to be tried again at that time.
    ///
    /// @return true
    /// @throws ClaimLost as above
    @Transactional(rollbackOn = ClaimLost.class)
    public boolean handOver(Claim claim, List<Said> said, Instant due, Priority priority) throws ClaimLost {
        end(claim, End.PASSED, said);
        put(claim.batchId(), priority, due);
        return true;
    }

    /// The same for who tries it again himself.
    ///
    /// @return true
    /// @throws ClaimLost as above
    @Transactional(rollbackOn = ClaimLost.class)
    public boolean keep(Claim claim, List<Said> said) throws ClaimLost {
        end(claim, End.PASSED, said);
        return true;
    }

    /// Sending a batch has failed in a way that nobody foresaw. After three times it is set aside: it harms
    /// no other, waits for people, and is settled when the alert expires.
    ///
    /// @return whether it was set aside; then it is tried again at the given time
    @Transactional
    public Optional<Instant> fail(long batchId, Throwable failure) {
        return sql.fail(batchId, String.valueOf(failure), SET_ASIDE_AFTER, clock.instant())
                .filter(failed -> failed.times() >= SET_ASIDE_AFTER)
                .map(Failed::expiresAt);
    }

    /// What is left of a batch is tried again at that time.
    @Transactional
    public void put(long batchId, Priority priority, Instant at) {
        work.put(BatchReady.STEP, batchId, new BatchReady(batchId), priority, at);
    }

    private void end(Claim claim, End end, List<Said> said) throws ClaimLost {
        if (!sql.end(claim.snapshot(), end)) {
            throw new ClaimLost();
        }
        deadAddresses.said(claim.errand().waveId(), said);
    }

    /// Another worker took the batch over, because this one seemed dead. It must leave everything alone.
    static final class ClaimLost extends Exception {
        private static final long serialVersionUID = 1L;
    }
}
