package io.newsbell.delivery;

import io.newsbell.delivery.BatchSender.Pass;
import io.newsbell.delivery.Claims.ClaimLost;
import io.newsbell.wave.BatchReady;
import io.newsbell.work.Step;
import io.newsbell.work.Worker;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.jboss.logging.Logger;

/// Tries what a lane, or an earlier try, has left of a batch.
@ApplicationScoped
class BatchWorker implements Worker<BatchReady> {
    private static final Logger LOG = Logger.getLogger(BatchWorker.class);

    private final Claims claims;
    private final BatchSender sender;
    private final LostBatches lost;
    private final Clock clock;

    BatchWorker(Claims claims, BatchSender sender, LostBatches lost, Clock clock) {
        this.claims = claims;
        this.sender = sender;
        this.lost = lost;
        this.clock = clock;
    }

    @Override
    public Step<BatchReady> step() {
        return BatchReady.STEP;
    }

    @Override
    public Result work(BatchReady event) {
        try {
            var claim = claims.claim(event.batchId());
            return claim.isEmpty()
                    ? new Result.Done()
                    : result(sender.start(claim.get(), false).end());
        } catch (ClaimLost e) {
            lost.count(event.batchId());
            return new Result.NotNow(LaneWorker.AFTER_A_LOSS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while sending; what was not recorded is sent again", e);
        } catch (RuntimeException e) {
            return failed(event, e);
        }
    }

    private Result failed(BatchReady event, RuntimeException failure) {
        if (Patience.isAway(failure)) {
            throw failure;
        }
        var setAside = claims.fail(event.batchId(), failure);
        if (setAside.isEmpty()) {
            throw failure;
        }
        LOG.errorf(failure, "Batch %d has failed too often and is set aside: its phones do not ring", event.batchId());
        return new Result.NotNow(until(setAside.get()));
    }

    private Result result(Pass pass) {
        return switch (pass) {
            case Pass.Done() -> new Result.Done();
            case Pass.Left(Instant due, Duration pause) -> new Result.NotNow(until(due));
            case Pass.NotYet(Duration pause) -> new Result.NotNow(pause);
            case Pass.Broken() -> new Result.NotNow(Duration.ZERO);
        };
    }

    private Duration until(Instant time) {
        var left = Duration.between(clock.instant(), time);
        return left.isNegative() ? Duration.ZERO : left;
    }
}
