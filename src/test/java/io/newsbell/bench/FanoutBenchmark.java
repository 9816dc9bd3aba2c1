package io.newsbell.bench;

import io.newsbell.process.Processes;
import java.util.List;
import java.util.Map;

/// An alert to a million phones, the whole path with ledger and address reads; a steady stream at Google's default
/// quota; and in the same run the bare Admin SDK and a raw HTTP/2 client. All on this machine, so the sandbox takes
/// its part of the cores.
final class FanoutBenchmark implements Benchmark {
    private static final Map<String, String> SMALL_HEAP = Map.of("JDK_JAVA_OPTIONS", "-Xmx512m");
    private static final Map<String, String> SMALL_HEAP_WITHOUT_QUOTA =
            Map.of("JDK_JAVA_OPTIONS", "-Xmx512m", "NEWSBELL_DELIVERY_MESSAGES_PER_MINUTE", "60000000");

    private static final int QUICK = 20;
    private static final int SLOW = 100;

    /// Added to the sandbox's own 20 ms.
    private static final String SLOWER = "{\"lever\":\"delay\",\"delayMs\":80}";

    /// Enough for 100,000 answers a second.
    private static final int CONNECTIONS_QUICK = 20;

    private static final int CONNECTIONS_SLOW = 100;

    private final Sizes sizes = Sizes.asked();

    @Override
    public String name() {
        return "fanout";
    }

    @Override
    public void run(Report report) throws Exception {
        try (var processes = new Processes(List.of("--delay-ms", Integer.toString(QUICK), "--remember", "1000"))) {
            try {
                var newsbell = processes.newsbell();
                newsbell.start();
                sizes.register(processes, 1);
                newsbell.stop();

                FanOuts.heading(report);
                newsbell.start(SMALL_HEAP_WITHOUT_QUOTA);
                double rate = unpaced(report, new FanOuts(processes, report));
                newsbell.stop();

                newsbell.start(SMALL_HEAP);
                steady(report, new FanOuts(processes, report));
                var body = processes.sandbox().newestBody(RawSender.TOKEN);
                newsbell.stop();

                others(report, new Senders(processes.sandbox(), report), body, rate);
            } catch (Exception | AssertionError e) {
                System.err.println(processes.tails());
                throw e;
            }
        }
    }

    private double unpaced(Report report, FanOuts runs) throws Exception {
        runs.warmUp(Sizes.some(1));
        var all = runs.measure("quota lifted", Sizes.ALL, sizes.all(), QUICK);
        report.figure("total_s_1m", all.run().secondsToEnd(), "s");
        report.figure("time_to_50_s", all.run().secondsTo(0.5), "s");
        report.figure("time_to_90_s", all.run().secondsTo(0.9), "s");
        report.figure("time_to_99_s", all.run().secondsTo(0.99), "s");
        report.figure("messages_per_s", all.perSecond(), "/s");
        report.figure("cpu_s_per_10k_newsbell", all.per10k(all.cpu().newsbell()), "s");
        report.figure("cpu_s_per_10k_postgres", all.per10k(all.cpu().postgres()), "s");
        report.figure("cpu_s_per_10k_sandbox", all.per10k(all.cpu().sandbox()), "s");
        report.figure("peak_heap_mb", all.heapMebibytes(), "MiB");

        runs.slowDown(SLOWER);
        var slow = runs.measure("quota lifted", Sizes.MANY, sizes.many(), SLOW);
        report.figure("messages_per_s_100ms", slow.perSecond(), "/s");
        runs.speedUp();
        return all.perSecond();
    }

    private void steady(Report report, FanOuts runs) throws Exception {
        runs.warmUp(Sizes.some(1));
        var steady = runs.steady("default quota, middle", Sizes.MANY, sizes.many(), QUICK);
        report.figure("steady_messages_per_s", steady.messages() / steady.cpu().at(), "/s");
        report.figure(
                "steady_cores_newsbell", steady.cpu().newsbell() / steady.cpu().at(), "cores");
        report.figure(
                "steady_cores_postgres", steady.cpu().postgres() / steady.cpu().at(), "cores");
    }

    private static void others(Report report, Senders senders, String body, double rate) throws Exception {
        senders.heading();
        var sdk = senders.measure("Admin SDK, sendEachAsync", QUICK, SdkSender.class, List.of());
        var raw = senders.measure(
                "raw HTTP/2, %d connections".formatted(CONNECTIONS_QUICK),
                QUICK,
                RawSender.class,
                List.of(body, Integer.toString(CONNECTIONS_QUICK)));
        var slowRaw = senders.measureSlowed(
                "raw HTTP/2, %d connections".formatted(CONNECTIONS_SLOW),
                SLOW,
                SLOWER,
                RawSender.class,
                List.of(body, Integer.toString(CONNECTIONS_SLOW)));
        report.figure("cpu_s_per_10k_sdk", sdk.cpuPer10k(), "s");
        report.figure("sdk_messages_per_s", sdk.perSecond(), "/s");
        report.figure("raw_messages_per_s", raw.perSecond(), "/s");
        report.figure("raw_messages_per_s_100ms", slowRaw.perSecond(), "/s");
        report.figure("cpu_s_per_10k_raw", raw.cpuPer10k(), "s");
        report.figure("rate_vs_bare_sdk", rate / sdk.perSecond(), "times");
        report.figure("rate_vs_raw", rate / raw.perSecond(), "times");
    }
}
