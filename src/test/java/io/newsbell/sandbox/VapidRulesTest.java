package io.newsbell.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

/// The example of RFC 8292, section 2.4.
class VapidRulesTest {
    private static final Instant UNTIL = Instant.ofEpochSecond(1_453_523_768);
    private static final String ORIGIN = "https://push.example.net";
    private static final String KEY =
            "BA1Hxzyi1RUM1b5wjxsn7nGxAszw2u61m164i3MrAIxHF6YK5h4SDYic-dRuU_RCPCfA5aq9ojSwk5Y2EmClBPs";
    private static final String TOKEN =
            "eyJ0eXAiOiJKV1QiLCJhbGciOiJFUzI1NiJ9.eyJhdWQiOiJodHRwczovL3B1c2guZXhhbXBsZS5uZX"
                    + "QiLCJleHAiOjE0NTM1MjM3NjgsInN1YiI6Im1haWx0bzpwdXNoQGV4YW1wbGUuY29tIn0.i3CYb7t4xfxCDquptFOepC9GAu_HLGkMlMuC"
                    + "GSK2rpiUfnK9ojFwDXb1JrErtmysazNjjvW2L9OkSSHzvoD1oA";
    private static final String HEADER = "vapid t=%s, k=%s".formatted(TOKEN, KEY);

    private final VapidRules before = new VapidRules(Clock.fixed(UNTIL.minusSeconds(60), ZoneOffset.UTC));

    @Test
    void the_example_of_the_rfc_is_taken() {
        assertThat(before.objection(HEADER, KEY, ORIGIN)).isEmpty();
    }

    @Test
    void another_service_another_key_and_another_time_are_not() {
        var late = new VapidRules(Clock.fixed(UNTIL.plusSeconds(1), ZoneOffset.UTC));
        var early = new VapidRules(Clock.fixed(UNTIL.minus(Duration.ofHours(25)), ZoneOffset.UTC));

        assertThat(before.objection(HEADER, KEY, "https://push.example.com"))
                .get()
                .asString()
                .contains("aud");
        assertThat(before.objection(HEADER, KEY.replace("BA1H", "BA1J"), ORIGIN))
                .isPresent();
        assertThat(late.objection(HEADER, KEY, ORIGIN)).get().asString().contains("exp");
        assertThat(early.objection(HEADER, KEY, ORIGIN)).get().asString().contains("exp");
        assertThat(before.objection(null, KEY, ORIGIN)).isPresent();
    }

    @Test
    void a_changed_token_is_not() {
        var changed = HEADER.replace("i3CYb7t4", "i3CYb7t5");

        assertThat(before.objection(changed, KEY, ORIGIN)).get().asString().contains("signature");
    }
}
