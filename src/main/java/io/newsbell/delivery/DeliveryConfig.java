package io.newsbell.delivery;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/// How fast and in what portions phones are rung.
@ConfigMapping(prefix = "newsbell.delivery")
interface DeliveryConfig {
    /// Recipients that one node claims, sends and records at a time. After a crash at most one batch per worker is
    /// gone through again, and only what was not recorded is sent again. Larger costs less bookkeeping.
    @WithDefault("2000")
    int batchSize();

    /// Requests that may wait for an answer at the same time, on one node. Rate ≤ this ÷ answer time: 1,000 at
    /// 50 ms allow 20,000 a second. More needs more memory and connections.
    @WithDefault("1000")
    int inFlight();

    /// Messages a minute and Firebase project. Google's default quota is 600,000; raise it only after Google has
    /// raised yours: what is over it is refused and has to be sent again.
    /// <https://firebase.google.com/docs/cloud-messaging/throttling-and-quotas>
    @WithDefault("600000")
    int messagesPerMinute();

    /// Results recorded together. Together with the time below it is what a crash can make ring twice.
    @WithDefault("250")
    int flushResults();

    @WithDefault("200ms")
    Duration flushEvery();

    /// Memory for whom the last alerts were meant for, so that phones which report or pull cost no reading of it.
    /// One alert to half a million readers of ten takes about 1 MB. Where it is too small for the alerts of a
    /// month, phones that look far back make the database read.
    @WithDefault("256M")
    MemorySize audienceMemory();

    /// How long after its end a wave's batches are put together, to take a seventh of the room. Sooner makes
    /// phones that pull their inboxes read longer rows while the crowd is there.
    @WithDefault("1h")
    Duration compactAfter();

    /// How often it is looked for such waves.
    @WithDefault("10m")
    Duration compactEvery();

    /// How long it can be told why a device did or did not get an alert. Afterwards the alert keeps its numbers only.
    /// Phones may report, and inboxes go back, for 60 days.
    @WithDefault("90d")
    Duration ledgerKept();

    /// Of an alert that begins with a canary one device in a hundred goes first, but no fewer than this: of a handful a
    /// single odd one would look like a fault. An alert to no more devices than this goes to all at once.
    @WithDefault("100")
    int canariesAtLeast();

    /// The share of the canary's devices that Google must have accepted, those whose address is gone not counted, for
    /// the others to be told. Higher stops more alerts for nothing; lower sends more of what is broken.
    @WithDefault("0.9")
    double canaryAccepted();

    /// The share of the canary's devices whose address may be gone. More means that something is wrong with the project
    /// or its credentials, not that readers left.
    @WithDefault("0.2")
    double canaryDead();
}
