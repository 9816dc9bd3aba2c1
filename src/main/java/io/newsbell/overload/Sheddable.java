package io.newsbell.overload;

import io.newsbell.app.Bearer;
import io.newsbell.app.Secret;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Calls that may be refused for a while without a reader losing anything, the cheapest first. What the
/// newsroom, its servers and the operators call is not among them.
enum Sheddable {
    /// A phone shows what it has, and asks again.
    READS(0.25),

    /// A phone keeps them and sends them later.
    RECEIPTS(0.5),

    /// Of phones and of what their readers follow. Somebody waits for these.
    REGISTRATIONS(1);

    private static final Set<String> READING = Set.of("GET", "HEAD");
    private static final String RECEIPTS_PATH = "/v1/receipts";

    /// Phones, and the pages and scripts of browsers.
    private static final Set<String> OF_READERS = Set.of("/v1/devices", "/v1/web/", "/v1/topics", "/r/", "/web/");

    private final double limit;

    Sheddable(double limit) {
        this.limit = limit;
    }

    /// @param pressure of [Pressure#now()]
    boolean isRefusedAt(double pressure) {
        return pressure >= limit;
    }

    /// Whoever has a secret that is no device's is let through, to be looked at by those who know it: an
    /// operator may choose any text as the newsroom's key.
    ///
    /// @return empty for what is never refused
    static Optional<Sheddable> of(String method, String path, @Nullable String authorization) {
        if (authorization != null && !Bearer.holds(authorization, Secret.DEVICE)) {
            return Optional.empty();
        }
        if (path.startsWith(RECEIPTS_PATH)) {
            return Optional.of(RECEIPTS);
        }
        return Stream.of(READING.contains(method) ? READS : REGISTRATIONS)
                .filter(_ -> OF_READERS.stream().anyMatch(path::startsWith))
                .findFirst();
    }
}
