package io.newsbell.webhook;

import io.newsbell.app.Secret;
import io.newsbell.outbound.CallTrouble;
import io.newsbell.problem.ErrorCode;
import io.newsbell.problem.Problem;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// The publisher's webhooks.
@ApplicationScoped
class Webhooks {
    private static final int MOST = 20;

    /// So long receivers have to learn the new secret.
    private static final Duration BOTH_SECRETS = Duration.ofHours(24);

    private final WebhookSql sql;
    private final DeliverySql deliveries;
    private final Post post;
    private final Clock clock;

    Webhooks(WebhookSql sql, DeliverySql deliveries, Post post, Clock clock) {
        this.sql = sql;
        this.deliveries = deliveries;
        this.post = post;
        this.clock = clock;
    }

    /// That its address is good now is checked for the publisher's sake; every call checks it again.
    ///
    /// @return the secret, if it is new
    Optional<Secret> save(long app, String name, Wish wish) {
        try {
            post.check(wish.url());
        } catch (CallTrouble e) {
            throw Problem.invalid(
                    "/url",
                    e.detail()
                            + " Give an https:// address on the internet. An operator can allow a host of your own"
                            + " network with NEWSBELL_WEBHOOK_PRIVATE_HOSTS.");
        }
        if (sql.byName(app, name).isEmpty() && sql.ofApp(app).size() >= MOST) {
            throw new Problem(
                    ErrorCode.TOO_MANY_WEBHOOKS, "There may be %d; delete one that is not needed.".formatted(MOST));
        }
        var secret = Signature.newSecret();
        return sql.save(app, name, wish, secret, clock.instant()) ? Optional.of(secret) : Optional.empty();
    }

    @Transactional
    List<Webhook> ofApp(long app) {
        return sql.ofApp(app);
    }

    @Transactional
    Webhook find(long app, String name) {
        return sql.byName(app, name).orElseThrow(Webhooks::unknown);
    }

    @Transactional
    void delete(long app, String name) {
        if (!sql.delete(app, name)) {
            throw unknown();
        }
    }

    /// One from an earlier rotation ends at once.
    @Transactional
    Secret rotate(long app, String name) {
        var secret = Signature.newSecret();
        if (!sql.rotate(app, name, secret, clock.instant().plus(BOTH_SECRETS))) {
            throw unknown();
        }
        return secret;
    }

    @Transactional
    Webhook ping(long app, String name) {
        var webhook = find(app, name);
        if (!webhook.enabled() || webhook.goneAt() != null) {
            throw new Problem(ErrorCode.WEBHOOK_DISABLED, "Enable the webhook with PUT first.");
        }
        deliveries.putPing(webhook.id(), "{}", clock.instant());
        return find(app, name);
    }

    private static Problem unknown() {
        return new Problem(ErrorCode.NOT_FOUND, "There is no webhook of this name; GET /v1/webhooks lists them.");
    }

    /// What a webhook is to be.
    record Wish(String url, Set<WebhookEvent> events, Duration lead, boolean enabled) {}
}
