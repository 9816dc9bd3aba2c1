package io.newsbell.delivery;

import io.newsbell.ledger.Entry;
import io.newsbell.push.SharedQuota;
import java.util.ArrayList;
import java.util.List;
import org.roaringbitmap.RoaringBitmap;

/// Two servers, a database, a push service and some alerts, for some minutes in which much goes wrong. The
/// decisions are the real ones ([Claim], [RetryPolicy], [WaveWatch], [FirstMessage], the quota and the
/// ledger's words); what is around them is as thin as it goes.
final class SimWorld {
    private static final int NODES = 2;
    static final long TROUBLE_UNTIL = 60_000;
    private static final long END = 600_000;

    final SimLoop loop;
    final SimSetting setting;
    final SimStore store;
    final SimProvider provider;
    final SharedQuota quota;
    private final List<SimNode> nodes = new ArrayList<>();
    private long awayUntil = -1;
    long lastOutage = -1_000_000;
    private int crashes;
    private int alerts;

    SimWorld(long seed, SimSetting setting, boolean isTold) {
        this.setting = setting;
        loop = new SimLoop(seed, isTold);
        store = new SimStore(loop, setting);
        int people = 40 + loop.any(160);
        provider = new SimProvider(loop, people, TROUBLE_UNTIL);
        quota = new SharedQuota(20 + loop.any(300), setting != SimSetting.UNCAPPED_QUOTA, loop.clock());
        int count = 1 + loop.any(3);
        for (int wave = 1; wave <= count; wave++) {
            planLater(wave, people);
        }
        alerts = count;
        for (int node = 0; node < NODES; node++) {
            nodes.add(new SimNode(this));
        }
        if (loop.chance(0.9)) {
            loop.in(loop.any(3_000), this::trouble);
        }
    }

    private void planLater(int number, int people) {
        loop.in(loop.any(6_000), () -> {
            long expiresAt = loop.now() + 5_000 + loop.any(loop.chance(0.5) ? 20_000 : 200_000);
            var wave = new SimStore.Wave(number, loop.chance(0.4), expiresAt, 1 + loop.any(3));
            var audience = new RoaringBitmap();
            for (int person = 0; person < people; person++) {
                if (loop.chance(0.8)) {
                    audience.add(person);
                }
            }
            audience.add(people);
            store.plan(wave, audience, 10 + loop.any(60));
            loop.tell("wave %d: breaking %s, expires %d", number, wave.isBreaking, expiresAt);
            alerts--;
            if (loop.chance(0.3)) {
                loop.in(loop.any(10_000), () -> {
                    loop.tell("wave %d is stopped", number);
                    store.stop(wave);
                });
            }
            for (int person = 0; person < people / 10; person++) {
                store.unfollows.putIfAbsent(loop.any(people), loop.now() + loop.any(10_000));
            }
        });
    }

    private void trouble() {
        if (loop.now() > TROUBLE_UNTIL || isOver()) {
            return;
        }
        int place = loop.any(NODES);
        switch (loop.any(5)) {
            case 0, 1 -> {
                loop.tell("node %d crashes", place);
                crashes++;
                nodes.get(place).crash();
                nodes.set(place, new SimNode(this));
            }
            case 2, 3 -> {
                long millis = loop.any(loop.chance(0.5) ? 2_000 : 20_000);
                loop.tell("node %d freezes for %d ms", place, millis);
                nodes.get(place).pause(millis);
            }
            default -> {
                awayUntil = loop.now() + loop.any(6_000);
                lastOutage = awayUntil;
                loop.tell("the database is away until %d", awayUntil);
            }
        }
        loop.in(200 + loop.any(12_000), this::trouble);
    }

    boolean isAway() {
        return loop.now() < awayUntil;
    }

    boolean isOver() {
        return alerts == 0 && store.isDone();
    }

    Figures run() {
        while (loop.now() < END && loop.step()) {
            // The steps look for themselves.
        }
        loop.require(isOver(), "not everybody has an outcome");
        for (var batch : store.batches.values()) {
            for (int index = 0; index < batch.outcomes.length; index++) {
                var entry = Entry.of(batch.outcomes[index]);
                loop.require(!entry.isUnfinished(), "%d is still %s", batch.recipients[index], entry);
                provider.requireTruth(batch.wave, batch.recipients[index], entry);
            }
        }
        quota.requireRecovery(loop.clock());
        return new Figures(
                1, provider.sent(), provider.twice(), crashes, provider.answersLost, quota.hasFallen() ? 1 : 0);
    }

    record Figures(long seeds, long sent, long twice, long crashes, long answersLost, long slowedDown) {
        Figures plus(Figures more) {
            return new Figures(
                    seeds + more.seeds,
                    sent + more.sent,
                    twice + more.twice,
                    crashes + more.crashes,
                    answersLost + more.answersLost,
                    slowedDown + more.slowedDown);
        }
    }
}
