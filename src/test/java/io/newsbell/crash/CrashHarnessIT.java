package io.newsbell.crash;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/// Two servers and their database, killed again and again in the middle of their work: nobody is lost, nobody
/// rings twice, and the accounts add up. How soon they go on is a figure of the benchmark `crash`. A failure
/// prints the seed of its storm; `-Dnewsbell.seed=…` has the same blows in the same order again, but the
/// machine decides what each of them meets. `-DargLine=-Dnewsbell.kills=1000` is the long form: twenty storms
/// of fifty kills, each in a world of its own.
class CrashHarnessIT {
    /// Usually less than five minutes' worth.
    private static final int KILLS = Integer.getInteger("newsbell.kills", CrashBenchmark.FIFTY);

    @Test
    void kills_lose_nobody_and_ring_nobody_twice() throws Exception {
        var verdict = CrashBenchmark.storms(CrashBenchmark.seed(), KILLS);

        assertThat(verdict.isHarmless()).as("%s", verdict).isTrue();
        assertThat(verdict.wirePerKill()).as("%s", verdict).isLessThanOrEqualTo(Verdict.MOST_REPEATED_PER_KILL);
        assertThat(verdict.deliveries()).as("deliveries").isPositive();
    }
}
