package io.newsbell.wave;

import static org.assertj.core.api.Assertions.assertThat;

import io.newsbell.ledger.Entry;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CanariesTest {
    private final Canaries canaries = new Canaries(0.9, 0.2);

    @Test
    void some_addresses_are_always_gone() {
        assertThat(canaries.whatIsWrong(Map.of(Entry.ACCEPTED, 80L, Entry.ADDRESS_DEAD, 20L)))
                .isEmpty();
        assertThat(canaries.whatIsWrong(Map.of(Entry.ACCEPTED, 79L, Entry.ADDRESS_DEAD, 21L)))
                .hasValueSatisfying(wrong -> assertThat(wrong).contains("100 devices", "21 are gone", "20 %"));
    }

    @Test
    void a_few_refusals_are_usual_and_more_are_not() {
        assertThat(canaries.whatIsWrong(Map.of(Entry.ACCEPTED, 90L, Entry.REFUSED, 5L, Entry.AMBIGUOUS, 5L)))
                .isEmpty();
        assertThat(canaries.whatIsWrong(Map.of(Entry.ACCEPTED, 89L, Entry.EXPIRED, 11L)))
                .hasValueSatisfying(wrong -> assertThat(wrong).contains("only 89 were accepted", "90 %"));
    }

    @Test
    void who_unfollowed_says_nothing() {
        assertThat(canaries.whatIsWrong(Map.of(Entry.ACCEPTED, 1L, Entry.UNFOLLOWED, 99L)))
                .isEmpty();
        assertThat(canaries.whatIsWrong(Map.of(Entry.UNFOLLOWED, 100L))).isEmpty();
    }
}
