package io.newsbell.delivery;

import io.newsbell.delivery.BatchSender.Pass;
import io.newsbell.delivery.Claims.ClaimLost;
import io.newsbell.push.Pacer;
import io.newsbell.wave.LaneReady;
import io.newsbell.work.Priority;
import io.newsbell.work.Step;
import io.newsbell.work.Worker;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jboss.logging.Logger;

/// Sends the batches of one of a wave's lanes, one after the other. After a while it goes to the end of the
/// queue, so that lanes of other alerts and apps have their turn.
@ApplicationScoped
class LaneWorker implements Worker<LaneReady> {
    private static final Logger LOG = Logger.getLogger(LaneWorker.class);
    private static final Duration TURN = Duration.ofSeconds(1);

    /// If the work is still this node's, it goes on when whoever has the batch is through; if not, this has
    /// no effect.
    static final Duration AFTER_A_LOSS = Duration.ofSeconds(1);

    private final Claims claims;
    private final BatchSender sender;
    private final Pacer pacer;

    LaneWorker(Claims claims, BatchSender sender, Pacer pacer) {
        this.claims = claims;
        this.sender = sender;
        this.pacer = pacer;
    }

    @Override
    public Step<LaneReady> step() {
        return LaneReady.STEP;
    }

    @Override
    public Result work(LaneReady lane) {
        long begin = System.nanoTime();
        while (System.nanoTime() - begin < TURN.toNanos() && !pacer.isStopping()) {
            var batch = claims.next(lane.waveId(), lane.lane());
            if (batch.isEmpty()) {
                return new Result.Done();
            }
            var pause = send(batch.get());
            if (pause.isPresent()) {
                return new Result.NotNow(pause.get());
            }
        }
        return new Result.NotNow(Duration.ZERO);
    }

    /// @return how long to wait; empty to go on
    private Optional<Duration> send(long batch) {
        try {
            var claim = claims.claim(batch);
            if (claim.isEmpty()) {
                return Optional.empty();
            }
            return switch (sender.send(claim.get(), true)) {
                case Pass.Done() -> Optional.empty();
                case Pass.Left(Instant due, Duration pause) -> pause.isZero() ? Optional.empty() : Optional.of(pause);
                case Pass.NotYet(Duration pause) -> Optional.of(pause);
                case Pass.Broken() -> Optional.of(Duration.ZERO);
            };
        } catch (ClaimLost e) {
            LOG.warnf("Batch %d was taken over by another worker; this one leaves it", batch);
            return Optional.of(AFTER_A_LOSS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while sending; what was not recorded is sent again", e);
        } catch (RuntimeException e) {
            if (isSetAside(batch, e)) {
                return Optional.empty();
            }
            throw e;
        }
    }

    private boolean isSetAside(long batch, RuntimeException failure) {
        if (Patience.isAway(failure)) {
            return false;
        }
        var expiry = claims.fail(batch, failure);
        expiry.ifPresent(at -> {
            LOG.errorf(failure, "Batch %d has failed too often and is set aside: its phones do not ring", batch);
            claims.put(batch, Priority.USUAL, at);
        });
        return expiry.isPresent();
    }
}
