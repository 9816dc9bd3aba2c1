package io.newsbell.oidc;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class AttemptLimitsTest {
    private final AttemptLimits limits = new AttemptLimits(2);

    @Test
    void each_address_has_its_own_limit() {
        assertThat(limits.begin("192.0.2.1")).isEmpty();
        assertThat(limits.begin("192.0.2.1")).isEmpty();
        assertThat(limits.begin("192.0.2.1"))
                .hasValueSatisfying(
                        pause -> assertThat(pause).isBetween(Duration.ofSeconds(1), Duration.ofSeconds(31)));
        assertThat(limits.begin("192.0.2.2")).isEmpty();
    }

    @Test
    void addresses_of_one_ipv6_network_share_theirs_and_so_do_those_that_are_none() {
        assertThat(limits.begin("2001:db8:0:1::1")).isEmpty();
        assertThat(limits.begin("2001:db8:0:1::2")).isEmpty();
        assertThat(limits.begin("2001:db8:0:1:ffff::3")).isPresent();
        assertThat(limits.begin("2001:db8:0:2::1")).isEmpty();
        assertThat(limits.begin("unknown")).isEmpty();
        assertThat(limits.begin("_hidden")).isEmpty();
        assertThat(limits.begin("unknown")).isPresent();
    }
}
