package io.newsbell.planning;

import static org.assertj.core.api.Assertions.assertThat;

import io.newsbell.ledger.WaveAnswer.VariantAnswer;
import java.util.List;
import org.junit.jupiter.api.Test;

class TrialsTest {
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

    private static VariantAnswer result(String name, long accepted, long opened) {
        return new VariantAnswer(name, "", false, 100, accepted, opened);
    }
}
