package io.newsbell.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.agroal.api.AgroalDataSource;
import io.newsbell.MovableClock;
import io.newsbell.app.Apps;
import io.newsbell.feed.FeedServer;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// Two nodes that look for the same messages.
@QuarkusTest
class CouriersTest {
    private static final int MESSAGES = 200;
    private static final Duration LEASE = Duration.ofMinutes(1);
    private static final String NAME = "two-couriers";

    @Inject
    Apps apps;

    @Inject
    Webhooks webhooks;

    @Inject
    DeliverySql sql;

    @Inject
    Deliveries deliveries;

    @Inject
    AgroalDataSource dataSource;

    @Inject
    WebhookConfig config;

    @Inject
    Clock clock;

    @Test
    void each_message_is_told_once() {
        var app = apps.bySlug("demo").orElseThrow().id();
        var other = new Courier(sql, deliveries, dataSource, config, clock);
        try (var server = new FeedServer()) {
            server.has("/hook", "");
            webhooks.save(
                    app,
                    NAME,
                    new Webhooks.Wish(
                            server.address("/hook"), Set.of(WebhookEvent.ALERT_STOPPED), Duration.ZERO, true));
            other.begin();
            IntStream.range(0, MESSAGES).forEach(_ -> webhooks.ping(app, NAME));

            await().atMost(Duration.ofSeconds(60))
                    .until(() -> webhooks.find(app, NAME).waiting() == 0);
            assertThat(server.calls("/hook"))
                    .extracting(call -> call.headers().get("Webhook-id"))
                    .hasSize(MESSAGES)
                    .doesNotHaveDuplicates();
        } finally {
            other.end();
            webhooks.delete(app, NAME);
        }
    }

    @Test
    void what_a_courier_took_that_died_is_told_by_another_one_when_its_lease_is_over() {
        var app = apps.bySlug("demo").orElseThrow().id();
        try (var server = new FeedServer()) {
            server.has("/hook", "");
            webhooks.save(
                    app,
                    NAME,
                    new Webhooks.Wish(
                            server.address("/hook"), Set.of(WebhookEvent.ALERT_STOPPED), Duration.ZERO, true));
            var taken = QuarkusTransaction.requiringNew().call(() -> {
                webhooks.ping(app, NAME);
                return sql.claim(
                        UUID.randomUUID(), clock.instant(), clock.instant().plus(LEASE), MESSAGES);
            });
            assertThat(taken).hasSize(1);
            assertThat(server.calls("/hook")).isEmpty();

            MovableClock.advance(LEASE);

            await().until(() -> webhooks.find(app, NAME).waiting() == 0);
            assertThat(server.calls("/hook")).hasSize(1);
        } finally {
            webhooks.delete(app, NAME);
        }
    }
}
