package io.newsbell.bench;

import io.newsbell.audience.AudienceBenchmark;
import io.newsbell.crash.CrashBenchmark;
import io.newsbell.match.MatchBenchmark;
import io.newsbell.upkeep.LedgerBenchmark;
import io.newsbell.webpush.WebPushBenchmark;
import java.util.List;
import java.util.stream.Collectors;

/// Runs the benchmark that is named on the command line.
public final class BenchMain {
    private static final List<Benchmark> KNOWN = List.of(
            new PathBenchmark(),
            new FanoutBenchmark(),
            new BurstBenchmark(),
            new ApiBenchmark(),
            new ImportBenchmark(),
            new MatchBenchmark(),
            new QualityBenchmark(),
            new StoriesBenchmark(),
            new AudienceBenchmark(),
            new LedgerBenchmark(),
            new DeskBenchmark(),
            new WebPushBenchmark(),
            new StartBenchmark(),
            new UpgradeBenchmark(),
            new SoakBenchmark(),
            new FloodBenchmark(),
            new CrashBenchmark());

    private BenchMain() {}

    public static void main(String[] args) throws Exception {
        var asked = args.length == 1 ? args[0] : "";
        var found = KNOWN.stream().filter(each -> each.name().equals(asked)).findFirst();
        if (found.isEmpty()) {
            System.err.printf(
                    "There is no benchmark \"%s\". Use ./mvnw -q -Pbench verify -Dbench=NAME with one of these: %s%n",
                    asked, KNOWN.stream().map(Benchmark::name).collect(Collectors.joining(", ")));
            System.exit(2);
        }
        var report = new Report(asked, Commit.current());
        found.get().run(report);
        report.finish();
    }
}
