package io.newsbell.webhook;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.newsbell.webhook.Answer.Failed;
import io.newsbell.webhook.Answer.Gone;
import io.newsbell.webhook.Answer.Interrupted;
import io.newsbell.webhook.Answer.Taken;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Stream;
import org.jboss.logging.Logger;

/// Delivers one message and writes down what came of it. `newsbell_webhook_deliveries_total{outcome}`: taken, failed,
/// lost, gone.
@Singleton
class Deliveries {
    private static final Logger LOG = Logger.getLogger(Deliveries.class);

    private final Post post;
    private final DeliverySql sql;
    private final WebhookConfig config;
    private final MeterRegistry metrics;
    private final Clock clock;

    Deliveries(Post post, DeliverySql sql, WebhookConfig config, MeterRegistry metrics, Clock clock) {
        this.post = post;
        this.sql = sql;
        this.config = config;
        this.metrics = metrics;
        this.clock = clock;
        // There from the start: Prometheus sees no rise in a counter that begins with 1.
        Stream.of("taken", "failed", "lost", "gone").forEach(this::counter);
    }

    void deliver(Delivery delivery, UUID lease) {
        var answer = post.send(delivery);
        QuarkusTransaction.requiringNew().run(() -> write(delivery, lease, answer));
    }

    private void write(Delivery delivery, UUID lease, Answer answer) {
        sql.lock(delivery.webhookId());
        switch (answer) {
            case Taken taken -> {
                if (sql.remove(delivery.id(), lease)) {
                    count("taken");
                    sql.taken(delivery.webhookId(), taken.status(), clock.instant());
                }
            }
            case Failed failed -> failed(delivery, lease, failed);
            case Gone gone -> {
                if (sql.remove(delivery.id(), lease)) {
                    count("gone");
                    LOG.warnf("The webhook %s is gone (410) and is told nothing any more", delivery.webhook());
                    sql.gone(delivery.webhookId(), clock.instant());
                }
            }
            case Interrupted interrupted -> sql.release(delivery.id(), lease);
        }
    }

    private void failed(Delivery delivery, UUID lease, Failed failed) {
        var now = clock.instant();
        var pause = failed.after()
                .orElseGet(() -> Retry.pause(
                        delivery.attempts(), ThreadLocalRandom.current().nextDouble()));
        var notBefore = failed.after().map(now::plus);
        var isOver = !now.plus(pause).isBefore(delivery.firstAttemptAt().plus(config.giveUpAfter()));
        if (isOver ? sql.remove(delivery.id(), lease) : sql.postpone(delivery.id(), lease, now.plus(pause))) {
            count(isOver ? "lost" : "failed");
            LOG.warnf(
                    "The webhook %s was not told of %s (time %d): %s %s",
                    delivery.webhook(),
                    delivery.type(),
                    delivery.attempts(),
                    failed.error(),
                    isOver ? "It is given up." : "It is told again in " + rounded(pause) + ".");
            sql.failed(delivery.webhookId(), failed, now, notBefore, isOver);
        }
    }

    private static Duration rounded(Duration pause) {
        return Duration.ofSeconds(pause.toSeconds());
    }

    private void count(String outcome) {
        counter(outcome).increment();
    }

    private Counter counter(String outcome) {
        return Counter.builder("newsbell.webhook.deliveries")
                .description("Messages to webhooks, by what came of them")
                .tag("outcome", outcome)
                .register(metrics);
    }
}
