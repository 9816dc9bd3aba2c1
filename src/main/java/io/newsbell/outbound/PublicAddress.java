package io.newsbell.outbound;

import java.net.InetAddress;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/// Which addresses strangers may make this server call: those of the internet. Everything of the special-purpose
/// registries is left out, and what only wraps an IPv4 address is judged by that.
/// <https://www.iana.org/assignments/iana-ipv4-special-registry> and `…/iana-ipv6-special-registry`
final class PublicAddress {
    private static final List<Block> NOT_PUBLIC = blocks(
            "0.0.0.0/8",
            "10.0.0.0/8",
            "100.64.0.0/10",
            "127.0.0.0/8",
            "169.254.0.0/16",
            "172.16.0.0/12",
            "192.0.0.0/24",
            "192.0.2.0/24",
            "192.88.99.0/24",
            "192.168.0.0/16",
            "198.18.0.0/15",
            "198.51.100.0/24",
            "203.0.113.0/24",
            "224.0.0.0/3",
            // Teredo and other protocols, documentation, 6to4.
            "2001::/23",
            "2001:db8::/32",
            "2002::/16",
            "3fff::/20");

    private static final List<Block> IPV6_INTERNET = blocks("2000::/3");

    /// NAT64, and the two old ways to write IPv4 in IPv6 that Java does not unwrap by itself.
    private static final List<Block> IPV4_AT_THE_END = blocks("64:ff9b::/96", "::/96", "::ffff:0:0:0/96");

    /// Where clouds keep their machines' credentials: Amazon, Google, Azure, Oracle, Alibaba.
    private static final List<Block> METADATA = blocks(
            "169.254.0.0/16", "fe80::/10", "fd00:ec2::/32", "168.63.129.16/32", "192.0.0.192/32", "100.100.100.200/32");

    private PublicAddress() {}

    static boolean isPublic(InetAddress address) {
        var bytes = plain(address);
        var internet = bytes.length == 4 || in(IPV6_INTERNET, bytes);
        return internet && !in(NOT_PUBLIC, bytes) && !in(METADATA, bytes);
    }

    /// Not called even for a host whose private addresses are allowed.
    static boolean isForbidden(InetAddress address) {
        return in(METADATA, plain(address));
    }

    private static byte[] plain(InetAddress address) {
        var bytes = address.getAddress();
        return bytes.length == 16 && in(IPV4_AT_THE_END, bytes) ? Arrays.copyOfRange(bytes, 12, 16) : bytes;
    }

    private static boolean in(List<Block> blocks, byte[] address) {
        return blocks.stream().anyMatch(block -> block.contains(address));
    }

    private static List<Block> blocks(String... blocks) {
        return Stream.of(blocks).map(Block::of).toList();
    }

    private record Block(byte[] start, int bits) {
        static Block of(String text) {
            var slash = text.indexOf('/');
            return new Block(
                    InetAddress.ofLiteral(text.substring(0, slash)).getAddress(),
                    Integer.parseInt(text.substring(slash + 1)));
        }

        boolean contains(byte[] address) {
            if (address.length != start.length) {
                return false;
            }
            for (int bit = 0; bit < bits; bit++) {
                var mask = 0x80 >> bit % 8;
                if ((address[bit / 8] & mask) != (start[bit / 8] & mask)) {
                    return false;
                }
            }
            return true;
        }
    }
}
