package io.newsbell.oidc;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import io.github.bucket4j.Bandwidth;
import io.github.bucket4j.Bucket;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Optional;

/// How many sign-ins may be begun from one address, on this node. Anybody can begin one, and each is a row and
/// calls the provider.
final class AttemptLimits {
    private static final Duration WINDOW = Duration.ofMinutes(1);

    /// Beyond that the oldest start anew, which only errs in their favour.
    private static final int MOST_ADDRESSES = 50_000;

    /// What one customer of a network provider has of IPv6 is a /64 at least.
    private static final int IPV6_BYTES = 8;

    private final LoadingCache<String, Bucket> addresses;

    AttemptLimits(int perMinute) {
        addresses = Caffeine.newBuilder()
                .maximumSize(MOST_ADDRESSES)
                .expireAfterAccess(WINDOW)
                .build(_ -> bucket(perMinute));
    }

    /// So many at once, and as many again within a minute.
    static Bucket bucket(int perMinute) {
        return Bucket.builder()
                .addLimit(Bandwidth.builder()
                        .capacity(perMinute)
                        .refillGreedy(perMinute, WINDOW)
                        .build())
                .build();
    }

    /// Counts one.
    ///
    /// @return how long to wait, if it is one too many
    Optional<Duration> begin(String from) {
        var probe = addresses.get(place(from)).tryConsumeAndReturnRemaining(1);
        return probe.isConsumed()
                ? Optional.empty()
                : Optional.of(Duration.ofNanos(probe.getNanosToWaitForRefill()).plusSeconds(1));
    }

    /// A proxy may name something that is no address: those are one place together.
    private static String place(String from) {
        try {
            var address = InetAddress.ofLiteral(from);
            var bytes = address.getAddress();
            return HexFormat.of().formatHex(bytes, 0, address instanceof Inet6Address ? IPV6_BYTES : bytes.length);
        } catch (IllegalArgumentException _) {
            return "";
        }
    }
}
