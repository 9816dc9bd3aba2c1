package io.newsbell.bench;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.newsbell.process.Crowd;
import io.newsbell.process.Processes;
import io.newsbell.process.Publisher;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/// From the article to the phone: the packaged server, its own PostgreSQL with fsync, the sandbox in its own
/// process, all on this machine and on one clock.
final class PathBenchmark implements Benchmark {
    private static final int THOUSAND = 1_000;
    private static final int HUNDRED_THOUSAND = 100_000;
    private static final int MANY_ARTICLES = 10_000;

    /// Topics that no article here is about: a small publisher's catalogue has about thirty.
    private static final int OTHER_TOPICS = 27;

    private static final Map<String, String> WITHOUT_QUOTA =
            Map.of("NEWSBELL_DELIVERY_MESSAGES_PER_MINUTE", "60000000");

    @Override
    public String name() {
        return "path";
    }

    @Override
    public void run(Report report) throws Exception {
        try (var processes = new Processes()) {
            try {
                var newsbell = processes.newsbell();
                newsbell.start();
                prepare(processes, newsbell.publisher());
                newsbell.stop();

                var start = newsbell.start();
                report.line("start with %,d followers: %d ms%n", HUNDRED_THOUSAND, start.toMillis());
                smallAndPaced(report, new PathRuns(processes, report));
                newsbell.stop();

                newsbell.start(WITHOUT_QUOTA);
                unpaced(report, new PathRuns(processes, report));
            } catch (Exception | AssertionError e) {
                System.err.println(processes.tails());
                throw e;
            }
        }
    }

    private static void prepare(Processes processes, Publisher publisher) throws Exception {
        // Here a topic is everybody's, and the articles come faster than any newsroom's.
        publisher.policy(
                JsonNodeFactory.instance.objectNode().put("audienceShare", 1).put("floodPerMinute", MANY_ARTICLES));
        IntStream.range(0, OTHER_TOPICS)
                .forEach(n -> publisher.topic("other-" + n, "\"other " + n + "\" OR elsewhere"));
        try (var db = processes.newsbell().connect()) {
            for (int size : List.of(1, THOUSAND, HUNDRED_THOUSAND)) {
                publisher.topic(PathRuns.topic(size), PathRuns.topic(size));
                Crowd.follow(db, PathRuns.topic(size), size);
            }
            Stages.prepare(db);
        }
    }

    private static void smallAndPaced(Report report, PathRuns runs) throws SQLException {
        runs.heading();
        var cold = runs.measure(1, 1);
        runs.warmUp(1, 150);
        runs.warmUp(THOUSAND, 15);
        var one = runs.measure(1, 60);
        var thousand = runs.measure(THOUSAND, 20);
        runs.warmUp(HUNDRED_THOUSAND, 1);
        var many = runs.measure(HUNDRED_THOUSAND, 3);
        report.figure("article_to_first_phone_after_start_ms", cold.first(), "ms");
        report.figure("article_put_ms", one.put(), "ms");
        report.figure("article_to_first_phone_ms", one.first(), "ms");
        report.figure("article_to_first_phone_p95_ms", one.firstP95(), "ms");
        report.figure("article_to_last_phone_1_ms", one.last(), "ms");
        report.figure("article_to_last_phone_1000_ms", thousand.last(), "ms");
        report.figure("article_to_last_phone_100000_ms", many.last(), "ms");
        report.figure("article_to_first_phone_of_100000_ms", many.first(), "ms");
        runs.cost(many, "");
    }

    private static void unpaced(Report report, PathRuns runs) throws SQLException {
        runs.warmUp(1, 20);
        runs.warmUp(HUNDRED_THOUSAND, 3);
        var unpaced = runs.measure(HUNDRED_THOUSAND, 5);
        report.figure("article_to_last_phone_100000_without_quota_ms", unpaced.last(), "ms");
        report.figure("messages_per_second_without_quota", unpaced.messagesPerSecond(), "/s");
        runs.cost(unpaced, "_without_quota");
        runs.memory();
    }
}
