package io.newsbell.delivery;

import io.newsbell.alert.Alert;
import io.newsbell.alert.Alerts;
import io.newsbell.delivery.RetractionSql.Told;
import io.newsbell.device.Recipient;
import io.newsbell.push.Outcome;
import io.newsbell.push.Pacer;
import io.newsbell.push.PushChannel;
import io.newsbell.push.Retraction;
import io.newsbell.push.Sends;
import io.newsbell.work.Step;
import io.newsbell.work.Worker;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.LinkedBlockingQueue;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;
import org.roaringbitmap.RoaringBitmap;

/// Tells the phones that a batch has rung to take the alert off their screens. A phone that is told twice, after a
/// crash, has nothing left to take off; so nothing but who still waits is written down, and that at the end.
@ApplicationScoped
class RetractionWorker implements Worker<RetractionReady> {
    private static final Logger LOG = Logger.getLogger(RetractionWorker.class);

    /// After that readers have seen it, and the inbox says that it is withdrawn.
    private static final Duration PATIENCE = Duration.ofHours(1);

    private static final Duration PAUSE = Duration.ofSeconds(2);

    private final RetractionSql sql;
    private final Alerts alerts;
    private final PushChannel channel;
    private final Pacer pacer;
    private final Sends sends;
    private final DeliveryConfig config;
    private final Clock clock;

    RetractionWorker(
            RetractionSql sql,
            Alerts alerts,
            PushChannel channel,
            Pacer pacer,
            Sends sends,
            DeliveryConfig config,
            Clock clock) {
        this.sql = sql;
        this.alerts = alerts;
        this.channel = channel;
        this.pacer = pacer;
        this.sends = sends;
        this.config = config;
        this.clock = clock;
    }

    @Override
    public Step<RetractionReady> step() {
        return RetractionReady.STEP;
    }

    @Override
    public Result work(RetractionReady event) {
        var waiting = sql.waiting(event.batchId()).orElse(null);
        if (waiting == null || waiting.devices().isEmpty() || isTooLate(waiting)) {
            return new Result.Done();
        }
        try {
            var pause = send(alerts.find(waiting.alertId()).orElseThrow(), waiting);
            sql.leave(event.batchId(), waiting.devices());
            return waiting.devices().isEmpty() ? new Result.Done() : new Result.NotNow(pause);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while retracting; all of the batch are told again", e);
        }
    }

    private boolean isTooLate(Told waiting) {
        var late = waiting.since().plus(PATIENCE).isBefore(clock.instant());
        if (late) {
            LOG.warnf(
                    "Alert %s: %d phones could not be told in time that it is taken back; their inboxes say so",
                    waiting.alertId(), waiting.devices().getCardinality());
        }
        return late;
    }

    /// Takes out of `waiting` who has been told, or cannot be.
    ///
    /// @return how long to leave the service alone
    private Duration send(Alert alert, Told waiting) throws InterruptedException {
        var push = channel.prepare(new Retraction(
                alert.id(),
                alert.storyId(),
                alert.version() + 1,
                waiting.since().plus(PATIENCE)));
        var recipients = sql.addresses(waiting.devices());
        var answers = new LinkedBlockingQueue<Answer>();
        var later = new RoaringBitmap();
        var sent = 0;
        for (var recipient : recipients) {
            if (!pacer.isStopping() && pacer.await(alert.appId(), config.flushEvery())) {
                sent++;
                push.send(recipient.address()).whenComplete((outcome, failure) -> {
                    pacer.answered();
                    answers.add(new Answer(recipient, outcome));
                });
            } else {
                later.add(recipient.ordinal());
            }
        }
        var pause = PAUSE;
        for (; sent > 0; sent--) {
            var answer = answers.take();
            if (answer.outcome() != null) {
                sends.count(answer.outcome());
            }
            if (answer.outcome() instanceof Outcome.TryLater(Duration asked)) {
                later.add(answer.recipient().ordinal());
                pause = asked.compareTo(pause) > 0 ? asked : pause;
            }
        }
        waiting.devices().and(later);
        return pause;
    }

    private record Answer(Recipient recipient, @Nullable Outcome outcome) {}
}
