package io.newsbell.delivery;

import io.newsbell.alert.Alert;
import io.newsbell.alert.AlertLevel;
import io.newsbell.alert.AlertState;
import io.newsbell.alert.Alerts;
import io.newsbell.delivery.Claims.ClaimLost;
import io.newsbell.ledger.Entry;
import io.newsbell.ledger.WaveKind;
import io.newsbell.ledger.Wording;
import io.newsbell.push.Pacer;
import io.newsbell.push.PushChannel;
import io.newsbell.push.PushMessage;
import io.newsbell.push.Sends;
import io.newsbell.topic.Topics;
import io.newsbell.wave.BatchReady;
import io.newsbell.work.Step;
import io.newsbell.work.Worker;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import org.jboss.logging.Logger;

/// Sends a batch, or what an earlier attempt has left of it.
@ApplicationScoped
class BatchWorker implements Worker<BatchReady> {
    private static final Logger LOG = Logger.getLogger(BatchWorker.class);

    private final Claims claims;
    private final Alerts alerts;
    private final Topics topics;
    private final PushChannel channel;
    private final Pacer pacer;
    private final Sends sends;
    private final DeliveryConfig config;
    private final Clock clock;

    BatchWorker(
            Claims claims,
            Alerts alerts,
            Topics topics,
            PushChannel channel,
            Pacer pacer,
            Sends sends,
            DeliveryConfig config,
            Clock clock) {
        this.claims = claims;
        this.alerts = alerts;
        this.topics = topics;
        this.channel = channel;
        this.pacer = pacer;
        this.sends = sends;
        this.config = config;
        this.clock = clock;
    }

    @Override
    public Step<BatchReady> step() {
        return BatchReady.STEP;
    }

    @Override
    public Result work(BatchReady event) {
        var claim = claims.claim(event.batchId());
        try {
            return claim.isEmpty() ? new Result.Done() : run(claim.get());
        } catch (ClaimLost e) {
            LOG.warnf("Batch %d was taken over by another worker; this one leaves it", event.batchId());
            return new Result.Done();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while sending; what was not recorded is sent again", e);
        }
    }

    private Result run(Claim claim) throws ClaimLost, InterruptedException {
        var alert = alerts.find(claim.alertId()).orElseThrow();
        var asked = Duration.ZERO;
        if (alert.state() == AlertState.STOPPED) {
            claim.settle(Entry.STOPPED);
        } else if (!clock.instant().isBefore(claim.expiresAt())) {
            claim.settle(Entry.EXPIRED);
        } else {
            var push = channel.prepare(message(alert, claim));
            asked = new BatchRun(alert, claim, push, claims, alerts, pacer, sends, config, clock).run();
        }
        if (claim.pending() > 0) {
            return new Result.NotNow(
                    Backoff.pause(claim.attempt(), asked, Duration.between(clock.instant(), claim.expiresAt())));
        }
        claims.complete(claim);
        return new Result.Done();
    }

    private PushMessage message(Alert alert, Claim claim) {
        var wording = claim.errand().wording().orElseGet(() -> Wording.of(alert));
        return new PushMessage(
                alert.id(),
                alert.storyId(),
                alert.version(),
                claim.errand().kind() == WaveKind.DIGEST ? AlertLevel.DIGEST : alert.level(),
                wording.title(),
                wording.body(),
                alert.link(),
                alert.image(),
                topics.byId(claim.topicId()).slug(),
                claim.expiresAt());
    }
}
