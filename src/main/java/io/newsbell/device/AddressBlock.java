package io.newsbell.device;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/// The part of an IP address that one customer of a network provider cannot leave at will: IPv4 /24, IPv6 /48.
public final class AddressBlock {
    private static final int IPV4_BYTES = 3;
    private static final int IPV6_BYTES = 6;
    private static final String NO_ADDRESS = "";

    private AddressBlock() {}

    /// A proxy may name something that is no address (RFC 7239: `unknown`, `_hidden`); those are one block together.
    public static String of(@Nullable String literal) {
        try {
            return literal == null ? NO_ADDRESS : of(InetAddress.ofLiteral(literal));
        } catch (IllegalArgumentException _) {
            return NO_ADDRESS;
        }
    }

    /// Not for people: the same text for the same block.
    static String of(InetAddress address) {
        var length = address instanceof Inet6Address ? IPV6_BYTES : IPV4_BYTES;
        return HexFormat.of().formatHex(address.getAddress(), 0, length);
    }
}
