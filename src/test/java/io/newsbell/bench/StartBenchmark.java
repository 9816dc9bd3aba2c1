package io.newsbell.bench;

import static org.awaitility.Awaitility.await;

import io.newsbell.process.NewsbellProcess;
import io.newsbell.process.Processes;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/// From the start of the process, and of its own PostgreSQL, to the first message that the push service has
/// taken, with a million phones in the database; and what it costs when there is nothing to do.
/// `-Doptions=` are options of the JVM, such as `-XX:AOTCache=FILE`, and `-Dfolder=` the folder of another
/// `quarkus-run.jar`.
final class StartBenchmark implements Benchmark {
    private static final int STARTS = 3;
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final Duration SETTLED = Duration.ofSeconds(30);
    private static final Duration IDLE = Duration.ofSeconds(30);

    private static final Map<String, String> OPTIONS =
            Map.of("JDK_JAVA_OPTIONS", "-Xmx512m " + System.getProperty("options", ""));

    private final Sizes sizes = Sizes.asked();

    @Override
    public String name() {
        return "start";
    }

    @Override
    public void run(Report report) throws Exception {
        try (var processes = new Processes(List.of("--delay-ms", "20", "--remember", "1000"))) {
            try {
                var newsbell = processes.newsbell();
                Optional.of(System.getProperty("folder", ""))
                        .filter(folder -> !folder.isEmpty())
                        .map(Path::of)
                        .ifPresent(newsbell::become);
                newsbell.start(OPTIONS);
                sizes.register(processes, 1);
                newsbell.stop();
                measure(report, processes);
            } catch (Exception | AssertionError e) {
                System.err.println(processes.tails());
                throw e;
            }
        }
    }

    private void measure(Report report, Processes processes) throws Exception {
        var ready = new ArrayList<Double>();
        var accepted = new ArrayList<Double>();
        var newsbell = processes.newsbell();
        for (int n = 1; n <= STARTS; n++) {
            long begin = System.nanoTime();
            ready.add(newsbell.start(OPTIONS).toNanos() / 1e9);
            long before = processes.sandbox().accepted();
            newsbell.publisher().send("breaking", Sizes.some(1), "News " + n);
            await("a message")
                    .atMost(PATIENCE)
                    .pollInterval(Duration.ofMillis(10))
                    .until(() -> processes.sandbox().accepted() > before);
            accepted.add((System.nanoTime() - begin) / 1e9);
            report.line(
                    "start %d: ready after %.1f s, first message after %.1f s", n, ready.getLast(), accepted.getLast());
            if (n < STARTS) {
                newsbell.stop();
            }
        }
        idle(report, newsbell);
        report.figure("database_mib", databaseMebibytes(newsbell), "MiB");
        report.figure("ready_s", median(ready), "s");
        report.figure("first_accepted_s", median(accepted), "s");
    }

    private static void idle(Report report, NewsbellProcess newsbell) throws InterruptedException {
        TimeUnit.NANOSECONDS.sleep(SETTLED.toNanos());
        double before = newsbell.cpuSeconds();
        TimeUnit.NANOSECONDS.sleep(IDLE.toNanos());
        double cores = (newsbell.cpuSeconds() - before) / IDLE.toSeconds();
        report.line("idle: %.3f cores, %.0f MiB resident", cores, newsbell.residentMebibytes());
        report.figure("idle_cores", cores, "cores");
        report.figure("idle_resident_mib", newsbell.residentMebibytes(), "MiB");
    }

    private static double databaseMebibytes(NewsbellProcess newsbell) throws SQLException {
        try (var db = newsbell.connect();
                var query = db.prepareStatement("SELECT pg_database_size(current_database()) / 1048576.0");
                var row = query.executeQuery()) {
            row.next();
            return row.getDouble(1);
        }
    }

    private static double median(List<Double> all) {
        return all.stream().sorted(Comparator.naturalOrder()).toList().get(all.size() / 2);
    }
}
