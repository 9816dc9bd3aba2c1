package io.newsbell.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
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

    @Test
    void the_first_headline_stands_unless_the_other_is_opened_more_often() {
        assertThat(Trials.winner(List.of())).isEqualTo("A");
        assertThat(Trials.winner(List.of(result("A", 100, 5), result("B", 100, 5))))
                .isEqualTo("A");
        assertThat(Trials.winner(List.of(result("A", 100, 5), result("B", 90, 5))))
                .isEqualTo("B");
        assertThat(Trials.winner(List.of(result("A", 100, 5), result("B", 0, 0))))
                .isEqualTo("A");
    }

    private static VariantSql.Result result(String name, long accepted, long opened) {
        return new VariantSql.Result(name, "", false, 100, accepted, opened);
    }
}
