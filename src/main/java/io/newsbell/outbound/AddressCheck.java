package io.newsbell.outbound;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Looks a host up and gives out only addresses that may be called. The caller must connect to one of them and
/// not look the name up again: the second answer may be another one (DNS rebinding).
public final class AddressCheck {
    private static final Duration LOOKED_UP_WITHIN = Duration.ofSeconds(5);

    private final Set<String> privateHosts;
    private final Lookup lookup;

    /// @param privateHosts may have addresses that are not public
    public AddressCheck(Set<String> privateHosts) {
        this(privateHosts, InetAddress::getAllByName);
    }

    public AddressCheck(Set<String> privateHosts, Lookup lookup) {
        this.privateHosts = privateHosts.stream()
                .map(host -> host.strip().toLowerCase(Locale.ROOT))
                .collect(Collectors.toSet());
        this.lookup = lookup;
    }

    /// IPv4 first: not every server has a way out by IPv6.
    public List<InetAddress> addresses(WebAddress address) throws CallTrouble {
        var allowed = isPrivate(address);
        if (address.isLocalName() && !allowed) {
            throw notPublic(address);
        }
        var found = lookUp(address.host());
        // All of them: a name with one good and one bad address is an attempt.
        if (found.stream().anyMatch(ip -> allowed ? PublicAddress.isForbidden(ip) : !PublicAddress.isPublic(ip))) {
            throw notPublic(address);
        }
        return found;
    }

    /// Whether its host was named as one that may be private.
    public boolean isPrivate(WebAddress address) {
        return privateHosts.contains(address.host());
    }

    private List<InetAddress> lookUp(String host) throws CallTrouble {
        try {
            return Stream.of(inTime(host))
                    .sorted(Comparator.comparing(ip -> !(ip instanceof Inet4Address)))
                    .toList();
        } catch (ExecutionException e) {
            throw new CallTrouble(CallFault.UNKNOWN_HOST, "The host %s cannot be found.".formatted(host));
        } catch (TimeoutException e) {
            throw new CallTrouble(CallFault.TOO_SLOW, "The name %s is not resolved in time.".formatted(host));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CallTrouble(CallFault.UNREACHABLE, "The server is being stopped.");
        }
    }

    /// On a thread of its own: a name server that keeps silent would hold a virtual thread's carrier, of which
    /// there are as few as processors, and with it the alerts of everybody.
    private InetAddress[] inTime(String host) throws ExecutionException, TimeoutException, InterruptedException {
        var task = new FutureTask<>(() -> lookup.addresses(host));
        Thread.ofPlatform().daemon().name("outbound-lookup").start(task);
        return task.get(LOOKED_UP_WITHIN.toMillis(), TimeUnit.MILLISECONDS);
    }

    /// Does not say which address: that would be a way to explore the network behind.
    private static CallTrouble notPublic(WebAddress address) {
        return new CallTrouble(
                CallFault.NOT_PUBLIC, "The host %s has an address that is not public.".formatted(address.host()));
    }

    @FunctionalInterface
    public interface Lookup {
        InetAddress[] addresses(String host) throws UnknownHostException;
    }
}
