package io.newsbell.feed;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Looks a host up and gives out only addresses that may be called. The caller must connect to one of them and not look
/// the name up again: the second answer may be another one (DNS rebinding).
@Singleton
class AddressCheck {
    private final Set<String> privateHosts;
    private final Lookup lookup;

    @Inject
    AddressCheck(FeedConfig config) {
        this(config.privateHosts().orElse(Set.of()), InetAddress::getAllByName);
    }

    AddressCheck(Set<String> privateHosts, Lookup lookup) {
        this.privateHosts = privateHosts.stream().map(String::strip).collect(Collectors.toSet());
        this.lookup = lookup;
    }

    /// IPv4 first: not every server has a way out by IPv6.
    List<InetAddress> addresses(WebAddress address) throws FeedTrouble {
        var allowed = privateHosts.contains(address.host());
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

    private List<InetAddress> lookUp(String host) throws FeedTrouble {
        try {
            return Stream.of(lookup.addresses(host))
                    .sorted(Comparator.comparing(ip -> !(ip instanceof Inet4Address)))
                    .toList();
        } catch (UnknownHostException e) {
            throw new FeedTrouble(FeedFault.UNKNOWN_HOST, "The host %s cannot be found.".formatted(host));
        }
    }

    /// Does not say which address: that would be a way to explore the network behind.
    private static FeedTrouble notPublic(WebAddress address) {
        return new FeedTrouble(
                FeedFault.NOT_PUBLIC, "The host %s has an address that is not public.".formatted(address.host()));
    }

    @FunctionalInterface
    interface Lookup {
        InetAddress[] addresses(String host) throws UnknownHostException;
    }
}
