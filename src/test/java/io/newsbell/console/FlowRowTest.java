package io.newsbell.console;

import static org.assertj.core.api.Assertions.assertThat;

import io.newsbell.work.Flow.StepState;
import io.newsbell.work.PausedSteps.Pause;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class FlowRowTest {
    private static final Pause PAUSE = new Pause(Instant.EPOCH, "Anna");

    @Test
    void steps_stand_in_the_order_of_the_way_and_those_that_nobody_knows_last() {
        var rows = FlowRow.of(List.of(idle("a-new-one"), idle("alert"), idle("match"), idle("send-lane")));

        assertThat(rows)
                .extracting(row -> row.step().name())
                .containsExactly("match", "alert", "send-lane", "a-new-one");
    }

    @Test
    void what_has_waited_for_more_than_a_minute_is_stuck_and_its_bar_full() {
        var row = row(new StepState("match", 3, Duration.ofSeconds(61), 0, 7, Optional.empty()));

        assertThat(row.said()).isEqualTo("stuck");
        assertThat(row.age()).isEqualTo("61 s");
        assertThat(row.width()).isEqualTo(100);
    }

    @Test
    void what_has_waited_for_half_a_minute_works_and_its_bar_is_half() {
        var row = row(new StepState("match", 3, Duration.ofSeconds(30), 1, 7, Optional.empty()));

        assertThat(row.said()).isEqualTo("works");
        assertThat(row.width()).isEqualTo(50);
    }

    @Test
    void what_is_paused_is_not_stuck_however_long_it_waits() {
        var row = row(new StepState("match", 3, Duration.ofHours(5), 0, 7, Optional.of(PAUSE)));

        assertThat(row.said()).isEqualTo("paused");
        assertThat(row.isStuck()).isFalse();
        assertThat(row.pausedBy()).isEqualTo("Anna");
    }

    @Test
    void nothing_to_do_flows() {
        assertThat(row(idle("match")).said()).isEqualTo("flows");
        assertThat(row(idle("match")).age()).isEqualTo("–");
    }

    @Test
    void times_are_told_in_the_unit_that_fits() {
        assertThat(OpsPage.words(Duration.ofSeconds(119))).isEqualTo("119 s");
        assertThat(OpsPage.words(Duration.ofMinutes(2))).isEqualTo("2 min");
        assertThat(OpsPage.words(Duration.ofHours(5))).isEqualTo("5 h");
        assertThat(OpsPage.words(Duration.ofDays(3))).isEqualTo("3 days");
    }

    private static FlowRow row(StepState step) {
        return FlowRow.of(List.of(step)).getFirst();
    }

    private static StepState idle(String name) {
        return new StepState(name, 0, Duration.ZERO, 0, 0, Optional.empty());
    }
}
