package io.newsbell.webhook;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.newsbell.alert.Alert;
import io.newsbell.alert.AlertLevel;
import io.newsbell.app.Apps;
import io.newsbell.ledger.Ledger;
import io.newsbell.push.Pacer;
import io.newsbell.wave.Herald;
import io.newsbell.wave.Plan;
import jakarta.inject.Singleton;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/// Warns of a crowd before its first phone rings, so that a CDN is warm and servers have started when readers come.
@Singleton
class CrowdHerald implements Herald {
    private final WebhookSql webhooks;
    private final DeliverySql deliveries;
    private final Apps apps;
    private final Ledger ledger;
    private final Pacer pacer;
    private final ObjectMapper json;
    private final Clock clock;

    CrowdHerald(
            WebhookSql webhooks,
            DeliverySql deliveries,
            Apps apps,
            Ledger ledger,
            Pacer pacer,
            ObjectMapper json,
            Clock clock) {
        this.webhooks = webhooks;
        this.deliveries = deliveries;
        this.apps = apps;
        this.ledger = ledger;
        this.pacer = pacer;
        this.json = json;
        this.clock = clock;
    }

    /// Breaking news waits for nobody.
    @Override
    public Duration planned(Alert alert, Plan plan) {
        var wanted = webhooks.longestLead(alert.appId());
        if (wanted.isEmpty()
                || Crowd.phones(plan) <= apps.byId(alert.appId()).policy().audienceAtLeast()) {
            return Duration.ZERO;
        }
        var now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        var lead = alert.level() == AlertLevel.BREAKING ? Duration.ZERO : shorter(wanted.get(), half(alert, now));
        var crowd = Crowd.of(alert, plan, ledger.queued(alert.appId()), pacer.perMinute(), now.plus(lead));
        deliveries.put(alert.appId(), WebhookEvent.CROWD_EXPECTED, write(crowd), now);
        return lead;
    }

    /// A warning must not make an alert too late.
    private static Duration half(Alert alert, Instant now) {
        return Duration.between(now, alert.expiresAt()).dividedBy(2);
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }

    private String write(Crowd crowd) {
        try {
            return json.writeValueAsString(crowd);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }
}
