package io.newsbell.outbound;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Nobody makes this server call its own network.
class AddressTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "0.0.0.0",
                "10.0.0.1",
                "10.255.255.255",
                "100.64.0.1",
                "100.100.100.200",
                "127.0.0.1",
                "127.8.9.10",
                "168.63.129.16",
                "169.254.169.254",
                "172.16.0.1",
                "172.31.255.255",
                "192.0.0.192",
                "192.0.2.1",
                "192.168.1.1",
                "198.18.0.1",
                "203.0.113.9",
                "224.0.0.1",
                "255.255.255.255",
                "::",
                "::1",
                "::127.0.0.1",
                "::ffff:127.0.0.1",
                "::ffff:10.0.0.1",
                "64:ff9b::7f00:1",
                "64:ff9b::a9fe:a9fe",
                "2001::1",
                "2001:db8::1",
                "2002:7f00:1::",
                "fc00::1",
                "fd00:ec2::254",
                "fe80::1",
                "fec0::1",
                "ff02::1",
                "4000::1",
            })
    void these_are_not_public(String address) throws UnknownHostException {
        assertThat(PublicAddress.isPublic(InetAddress.getByName(address))).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "8.8.8.8",
                "100.63.255.255",
                "100.128.0.0",
                "172.15.255.255",
                "172.32.0.0",
                "192.167.255.255",
                "223.255.255.254",
                "2606:4700::6810:84e5",
                "2a00:1450:4001:80e::200e",
                "::ffff:8.8.8.8",
                "64:ff9b::808:808",
            })
    void these_are(String address) throws UnknownHostException {
        assertThat(PublicAddress.isPublic(InetAddress.getByName(address))).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "http://localhost/feed, NOT_PUBLIC",
        "http://localhost./feed, NOT_PUBLIC",
        "http://a.localhost/feed, NOT_PUBLIC",
        "http://metadata.google.internal/computeMetadata/v1/, NOT_PUBLIC",
        "http://printer.local/, NOT_PUBLIC",
        "http://127.0.0.1/, NOT_PUBLIC",
        "http://169.254.169.254/latest/meta-data/, NOT_PUBLIC",
        "http://[::1]/, NOT_PUBLIC",
        "http://[::ffff:7f00:1]/, NOT_PUBLIC",
        "http://[fe80::1%25eth0]/, INVALID_ADDRESS",
        "http://2130706433/, INVALID_ADDRESS",
        "http://0x7f000001/, INVALID_ADDRESS",
        "http://0x7f.0.0.1/, INVALID_ADDRESS",
        "http://0177.0.0.1/, INVALID_ADDRESS",
        "http://127.1/, INVALID_ADDRESS",
        "http://127.0.0.1./, INVALID_ADDRESS",
        "http://256.0.0.1/, INVALID_ADDRESS",
        "file:///etc/passwd, INVALID_ADDRESS",
        "gopher://news.example/, INVALID_ADDRESS",
        "jar:http://news.example!/, INVALID_ADDRESS",
        "//news.example/feed, INVALID_ADDRESS",
        "http:///feed, INVALID_ADDRESS",
        "http://user:word@news.example/feed, INVALID_ADDRESS",
        "http://news.example\\@127.0.0.1/, INVALID_ADDRESS",
    })
    void these_addresses_are_not_called(String address, CallFault fault) {
        var check = new AddressCheck(Set.of(), InetAddress::getAllByName);

        assertThatThrownBy(() -> check.addresses(WebAddress.of(address)))
                .isInstanceOfSatisfying(
                        CallTrouble.class,
                        trouble -> assertThat(trouble.fault()).isEqualTo(fault));
    }

    @Test
    void a_name_with_one_address_inside_is_not_called_at_all() {
        var check = new AddressCheck(Set.of(), _ -> addresses("8.8.8.8", "10.0.0.1"));

        assertThatThrownBy(() -> check.addresses(WebAddress.of("https://news.example/feed")))
                .hasMessageContaining("not public")
                .hasMessageNotContaining("10.0.0.1");
    }

    @Test
    void a_host_of_the_own_network_can_be_allowed_but_not_the_cloud_s_metadata() throws CallTrouble {
        var allowed = Set.of("cms.intern", "trick.intern");
        var cms = new AddressCheck(allowed, _ -> addresses("10.0.0.1"));
        var trick = new AddressCheck(allowed, _ -> addresses("169.254.169.254"));

        assertThat(cms.addresses(WebAddress.of("http://cms.intern/feed"))).containsExactly(addresses("10.0.0.1"));
        assertThatThrownBy(() -> cms.addresses(WebAddress.of("http://other.intern/feed")))
                .hasMessageContaining("not public");
        assertThatThrownBy(() -> trick.addresses(WebAddress.of("http://trick.intern/feed")))
                .hasMessageContaining("not public");
    }

    private static InetAddress[] addresses(String... addresses) {
        return Stream.of(addresses).map(InetAddress::ofLiteral).toArray(InetAddress[]::new);
    }
}
