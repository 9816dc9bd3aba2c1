package io.newsbell.bench;

import static org.awaitility.Awaitility.await;

import io.newsbell.process.Crowd;
import io.newsbell.process.NewsbellProcess;
import io.newsbell.process.Processes;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/// An upgrade in the middle of the news: while a node of the version before sends to all, one of this
/// version comes and brings the database up to date, both send, and the old one is told to stop. `-Dfolder=`
/// is the folder of the old `quarkus-run.jar`.
final class UpgradeBenchmark implements Benchmark {
    private static final int PHONES = 200_000;
    private static final List<String> TOPICS = List.of("metropolis", "county");
    private static final Duration PATIENCE = Duration.ofMinutes(5);
    private static final Map<String, String> SETTINGS = Map.of("NEWSBELL_DELIVERY_MESSAGES_PER_MINUTE", "240000");

    /// So much of an alert has gone out before the next thing happens.
    private static final double BEGUN = 0.1;

    @Override
    public String name() {
        return "upgrade";
    }

    @Override
    public void run(Report report) throws Exception {
        var old = System.getProperty("folder", "");
        if (!Files.exists(Path.of(old, "quarkus-run.jar"))) {
            throw new IllegalArgumentException("Name the folder of the old version's quarkus-run.jar: -Dfolder=FOLDER");
        }
        try (var processes = new Processes(List.of("--delay-ms", "20", "--remember", "1000"))) {
            try {
                processes.newsbell().become(Path.of(old));
                upgrade(report, processes);
            } catch (Exception | AssertionError e) {
                System.err.println(processes.tails());
                throw e;
            }
        }
    }

    private void upgrade(Report report, Processes processes) throws Exception {
        var before = processes.newsbell();
        var after = processes.secondNode();
        processes.database().start();
        before.start(processes.database(), SETTINGS);
        after.takeKeyOf(before);
        try (var db = processes.database().connect()) {
            for (var topic : TOPICS) {
                before.publisher().topic(topic, topic);
            }
            Crowd.followByTheMillion(db, TOPICS.getFirst(), PHONES);
            Crowd.followAlso(db, TOPICS.getLast(), TOPICS.getFirst(), PHONES);
        }

        var first = before.publisher().send("top", TOPICS.getFirst(), "The first news");
        awaitBegun(processes, first);
        var start = after.start(processes.database(), SETTINGS);
        report.line("the new version was ready after %.1f s, beside the old one", start.toMillis() / 1e3);
        var second = after.publisher().send("top", TOPICS.getLast(), "The second news");
        awaitBegun(processes, second);
        var stop = before.stop();
        report.line("the old version had stopped after %.1f s", stop.toMillis() / 1e3);
        for (var alert : List.of(first, second)) {
            await(alert)
                    .atMost(PATIENCE)
                    .until(() -> after.publisher()
                            .get("/v1/alerts/" + alert)
                            .path("state")
                            .asText()
                            .equals("sent"));
            judge(report, processes, after, alert, alert.equals(first) ? "first" : "second");
        }
        report.figure("start_beside_s", start.toMillis() / 1e3, "s");
        report.figure("stop_s", stop.toMillis() / 1e3, "s");
    }

    private static void awaitBegun(Processes processes, String alert) {
        await("the first phones of " + alert).atMost(PATIENCE).until(() -> rung(processes, alert) > BEGUN * PHONES);
    }

    private static long rung(Processes processes, String alert) {
        return processes.sandbox().acceptedByAlert().getOrDefault(alert, 0L);
    }

    private static void judge(Report report, Processes processes, NewsbellProcess node, String alert, String name) {
        long rung = rung(processes, alert);
        long imbalance = node.publisher()
                .get("/v1/alerts/" + alert + "/balance")
                .path("imbalance")
                .asLong();
        report.line("%s alert: %,d phones rang of %,d; imbalance %d", name, rung, PHONES, imbalance);
        report.figure(name + "_lost", (double) Math.max(0, PHONES - rung), "");
        report.figure(name + "_repeated", (double) Math.max(0, rung - PHONES), "");
        report.figure(name + "_imbalance", (double) imbalance, "");
    }
}
