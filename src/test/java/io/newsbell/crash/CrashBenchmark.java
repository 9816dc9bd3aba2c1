package io.newsbell.crash;

import io.newsbell.bench.Benchmark;
import io.newsbell.bench.Report;
import java.time.Duration;

/// The kill test. `-Dnewsbell.kills=1000` for more than 50, `-Dnewsbell.seed=…` for a certain storm.
public final class CrashBenchmark implements Benchmark {
    /// For alerts that are on their way when the last blow has fallen.
    private static final Duration PATIENCE = Duration.ofSeconds(90);

    @Override
    public String name() {
        return "crash";
    }

    @Override
    public void run(Report report) throws Exception {
        var seed = Long.getLong("newsbell.seed", 1);
        var kills = Integer.getInteger("newsbell.kills", 50);
        report.line("%s", Storm.judge(Weather.mixed(seed, kills), PATIENCE));
    }
}
