package io.newsbell.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.newsbell.delivery.SimWorld.Figures;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// The decisions of delivery against thousands of worlds in which servers die and freeze, the database is
/// away and the push service has moods; no threads, no time. More worlds: `-Dnewsbell.seeds=100000`. One of
/// them, told aloud: `-Dnewsbell.seed=N`.
class SimulationTest {
    private static final long SEEDS = Long.getLong("newsbell.seeds", 1_000);
    private static final long MUTANT_SEEDS = 1_000;

    @Test
    void nobody_is_forgotten_and_nobody_rings_twice_without_a_reason() {
        var only = Long.getLong("newsbell.seed");
        if (only != null) {
            System.out.println(run(only, SimSetting.SOUND, true));
            return;
        }
        var sum = new Figures(0, 0, 0, 0, 0, 0);
        for (long seed = 1; seed <= SEEDS; seed++) {
            sum = sum.plus(run(seed, SimSetting.SOUND, false));
        }
        System.out.println(sum);
        assertThat(sum.crashes()).isPositive();
        assertThat(sum.slowedDown()).isPositive();
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "SOUND")
    void a_known_bug_is_found(SimSetting bug) {
        for (long seed = 1; seed <= MUTANT_SEEDS; seed++) {
            try {
                run(seed, bug, false);
            } catch (AssertionError found) {
                System.out.println(bug + ": " + found.getMessage());
                return;
            }
        }
        throw new AssertionError(bug + " was not found by " + MUTANT_SEEDS + " seeds");
    }

    private static Figures run(long seed, SimSetting setting, boolean isTold) {
        try {
            return new SimWorld(seed, setting, isTold).run();
        } catch (AssertionError | RuntimeException e) {
            throw new AssertionError(
                    "Seed %d: %s (-Dnewsbell.seed=%d tells all)".formatted(seed, e.getMessage(), seed), e);
        }
    }
}
