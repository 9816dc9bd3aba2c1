package io.newsbell.alert;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class AlertStateTest {
    @Test
    void an_alert_can_be_stopped_until_it_is_sent() {
        assertThat(AlertState.STOPPED.before()).containsExactlyInAnyOrder(AlertState.APPROVED, AlertState.SENDING);
    }

    @ParameterizedTest
    @EnumSource
    void before_is_the_mirror_of_next(AlertState state) {
        for (var other : AlertState.values()) {
            assertThat(state.next().contains(other)).isEqualTo(other.before().contains(state));
        }
    }

    @ParameterizedTest
    @EnumSource
    void nothing_comes_back_to_a_state_it_has_left(AlertState state) {
        assertThat(reachable(state)).doesNotContain(state);
    }

    private static java.util.Set<AlertState> reachable(AlertState from) {
        var reachable = new java.util.HashSet<AlertState>();
        var open = new java.util.ArrayDeque<>(from.next());
        while (!open.isEmpty()) {
            var state = open.pop();
            if (reachable.add(state)) {
                open.addAll(state.next());
            }
        }
        return reachable;
    }
}
