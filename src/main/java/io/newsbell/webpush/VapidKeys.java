package io.newsbell.webpush;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.newsbell.audit.Act;
import io.newsbell.audit.Actor;
import io.newsbell.audit.AuditLog;
import io.newsbell.device.BrowserKeys;
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
public class VapidKeys implements BrowserKeys {
    private static final Duration REMEMBERED = Duration.ofSeconds(10);
    private static final int MOST_UNKNOWN = 10_000;

    private final VapidSql sql;
    private final AuditLog log;
    private final Clock clock;
    private final Curve curve = Curve.fastest();

    /// By app, the newest first.
    private final Cache<Long, List<VapidKey>> known =
            Caffeine.newBuilder().expireAfterWrite(REMEMBERED).build();

    /// What was asked for and was not there: many browsers that name the same key of no app must not cost a
    /// query each.
    private final Cache<Asked, Asked> unknown = Caffeine.newBuilder()
            .maximumSize(MOST_UNKNOWN)
            .expireAfterWrite(REMEMBERED)
            .build();

    VapidKeys(VapidSql sql, AuditLog log, Clock clock) {
        this.sql = sql;
        this.log = log;
        this.clock = clock;
    }

    /// What a browser has to subscribe with, as it was at most ten seconds ago.
    public String current(long appId) {
        return keys(appId).getFirst().publicKey();
    }

    /// The one with which a browser has subscribed; empty if the app never had it.
    Optional<VapidKey> of(long appId, WebPushSubscription subscription) {
        return find(appId, subscription.serverKey());
    }

    @Override
    public boolean isOf(long appId, String applicationServerKey) {
        return find(appId, applicationServerKey).isPresent();
    }

    /// @param beginning of the public key, or the whole
    private Optional<VapidKey> find(long appId, String beginning) {
        var found = beginsWith(appId, beginning);
        var asked = new Asked(appId, beginning);
        if (found.isPresent() || unknown.getIfPresent(asked) != null) {
            return found;
        }
        // It may have been made a moment ago, on another node.
        known.invalidate(appId);
        var anew = beginsWith(appId, beginning);
        if (anew.isEmpty()) {
            unknown.put(asked, asked);
        }
        return anew;
    }

    private Optional<VapidKey> beginsWith(long appId, String beginning) {
        return keys(appId).stream()
                .filter(key -> key.publicKey().startsWith(beginning))
                .findFirst();
    }

    private record Asked(long appId, String beginning) {}

    /// Makes another one the current one.
    ///
    /// @return its public key
    public String rotate(long appId, Actor by) {
        var key = newKey();
        QuarkusTransaction.requiringNew().run(() -> {
            sql.insert(appId, key, clock.instant());
            log.record(appId, by, Act.VAPID_KEY_ROTATED, "vapid-key:" + WebPushSubscription.shown(key.publicKey()));
        });
        known.invalidate(appId);
        return key.publicKey();
    }

    /// All of the app, the newest first.
    List<VapidSql.Used> used(long appId) {
        // There is always one.
        keys(appId);
        return QuarkusTransaction.requiringNew().call(() -> sql.used(appId));
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
