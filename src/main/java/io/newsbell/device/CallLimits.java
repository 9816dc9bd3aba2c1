package io.newsbell.device;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import io.github.bucket4j.Bandwidth;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.ConsumptionProbe;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;

/// Who may call how often, on this node. Buckets of those who have not called for a while are forgotten; they would be
/// full again.
///
/// Filters are made before the settings can be read: hence not a singleton, which would be made with them.
@ApplicationScoped
class CallLimits {
    static final Duration WINDOW = Duration.ofMinutes(1);

    /// As they are called towards phones and in metrics.
    static final String DEVICE = "device";

    static final String BLOCK = "block";

    /// So many different callers a minute are remembered; beyond that the oldest start anew, which only errs in their
    /// favour.
    private static final int MOST_CALLERS = 200_000;

    /// A surge may be so many seconds long before it is shed: a push to ten million phones brings a wave of people.
    private static final int SURGE_SECONDS = 10;

    /// Those who are shed come back spread over this time, not all at once.
    private static final Duration SHED_AT_LEAST = Duration.ofSeconds(5);

    private static final Duration SHED_AT_MOST = Duration.ofSeconds(60);

    private final int perBlock;
    private final int perDevice;
    private final LoadingCache<String, Bucket> blocks;
    private final LoadingCache<String, Bucket> devices;
    private final Bucket everybody;

    @Inject
    CallLimits(DeviceConfig config) {
        this(config.registrationsPerBlock(), config.registrationsPerSecond(), config.callsPerDevice());
    }

    CallLimits(int perBlock, int perSecond, int perDevice) {
        this.perBlock = perBlock;
        this.perDevice = perDevice;
        blocks = buckets(perBlock);
        devices = buckets(perDevice);
        everybody = Bucket.builder()
                .addLimit(Bandwidth.builder()
                        .capacity((long) perSecond * SURGE_SECONDS)
                        .refillGreedy(perSecond, Duration.ofSeconds(1))
                        .build())
                .build();
    }

    /// Counts a call of a device, or of who says so.
    Verdict call(String device) {
        return Verdict.of(DEVICE, perDevice, devices.get(device).tryConsumeAndReturnRemaining(1));
    }

    /// Counts a first registration from an address block.
    Verdict register(String block) {
        return Verdict.of(BLOCK, perBlock, blocks.get(block).tryConsumeAndReturnRemaining(1));
    }

    /// False if so many register at the same time that it cannot be readers.
    boolean surgeAllowsOneMore() {
        return everybody.tryConsume(1);
    }

    /// When one who was shed may come back.
    static Duration jitter() {
        return Duration.ofMillis(
                ThreadLocalRandom.current().nextLong(SHED_AT_LEAST.toMillis(), SHED_AT_MOST.toMillis()));
    }

    private static LoadingCache<String, Bucket> buckets(int perWindow) {
        return Caffeine.newBuilder()
                .maximumSize(MOST_CALLERS)
                .expireAfterAccess(WINDOW)
                .build(_ -> Bucket.builder()
                        .addLimit(Bandwidth.builder()
                                .capacity(perWindow)
                                .refillGreedy(perWindow, WINDOW)
                                .build())
                        .build());
    }

    /// What is answered in `RateLimit` and `RateLimit-Policy` (draft-ietf-httpapi-ratelimit-headers).
    ///
    /// @param policy    the name of the limit that was counted
    /// @param quota     calls in [#WINDOW]
    /// @param remaining calls that are left now
    /// @param pause     until the next call is allowed; zero if it is
    record Verdict(String policy, int quota, long remaining, boolean allowed, Duration pause, Duration full) {
        static Verdict of(String policy, int quota, ConsumptionProbe probe) {
            return new Verdict(
                    policy,
                    quota,
                    probe.getRemainingTokens(),
                    probe.isConsumed(),
                    Duration.ofNanos(probe.getNanosToWaitForRefill()),
                    Duration.ofNanos(probe.getNanosToWaitForReset()));
        }

        String policyHeader() {
            return "\"%s\";q=%d;w=%d".formatted(policy, quota, WINDOW.toSeconds());
        }

        String header() {
            return "\"%s\";r=%d;t=%d".formatted(policy, remaining, TimeUnit.NANOSECONDS.toSeconds(full.toNanos()) + 1);
        }
    }
}
