package io.newsbell.alert;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.HashSet;
import java.util.Set;
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
    void nothing_comes_back_to_a_state_it_has_left_but_by_being_resumed(AlertState state) {
        assertThat(reachable(state)).doesNotContain(state);
    }

    @Test
    void what_is_stopped_can_only_begin_anew() {
        assertThat(AlertState.STOPPED.next()).containsExactly(AlertState.APPROVED);
    }

    private static Set<AlertState> reachable(AlertState from) {
        var reachable = new HashSet<AlertState>();
        var open = new ArrayDeque<AlertState>(from == AlertState.STOPPED ? Set.of() : from.next());
        while (!open.isEmpty()) {
            var state = open.pop();
            if (reachable.add(state) && state != AlertState.STOPPED) {
                open.addAll(state.next());
            }
        }
        return reachable;
    }
}
