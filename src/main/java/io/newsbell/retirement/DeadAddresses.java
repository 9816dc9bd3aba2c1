package io.newsbell.retirement;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.newsbell.alert.Alert;
import io.newsbell.audit.Act;
import io.newsbell.audit.Actor;
import io.newsbell.audit.AuditLog;
import io.newsbell.retirement.DeadAddressSql.Share;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Status;
import jakarta.transaction.Synchronization;
import jakarta.transaction.TransactionSynchronizationRegistry;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jboss.logging.Logger;

/// Promise 5: an address is retired only if the push service called it dead, only if it is still the one that
/// was sent to, and not if so many of a service die at once that the service, the key or the project is more
/// likely to be wrong. Each service is judged by itself: anybody can be one, and call whom they like dead.
@ApplicationScoped
public class DeadAddresses {
    private static final Logger LOG = Logger.getLogger(DeadAddresses.class);

    /// In a small wave a few are a large share.
    private static final long MANY = 20;

    /// Many small waves together may be abnormal, too.
    private static final long MANY_OF_APP = 1_000;

    private static final Duration RECENT = Duration.ofHours(1);

    private final DeadAddressSql sql;
    private final double mostShare;
    private final Duration kept;
    private final AuditLog log;
    private final TransactionSynchronizationRegistry transaction;
    private final Clock clock;
    private final Counter retired;

    DeadAddresses(
            DeadAddressSql sql,
            RetirementConfig config,
            AuditLog log,
            TransactionSynchronizationRegistry transaction,
            Clock clock,
            MeterRegistry metrics) {
        this.sql = sql;
        this.mostShare = config.deadShare();
        this.kept = config.deadAddressesKept();
        this.log = log;
        this.transaction = transaction;
        this.clock = clock;
        this.retired = Counter.builder("newsbell.devices.retired")
                .description("Devices that are told nothing any more until they register anew")
                .tag("reason", "address_dead")
                .register(metrics);
    }

    /// The push services have answered. In the transaction that records the outcomes.
    @Transactional(TxType.MANDATORY)
    public void said(long wave, List<Said> said) {
        var now = clock.instant();
        sql.add(wave, said, now);
        said.stream().filter(each -> !each.dead().isEmpty()).forEach(each -> sql.insert(wave, each, now));
    }

    /// Everybody of the wave has an outcome: whom it found dead is retired, or not believed. In the
    /// transaction that ends it.
    @Transactional(TxType.MANDATORY)
    public void judge(long wave) {
        var now = clock.instant();
        sql.count(wave);
        var ofWave = sql.tally(wave);
        ofWave.values().removeIf(share -> share.dead() == 0);
        if (ofWave.isEmpty()) {
            return;
        }
        var ofApp = sql.recent(wave, now.minus(RECENT));
        ofWave.entrySet()
                .removeIf(quota -> isAbnormal(
                        wave, quota.getKey(), quota.getValue(), ofApp.getOrDefault(quota.getKey(), quota.getValue())));
        count(sql.retire(wave, ofWave.keySet(), now));
    }

    private boolean isAbnormal(long wave, String quota, Share ofWave, Share ofApp) {
        boolean isAbnormal = isAbnormal(ofWave, MANY) || isAbnormal(ofApp, MANY_OF_APP);
        if (isAbnormal) {
            LOG.errorf(
                    "Wave %d: %d of %d addresses of %s are said to be dead (%d of %d within the hour), which is too many"
                            + " to believe. None of them is retired; look at the credentials, then decide with"
                            + " GET /v1/dead-addresses",
                    wave, ofWave.dead(), ofWave.answered(), quota, ofApp.dead(), ofApp.answered());
        }
        return isAbnormal;
    }

    private boolean isAbnormal(Share share, long many) {
        return share.dead() > many && share.dead() > mostShare * share.answered();
    }

    /// What was said of an app's addresses, by alert, newest first.
    @Transactional
    public List<Found> found(long app) {
        return sql.found(app);
    }

    /// A person believes it.
    ///
    /// @return how many devices are retired
    @Transactional
    public int retire(Alert alert, Actor by) {
        int devices = sql.retire(sql.waves(alert.id()), clock.instant());
        count(devices);
        return record(Act.DEAD_ADDRESSES_RETIRED, alert, by, devices);
    }

    /// A person does not believe it: who was retired can be reached again, unless the device has another
    /// address by now.
    ///
    /// @return how many addresses are kept or brought back
    @Transactional
    public int restore(Alert alert, Actor by) {
        return record(Act.DEAD_ADDRESSES_RESTORED, alert, by, sql.restore(sql.waves(alert.id())));
    }

    /// Once it is committed: one that is tried again would count twice.
    private void count(int devices) {
        transaction.registerInterposedSynchronization(new Synchronization() {
            @Override
            public void beforeCompletion() {}

            @Override
            public void afterCompletion(int status) {
                if (status == Status.STATUS_COMMITTED) {
                    retired.increment(devices);
                }
            }
        });
    }

    /// How many, never which.
    private int record(Act act, Alert alert, Actor by, int addresses) {
        if (addresses > 0) {
            log.record(alert.appId(), by, act, "alert:" + alert.id(), Map.of("addresses", Integer.toString(addresses)));
        }
        return addresses;
    }

    /// Addresses that wait for a person.
    @Transactional
    public long quarantined() {
        return sql.quarantined();
    }

    /// For so long what was said of them can be undone; then it is forgotten.
    public Duration kept() {
        return kept;
    }

    @Transactional
    void forget(Instant before) {
        sql.forget(before);
    }

    /// @param quarantined addresses that are not retired until a person decides
    /// @param retired     addresses that were retired
    @Schema(name = "DeadAddresses")
    public record Found(
            UUID alertId,
            @Schema(examples = "2026-11-25T08:30:00Z") Instant saidAt,
            @Schema(examples = "412") long quarantined,
            @Schema(examples = "0") long retired) {}
}
