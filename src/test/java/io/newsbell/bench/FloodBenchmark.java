package io.newsbell.bench;

import io.newsbell.bench.Load.Call;
import io.newsbell.process.Crowd;
import io.newsbell.process.Processes;
import io.vertx.core.http.HttpMethod;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.FutureTask;

/// A flood of phones that read their inboxes beside an alert: the reads may be refused, the alert may not be late, and
/// the
/// newsroom's calls are answered. `-Ddevices=300000`.
final class FloodBenchmark implements Benchmark {
    private static final int PHONES = Integer.getInteger("devices", 300_000);
    private static final Duration WARM = Duration.ofSeconds(20);
    private static final Duration FLOOD = Duration.ofSeconds(60);
    private static final Duration NEWSROOM = Duration.ofSeconds(50);
    private static final int NEWSROOM_CALLS = 250;
    private static final int OVERLOADED = 503;
    private static final Map<String, String> SETTINGS =
            Map.of("JDK_JAVA_OPTIONS", "-Xmx512m", "NEWSBELL_DEVICE_CALLS_PER_DEVICE", "1000000");

    @Override
    public String name() {
        return "flood";
    }

    @Override
    public void run(Report report) throws Exception {
        try (var processes = new Processes(List.of("--delay-ms", "20", "--remember", "1000"))) {
            try {
                flood(report, processes);
            } catch (Exception | AssertionError e) {
                System.err.println(processes.tails());
                throw e;
            }
        }
    }

    private static void flood(Report report, Processes processes) throws Exception {
        var newsbell = processes.newsbell();
        processes.database().start();
        newsbell.start(processes.database(), SETTINGS);
        newsbell.publisher().topic(Sizes.ALL, Sizes.ALL);
        try (var db = processes.database().connect()) {
            Crowd.followByTheMillion(db, Sizes.ALL, PHONES);
        }
        newsbell.stop();
        newsbell.start(processes.database(), SETTINGS);
        var phones = SoakPhones.of(processes.database());
        var key = newsbell.publisher().apiKey();

        try (var readers = new Load(newsbell.address());
                var newsroom = new Load(newsbell.address());
                var watch = new AlertWatch(processes)) {
            readers.asFastAsPossible(WARM, phones::read);
            watch.ring("top", Sizes.ALL);
            var calm = watch.ring("top", Sizes.ALL);
            report.line("alert to %,d, nothing else going on: %.1f s", PHONES, calm.secondsToEnd());

            var flood = new FutureTask<>(() -> readers.asFastAsPossible(FLOOD, phones::read));
            var desk = new FutureTask<>(() -> newsroom.atRate(
                    NEWSROOM_CALLS, NEWSROOM, n -> new Call(HttpMethod.GET, "/v1/alerts", key, "", _ -> {})));
            Thread.ofPlatform().start(flood);
            Thread.ofPlatform().start(desk);
            var flooded = watch.ring("top", Sizes.ALL);
            report.line("alert to %,d in the flood: %.1f s", PHONES, flooded.secondsToEnd());
            report.line("reads: %s", flood.get());
            report.line("newsroom's calls: %s", desk.get());

            report.figure("fanout_calm_s", calm.secondsToEnd(), "s");
            report.figure("fanout_flood_s", flooded.secondsToEnd(), "s");
            report.figure("fanout_slowdown", flooded.secondsToEnd() / calm.secondsToEnd() - 1, "ratio");
            report.figure("reads_per_s", flood.get().perSecond(), "/s");
            report.figure("reads_shed", (double) flood.get().count(OVERLOADED), "calls");
            report.figure("newsroom_p99_ms", desk.get().percentileMillis(99), "ms");
            report.figure(
                    "newsroom_refused", NEWSROOM_CALLS - (double) desk.get().successes(), "calls");
        }
    }
}
