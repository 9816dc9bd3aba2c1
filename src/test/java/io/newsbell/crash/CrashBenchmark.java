package io.newsbell.crash;

import io.newsbell.bench.Benchmark;
import io.newsbell.bench.Report;
import java.time.Duration;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;

/// The kill test, and whether it finds the bugs that are known. `-Dnewsbell.kills=1000` for more than 50
/// kills, `-Dnewsbell.seed=…` to see a storm again.
public final class CrashBenchmark implements Benchmark {
    static final int FIFTY = 50;

    /// For alerts that are on their way when the last blow has fallen.
    static final Duration PATIENCE = Duration.ofSeconds(90);

    /// The same with a bug, which may be that they never end.
    static final Duration PATIENCE_WITH_BUGS = Duration.ofSeconds(25);

    @Override
    public String name() {
        return "crash";
    }

    @Override
    public void run(Report report) throws Exception {
        long seed = seed();
        var verdict = storms(seed, Integer.getInteger("newsbell.kills", FIFTY));
        report.line("%s", verdict);
        report.figure("kills", verdict.kills(), "");
        report.figure("deliveries", (double) verdict.deliveries(), "");
        report.figure("lost", (double) verdict.lost(), "");
        report.figure("visible_duplicates", (double) verdict.visible(), "");
        report.figure("wire_duplicates_per_kill", verdict.wirePerKill(), "");
        report.figure("wrong_recipients", (double) verdict.wrong(), "");
        report.figure("early_retries", (double) verdict.early(), "");
        report.figure("ledger_imbalance", (double) verdict.imbalance(), "");
        report.figure("recovery_p50_s", verdict.recoveryMedian(), "s");
        report.figure("recovery_max_s", verdict.recoveryMax(), "s");
        int caught = 0;
        for (var bug : SeededBug.values()) {
            // The same storm with and without it: what is found in both is no sign of the bug. Where nearly all calls
            // hang, recovery takes as long as they do.
            var found = Storm.judge(bug.storm(seed, true), PATIENCE_WITH_BUGS);
            var control = Storm.judge(bug.storm(seed, false), PATIENCE);
            boolean isCaught = !found.isHarmless() && control.isHarmless();
            report.line("%s: %s%nwith it: %s%nwithout it: %s", bug, isCaught ? "found" : "NOT FOUND", found, control);
            caught += isCaught ? 1 : 0;
        }
        report.figure("seeded_bugs", SeededBug.values().length, "");
        report.figure("seeded_bugs_caught", caught, "");
    }

    /// Fifty kills of one world, then fifty of a new one: each has a seed of its own, and can be seen again
    /// alone.
    static Verdict storms(long seed, int kills) throws Exception {
        Optional<Verdict> all = Optional.empty();
        for (int left = kills; left > 0; left -= FIFTY) {
            var next = Storm.judge(Weather.mixed(seed + (kills - left) / FIFTY, Math.min(left, FIFTY)), PATIENCE);
            System.out.println(next);
            all = Stream.concat(all.stream(), Stream.of(next)).reduce(Verdict::and);
        }
        return all.orElseThrow();
    }

    /// Another one each time, if none is asked for.
    static long seed() {
        return Optional.ofNullable(Long.getLong("newsbell.seed"))
                .orElseGet(() -> (long) RandomGenerator.getDefault().nextInt(1, 1_000_000));
    }
}
