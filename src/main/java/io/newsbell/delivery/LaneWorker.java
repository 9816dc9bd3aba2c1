package io.newsbell.delivery;

import io.newsbell.delivery.BatchSender.Pass;
import io.newsbell.delivery.Claims.ClaimLost;
import io.newsbell.push.Pacer;
import io.newsbell.wave.LaneReady;
import io.newsbell.work.Priority;
import io.newsbell.work.Step;
import io.newsbell.work.Work;
import io.newsbell.work.Worker;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jboss.logging.Logger;

/// Sends the batches of one of a wave's lanes, one after the other; answers that are late keep the next from
/// nothing. After a while it goes to the end of the queue, so that lanes of other alerts and apps have their
/// turn.
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
    private final Work work;
    private final LostBatches lost;

    LaneWorker(Claims claims, BatchSender sender, Pacer pacer, Work work, LostBatches lost) {
        this.claims = claims;
        this.sender = sender;
        this.pacer = pacer;
        this.work = work;
        this.lost = lost;
    }

    @Override
    public Step<LaneReady> step() {
        return LaneReady.STEP;
    }

    @Override
    public Result work(LaneReady lane) {
        try (var turn = new Turn(lane)) {
            return turn.take();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while sending; what was not recorded is sent again", e);
        }
    }

    /// The lane is this node's until all of its batches that were begun are over, and no longer.
    private final class Turn implements AutoCloseable {
        private final LaneReady lane;
        private final long begin = System.nanoTime();
        private final ExecutorService ends = Executors.newVirtualThreadPerTaskExecutor();
        private final List<Begun> begun = new ArrayList<>();
        private Optional<Duration> pause = Optional.empty();

        Turn(LaneReady lane) {
            this.lane = lane;
        }

        Result take() throws InterruptedException {
            boolean isThrough = false;
            while (!isThrough && mayGoOn()) {
                var underway = begun.stream().map(Begun::batch).toList();
                var batch = claims.next(lane.waveId(), lane.lane(), underway);
                isThrough = batch.isEmpty();
                if (batch.isPresent()) {
                    begin(batch.get());
                }
            }
            while (!begun.isEmpty()) {
                await(BatchRun.ANY);
            }
            return isThrough && pause.isEmpty() ? new Result.Done() : new Result.NotNow(pause.orElse(Duration.ZERO));
        }

        /// To give the lane back with late answers is to wait for them: only for somebody who needs the
        /// place.
        private boolean mayGoOn() {
            return pause.isEmpty()
                    && !pacer.isStopping()
                    && (System.nanoTime() - begin < TURN.toNanos() || (!begun.isEmpty() && !work.isCrowded()));
        }

        private void begin(long batch) throws InterruptedException {
            Duration atMost;
            try {
                var claim = claims.claim(batch);
                if (claim.isEmpty()) {
                    return;
                }
                var underway = sender.start(claim.get(), true);
                atMost = underway.isBusy() ? BatchRun.ANY : BatchRun.LATE;
                begun.add(new Begun(claim.get().batchId(), ends.submit(underway::end)));
            } catch (ClaimLost | RuntimeException e) {
                failed(batch, e);
                return;
            }
            await(atMost);
        }

        /// Waits for the batch that was begun last, and takes the results of all that are over.
        private void await(Duration atMost) throws InterruptedException {
            try {
                begun.getLast().end().get(atMost.toNanos(), TimeUnit.NANOSECONDS);
            } catch (TimeoutException | ExecutionException e) {
                // It is late, or will be looked at now.
            }
            var over = begun.stream().filter(each -> each.end().isDone()).toList();
            begun.removeAll(over);
            over.forEach(this::take);
        }

        private void take(Begun batch) {
            switch (batch.end().state()) {
                case SUCCESS -> pauseFor(batch.end().resultNow());
                default -> failed(batch.batch(), batch.end().exceptionNow());
            }
        }

        private void pauseFor(Pass pass) {
            switch (pass) {
                case Pass.Done() -> {}
                case Pass.Left(Instant due, Duration asked) when asked.isZero() -> {}
                case Pass.Left(Instant due, Duration asked) -> pauseFor(asked);
                case Pass.NotYet(Duration asked) -> pauseFor(asked);
                case Pass.Broken() -> pauseFor(Duration.ZERO);
            }
        }

        private void pauseFor(Duration asked) {
            pause = pause.filter(longer -> longer.compareTo(asked) > 0).or(() -> Optional.of(asked));
        }

        private void failed(long batch, Throwable failure) {
            switch (failure) {
                case ClaimLost _ -> {
                    lost.count(batch);
                    pauseFor(AFTER_A_LOSS);
                }
                case RuntimeException e -> {
                    if (!isSetAside(batch, e)) {
                        throw e;
                    }
                }
                default -> throw new IllegalStateException("Batch " + batch + " was not sent", failure);
            }
        }

        /// Waits for all that was begun.
        @Override
        public void close() {
            ends.close();
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

    private record Begun(long batch, Future<Pass> end) {}
}
