package io.newsbell.webpush;

import com.github.benmanes.caffeine.cache.AsyncCache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Expiry;
import io.netty.util.concurrent.DefaultThreadFactory;
import io.newsbell.outbound.AddressCheck;
import io.newsbell.outbound.CallFault;
import io.newsbell.outbound.CallTrouble;
import io.newsbell.outbound.WebAddress;
import java.net.InetAddress;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/// Where push services are. A name that a stranger has made up may take seconds to be looked up, or never be
/// found: few are at a time, what they answer is kept, bad answers too, and the well-known services never
/// wait for them.
final class Names implements AutoCloseable {
    private static final Duration KEPT = Duration.ofMinutes(1);

    /// One bad answer about a service that nearly all browsers use must not put all of them off for as long.
    private static final Duration KEPT_IF_NAMED = Duration.ofSeconds(2);

    private static final int MOST_KEPT = 10_000;
    private static final int AT_ONCE = 16;
    private static final int MOST_WAITING = 256;

    private final AddressCheck check;
    private final Set<String> privateHosts;
    private final Optional<String> standIn;
    private final ExecutorService known = pool("newsbell-webpush-names", 2, MOST_KEPT);
    private final ExecutorService strangers = pool("newsbell-webpush-strangers", AT_ONCE, MOST_WAITING);
    private final AsyncCache<String, Found> found = Caffeine.newBuilder()
            .maximumSize(MOST_KEPT)
            .expireAfter(Expiry.writing(Names::kept))
            .buildAsync();

    /// @param privateHosts may have addresses that are not public
    /// @param standIn      the only origin on this machine that may be called
    Names(Set<String> privateHosts, Optional<String> standIn) {
        this.check = new AddressCheck(privateHosts);
        this.privateHosts = privateHosts;
        this.standIn = standIn;
    }

    private static ExecutorService pool(String name, int threads, int waiting) {
        var pool = new ThreadPoolExecutor(
                threads,
                threads,
                KEPT.toSeconds(),
                TimeUnit.SECONDS,
                new ArrayBlockingQueue<>(waiting),
                new DefaultThreadFactory(name, true));
        pool.allowCoreThreadTimeOut(true);
        return pool;
    }

    /// Whose host it is.
    enum Standing {
        /// Of those that nearly all browsers use.
        KNOWN,
        /// Anybody's.
        STRANGER,
        /// The operator has named it.
        OWN
    }

    sealed interface Found {
        record At(WebAddress address, InetAddress ip, Standing standing) implements Found {}

        /// It must not be called.
        record Forbidden(String why) implements Found {}

        /// It cannot be found at present, or too many are being looked up.
        record Later() implements Found {}
    }

    CompletableFuture<Found> find(String origin) {
        try {
            return found.get(
                    origin,
                    (name, _) ->
                            CompletableFuture.supplyAsync(() -> lookUp(name), mayBeMadeUp(name) ? strangers : known));
        } catch (RejectedExecutionException e) {
            return CompletableFuture.completedFuture(new Found.Later());
        }
    }

    private static Duration kept(String origin, Found place) {
        return place instanceof Found.Later && Services.isNamed(origin) ? KEPT_IF_NAMED : KEPT;
    }

    /// Anybody can have made up what comes before a well-known ending.
    private boolean mayBeMadeUp(String origin) {
        return isStranger(origin) || (Services.isKnown(origin) && !Services.isNamed(origin));
    }

    private Found lookUp(String origin) {
        try {
            var address = WebAddress.of(origin + "/");
            if (isStandIn(origin)) {
                return new Found.At(address, InetAddress.getLoopbackAddress(), Standing.OWN);
            }
            var ip = check.addresses(address).getFirst();
            if (check.isPrivate(address)) {
                return new Found.At(address, ip, Standing.OWN);
            }
            return new Found.At(address, ip, Services.isKnown(origin) ? Standing.KNOWN : Standing.STRANGER);
        } catch (CallTrouble e) {
            return e.fault() == CallFault.NOT_PUBLIC || e.fault() == CallFault.INVALID_ADDRESS
                    ? new Found.Forbidden(e.detail())
                    : new Found.Later();
        }
    }

    /// Whether anybody can have made it up.
    boolean isStranger(String origin) {
        return !Services.isKnown(origin) && !isStandIn(origin) && !privateHosts.contains(Services.host(origin));
    }

    private boolean isStandIn(String origin) {
        return standIn.filter(origin::equals).isPresent();
    }

    @Override
    public void close() {
        known.shutdown();
        strangers.shutdown();
    }
}
