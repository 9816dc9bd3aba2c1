package io.newsbell.webpush;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.function.Predicate;

/// The push services that browsers have named. There are four that nearly all use; anybody can make up
/// others.
final class Services {
    private static final Set<String> KNOWN =
            Set.of("fcm.googleapis.com", "updates.push.services.mozilla.com", "web.push.apple.com");

    /// Their names differ from browser to browser.
    private static final List<String> KNOWN_ENDINGS = List.of(".push.services.mozilla.com", ".notify.windows.com");

    private static final String QUOTAS = "webpush:";

    /// Shared by all that somebody may have made up.
    static final String QUOTA_OF_OTHERS = QUOTAS + "others";

    private static final String SCHEME = "https://";
    private static final int MOST = 10_000;

    private final Cache<String, Service> byOrigin = Caffeine.newBuilder()
            .maximumSize(MOST)
            .expireAfterAccess(Duration.ofHours(1))
            .build();
    private final int inFlight;
    private final Semaphore strangers;
    private final Predicate<String> isStranger;

    /// @param inFlight    at one service
    /// @param toStrangers in flight at all together that anybody may have made up
    Services(int inFlight, int toStrangers, Predicate<String> isStranger) {
        this.inFlight = inFlight;
        this.strangers = new Semaphore(toStrangers);
        this.isStranger = isStranger;
    }

    Service at(String origin) {
        return byOrigin.get(
                origin,
                _ -> new Service(inFlight, isStranger.test(origin) ? Optional.of(strangers) : Optional.empty()));
    }

    /// Each well-known service has its own quota; all that somebody may have made up share one.
    ///
    /// @param address of the kind WEB_PUSH
    static String quota(String address) {
        return family(origin(address)).map(family -> QUOTAS + family).orElse(QUOTA_OF_OTHERS);
    }

    /// Whether it is one of those that nearly all browsers use.
    static boolean isKnown(String origin) {
        return family(origin).isPresent();
    }

    /// Whether nobody else can have a name like this.
    static boolean isNamed(String origin) {
        return KNOWN.contains(authority(origin));
    }

    /// One with a port is not theirs.
    private static Optional<String> family(String origin) {
        var host = authority(origin);
        return KNOWN.contains(host)
                ? Optional.of(host)
                : KNOWN_ENDINGS.stream()
                        .filter(host::endsWith)
                        .map(ending -> ending.substring(1))
                        .findFirst();
    }

    /// @param address of the kind WEB_PUSH, or an endpoint
    static String origin(String address) {
        int end = SCHEME.length();
        while (end < address.length() && "/? #".indexOf(address.charAt(end)) < 0) {
            end++;
        }
        return address.substring(0, end);
    }

    /// With its port, if it has another than usual.
    static String authority(String origin) {
        return origin.substring(SCHEME.length());
    }

    /// Without its port.
    static String host(String origin) {
        int port = origin.lastIndexOf(':');
        return origin.substring(SCHEME.length(), port < SCHEME.length() ? origin.length() : port);
    }
}
