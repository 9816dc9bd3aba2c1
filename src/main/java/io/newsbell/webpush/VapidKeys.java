package io.newsbell.webpush;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.newsbell.device.WebPushSubscription;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import java.security.GeneralSecurityException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// The keys with which browsers of an app subscribe. There is always one; a new one takes its place for
/// whoever subscribes from then on, and who has subscribed before is pushed to with the old one until they
/// subscribe anew.
@ApplicationScoped
public class VapidKeys {
    private final VapidSql sql;
    private final Clock clock;
    private final Curve curve = Curve.fastest();

    /// By app, the newest first.
    private final Cache<Long, List<VapidKey>> known =
            Caffeine.newBuilder().expireAfterWrite(Duration.ofSeconds(10)).build();

    VapidKeys(VapidSql sql, Clock clock) {
        this.sql = sql;
        this.clock = clock;
    }

    /// What a browser has to subscribe with, as it was at most ten seconds ago.
    public String current(long appId) {
        return keys(appId).getFirst().publicKey();
    }

    /// The one with which a browser has subscribed; empty if the app never had it.
    Optional<VapidKey> of(long appId, WebPushSubscription subscription) {
        return named(appId, subscription).or(() -> {
            // It may have been made a moment ago, on another node.
            known.invalidate(appId);
            return named(appId, subscription);
        });
    }

    private Optional<VapidKey> named(long appId, WebPushSubscription subscription) {
        return keys(appId).stream()
                .filter(key -> WebPushSubscription.shown(key.publicKey()).equals(subscription.serverKey()))
                .findFirst();
    }

    /// Makes another one the current one.
    public String rotate(long appId) {
        var key = newKey();
        QuarkusTransaction.requiringNew().run(() -> sql.insert(appId, key, clock.instant()));
        known.invalidate(appId);
        return key.publicKey();
    }

    private List<VapidKey> keys(long appId) {
        return known.get(
                appId,
                _ -> QuarkusTransaction.requiringNew().call(() -> {
                    var stored = sql.of(appId);
                    if (!stored.isEmpty()) {
                        return stored;
                    }
                    sql.insertFirst(appId, newKey(), clock.instant());
                    return sql.of(appId);
                }));
    }

    private VapidKey newKey() {
        try {
            return VapidKey.of(curve.newPair());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("This Java makes no key of P-256", e);
        }
    }
}
