package io.newsbell.delivery;

import io.newsbell.alert.Alert;
import io.newsbell.alert.Alerts;
import io.newsbell.delivery.RetractionSql.Told;
import io.newsbell.push.Answer;
import io.newsbell.push.Outcome;
import io.newsbell.push.Pacer;
import io.newsbell.push.PushChannel;
import io.newsbell.push.Retraction;
import io.newsbell.push.Sends;
import io.newsbell.work.Priority;
import io.newsbell.work.Step;
import io.newsbell.work.Worker;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.LinkedBlockingQueue;
import org.jboss.logging.Logger;
import org.roaringbitmap.RoaringBitmap;

/// Tells the phones that a batch has rung to take the alert off their screens. A phone that is told twice,
/// after a crash, has nothing left to take off; so nothing but who still waits is written down, and that at
/// the end.
@ApplicationScoped
class RetractionWorker implements Worker<RetractionReady> {
    private static final Logger LOG = Logger.getLogger(RetractionWorker.class);

    /// After that readers have seen it, and the inbox says that it is withdrawn.
    private static final Duration PATIENCE = Duration.ofHours(1);

    private static final Duration TURN_WITHIN = Duration.ofMillis(200);
    private static final Duration PAUSE = Duration.ofSeconds(2);

    private final RetractionSql sql;
    private final Alerts alerts;
    private final PushChannel channel;
    private final Pacer pacer;
    private final Sends sends;
    private final Clock clock;

    RetractionWorker(RetractionSql sql, Alerts alerts, PushChannel channel, Pacer pacer, Sends sends, Clock clock) {
        this.sql = sql;
        this.alerts = alerts;
        this.channel = channel;
        this.pacer = pacer;
        this.sends = sends;
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
        var push = channel.prepare(
                alert.appId(),
                new Retraction(
                        alert.id(),
                        alert.storyId(),
                        alert.version() + 1,
                        waiting.since().plus(PATIENCE)));
        var recipients = sql.addresses(waiting.devices());
        var answers = new LinkedBlockingQueue<List<Answer>>();
        int sent = 0;
        while (sent < recipients.size() && !pacer.isStopping()) {
            int turns = pacer.take(push.quota(), Priority.BREAKING, recipients.size() - sent, TURN_WITHIN);
            if (turns > 0) {
                push.send(recipients.subList(sent, sent + turns), answers::add);
                sent += turns;
            }
        }
        var later = new RoaringBitmap();
        recipients.subList(sent, recipients.size()).forEach(left -> later.add(left.ordinal()));
        var pause = take(answers, sent, push.quota(), later);
        waiting.devices().and(later);
        return pause;
    }

    /// @param later gets those that are to be told later
    private Duration take(LinkedBlockingQueue<List<Answer>> answers, int sent, String quota, RoaringBitmap later)
            throws InterruptedException {
        var pause = PAUSE;
        for (int left = sent; left > 0; ) {
            var some = answers.take();
            left -= some.size();
            for (var answer : some) {
                sends.count(answer.outcome());
                if (answer.outcome() instanceof Outcome.TryLater(Duration asked)) {
                    later.add(answer.recipient().ordinal());
                    pause = asked.compareTo(pause) > 0 ? asked : pause;
                }
            }
            pacer.answered(quota, some.size(), 0);
        }
        return pause;
    }
}
