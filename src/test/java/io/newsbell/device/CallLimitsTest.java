package io.newsbell.device;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.time.Duration;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class CallLimitsTest {
    private final CallLimits limits = new CallLimits(5, 2, 3);

    @Test
    void a_block_that_registers_too_much_is_told_when_to_come_back() {
        var last = IntStream.range(0, 5)
                .mapToObj(_ -> limits.register("block"))
                .toList()
                .getLast();
        assertThat(last.allowed()).isTrue();
        assertThat(last.header()).startsWith("\"block\";r=0;t=");
        assertThat(last.policyHeader()).isEqualTo("\"block\";q=5;w=60");

        var refused = limits.register("block");
        assertThat(refused.allowed()).isFalse();
        assertThat(refused.pause()).isBetween(Duration.ofSeconds(1), Duration.ofSeconds(13));
    }

    @Test
    void one_block_does_not_use_up_what_another_may() {
        IntStream.range(0, 9).forEach(_ -> limits.register("loud"));

        assertThat(limits.register("quiet").allowed()).isTrue();
    }

    @Test
    void a_surge_passes_for_a_while_and_is_shed_then() {
        assertThat(IntStream.range(0, 20).allMatch(_ -> limits.surgeAllowsOneMore()))
                .isTrue();
        assertThat(IntStream.range(0, 20)
                        .filter(_ -> limits.surgeAllowsOneMore())
                        .count())
                .isLessThan(3);
    }

    @Test
    void those_who_are_shed_do_not_come_back_together() {
        var waits = IntStream.range(0, 100)
                .mapToObj(_ -> CallLimits.jitter().toSeconds())
                .distinct();

        assertThat(waits.count()).isGreaterThan(20);
    }

    @Test
    void a_block_is_what_a_customer_cannot_leave() {
        assertThat(AddressBlock.of(InetAddress.ofLiteral("203.0.113.7")))
                .isEqualTo(AddressBlock.of(InetAddress.ofLiteral("203.0.113.250")))
                .isNotEqualTo(AddressBlock.of(InetAddress.ofLiteral("203.0.114.7")));
        assertThat(AddressBlock.of(InetAddress.ofLiteral("2001:db8:1:2::1")))
                .isEqualTo(AddressBlock.of(InetAddress.ofLiteral("2001:db8:1:ffff::9")))
                .isNotEqualTo(AddressBlock.of(InetAddress.ofLiteral("2001:db8:2:2::1")));
    }

    @Test
    void what_is_no_address_is_one_block_and_no_failure() {
        assertThat(AddressBlock.of("unknown")).isEqualTo(AddressBlock.of((String) null));
        assertThat(AddressBlock.of("203.0.113.7"))
                .isEqualTo(AddressBlock.of("203.0.113.8"))
                .isEqualTo(AddressBlock.of("::ffff:203.0.113.9"))
                .isNotEqualTo(AddressBlock.of("unknown"));
    }
}
