package io.newsbell.bench;

import io.newsbell.process.Processes;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;

/// News while news goes out, at Google's default quota: how long a breaking alert takes to one of ten phones, alone and
/// while an alert to all is in flight; the same where a fifth of the calls fail; and three alerts at once.
final class BurstBenchmark implements Benchmark {
    private static final String FAULTS = """
            [{"lever":"unavailable","share":0.1},{"lever":"hang","share":0.1}]""";

    private static final int RUNS = 3;
    private static final int AT_ONCE = 3;

    /// So much of the alert to all has gone out when the breaking one is issued.
    private static final double IN_FLIGHT = 0.03;

    private static final double NEARLY_ALL = 0.99;

    private final Sizes sizes = Sizes.asked();

    @Override
    public String name() {
        return "burst";
    }

    @Override
    public void run(Report report) throws Exception {
        try (var processes = new Processes(List.of("--delay-ms", "20", "--remember", "1000"))) {
            try {
                var newsbell = processes.newsbell();
                newsbell.start();
                sizes.register(processes, AT_ONCE);
                newsbell.stop();
                newsbell.start(Map.of("JDK_JAVA_OPTIONS", "-Xmx512m"));
                try (var watch = new AlertWatch(processes)) {
                    watch.ring("top", Sizes.some(1));
                    measure(report, processes, watch);
                }
            } catch (Exception | AssertionError e) {
                System.err.println(processes.tails());
                throw e;
            }
        }
    }

    private void measure(Report report, Processes processes, AlertWatch watch) throws Exception {
        report.line("seconds from the 202 to 99 %% of the phones that rang, and until the alert was sent");
        var alone = breaking(report, watch, "breaking, alone", RUNS, () -> true);
        var beside = beside(report, processes, watch, "breaking, beside an alert to all", RUNS);
        threeAtOnce(report, watch);

        processes.sandbox().pull(FAULTS);
        var faulty = breaking(report, watch, "breaking, alone, a fifth fails", 1, () -> true);
        var faultyBeside = beside(report, processes, watch, "breaking, beside, a fifth fails", 1);
        processes.sandbox().release();

        report.figure("breaking_alone_s", alone, "s");
        report.figure("breaking_beside_s", beside, "s");
        report.figure("breaking_slowdown", beside / alone, "times");
        report.figure("breaking_alone_faults_s", faulty, "s");
        report.figure("breaking_beside_faults_s", faultyBeside, "s");
        report.figure("breaking_slowdown_faults", faultyBeside / faulty, "times");
        report.figure("breaking_slowdown_by_faults", faulty / alone, "times");
    }

    /// The median of some, one after the other.
    ///
    /// @param counts whether that which has just ended was measured as it should be
    private double breaking(Report report, AlertWatch watch, String name, int times, BooleanSupplier counts)
            throws Exception {
        var seconds = new ArrayList<Double>();
        for (int n = 0; n < times; n++) {
            var run = watch.ring("breaking", Sizes.some(1));
            if (counts.getAsBoolean()) {
                line(report, name, sizes.some(), run);
                seconds.add(run.secondsTo(NEARLY_ALL));
            }
        }
        if (seconds.isEmpty()) {
            throw new AssertionError("The alert to all was over before a breaking one was: take more devices");
        }
        seconds.sort(Comparator.naturalOrder());
        return seconds.get(seconds.size() / 2);
    }

    /// The alert to all is stopped afterwards.
    private double beside(Report report, Processes processes, AlertWatch watch, String name, int times)
            throws Exception {
        var all = watch.send("top", Sizes.ALL);
        watch.until(() -> all.rung() >= sizes.all() * IN_FLIGHT);
        double seconds = breaking(report, watch, name, times, () -> !all.hasEnded());
        report.line("%-34s %,9d of %,d rang meanwhile", "  the alert to all", all.rung(), sizes.all());
        if (!all.hasEnded()) {
            processes.newsbell().publisher().stop(all.id());
            watch.untilSent(all);
        }
        return seconds;
    }

    private void threeAtOnce(Report report, AlertWatch watch) throws Exception {
        var runs = IntStream.rangeClosed(1, AT_ONCE)
                .mapToObj(n -> watch.send("top", Sizes.some(n)))
                .toArray(AlertRun[]::new);
        watch.untilSent(runs);
        for (int n = 0; n < AT_ONCE; n++) {
            line(report, "%d of %d at once".formatted(n + 1, AT_ONCE), sizes.some(), runs[n]);
            report.figure("three_alerts_%d_s".formatted(n + 1), runs[n].secondsTo(NEARLY_ALL), "s");
        }
    }

    private static void line(Report report, String name, int phones, AlertRun run) {
        report.line(
                "%-34s %,9d of %,d | %7.2f %7.2f",
                name, run.rung(), phones, run.secondsTo(NEARLY_ALL), run.secondsToEnd());
    }
}
