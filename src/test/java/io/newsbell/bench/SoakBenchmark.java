package io.newsbell.bench;

import static org.awaitility.Awaitility.await;

import io.newsbell.process.Crowd;
import io.newsbell.process.DatabaseProcess;
import io.newsbell.process.Processes;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.ToDoubleFunction;

/// A long day in half an hour: alerts, articles, phones that call, push services that fail, and a database
/// whose connections are cut or that is killed. What a server keeps must be the same at the end as in the
/// middle: heap, threads, connections, and the tables whose rows come and go. `-Dminutes=30`,
/// `-Ddevices=100000`.
final class SoakBenchmark implements Benchmark {
    private static final int MINUTES = Integer.getInteger("minutes", 30);
    private static final int PHONES = Integer.getInteger("devices", 100_000);
    private static final int CALLS_PER_SECOND = 60;
    private static final Duration ALERT_EVERY = Duration.ofSeconds(20);
    private static final Duration ARTICLE_EVERY = Duration.ofSeconds(3);
    private static final Duration LOOK_EVERY = Duration.ofMinutes(1);
    private static final Duration FAULT_EVERY = Duration.ofSeconds(45);
    private static final Duration PATIENCE = Duration.ofMinutes(10);
    private static final int THIRDS = 3;
    private static final Map<String, String> SETTINGS = Map.of(
            "JDK_JAVA_OPTIONS", "-Xmx512m",
            "NEWSBELL_CANARY_ENABLED", "true",
            "NEWSBELL_DEVICE_REGISTRATIONS_PER_BLOCK", "100000000",
            "NEWSBELL_DEVICE_REGISTRATIONS_PER_SECOND", "100000");

    /// Levers of the sandbox; between them two faults of the database.
    private static final String CUT = "connections are cut";

    private static final String CRASH = "the database is killed";
    private static final List<String> FAULTS = List.of(
            "{\"lever\":\"unavailable\",\"share\":0.3,\"retryAfter\":1}",
            "{\"lever\":\"reset\",\"share\":0.02}",
            CUT,
            "{\"lever\":\"rateLimitExceeded\",\"share\":0.2,\"retryAfter\":2}",
            "{\"lever\":\"hang\",\"share\":0.002}",
            CRASH,
            "{\"lever\":\"delay\",\"delayMs\":400}",
            "{\"lever\":\"garbage\",\"share\":0.01}");

    private final List<String> alerts = new CopyOnWriteArrayList<>();
    private final List<SoakLook> looks = new CopyOnWriteArrayList<>();
    private final List<Future<?>> chores = new ArrayList<>();
    private int articles;
    private int faults;

    @Override
    public String name() {
        return "soak";
    }

    @Override
    public void run(Report report) throws Exception {
        try (var processes = new Processes(List.of("--delay-ms", "20", "--remember", "1000"))) {
            try {
                begin(processes);
                soak(report, processes);
                judge(report, processes);
            } catch (Exception | AssertionError e) {
                System.err.println(processes.tails());
                throw e;
            }
        }
    }

    private static void begin(Processes processes) throws SQLException {
        var newsbell = processes.newsbell();
        processes.database().start();
        newsbell.start(processes.database(), SETTINGS);
        newsbell.publisher().topic(Sizes.ALL, Sizes.ALL);
        newsbell.publisher().topic("weather", "weather");
        try (var db = processes.database().connect()) {
            Crowd.followByTheMillion(db, Sizes.ALL, PHONES);
        }
        newsbell.stop();
        newsbell.start(processes.database(), SETTINGS);
    }

    private void soak(Report report, Processes processes) throws Exception {
        var newsbell = processes.newsbell();
        var phones = SoakPhones.of(processes.database());
        try (var load = new Load(newsbell.address());
                var clock = Executors.newScheduledThreadPool(4)) {
            again(report, clock, ARTICLE_EVERY, () -> {
                articles++;
                newsbell.publisher()
                        .publish(
                                "soak-" + articles,
                                "Weather report " + articles,
                                BenchText.of("rain", "no. " + articles));
            });
            again(report, clock, ALERT_EVERY, () -> {
                var alert = newsbell.publisher().send("top", Sizes.ALL, "The news of " + Instant.now());
                alerts.add(alert);
                phones.told(alert);
            });
            again(report, clock, FAULT_EVERY, () -> fault(report, processes));
            again(report, clock, LOOK_EVERY, () -> {
                looks.add(SoakLook.at(newsbell, processes.database()));
                report.line("%3d min: %s", looks.size(), looks.getLast());
            });
            var within = Duration.ofMinutes(MINUTES);
            report.line(
                    "phones' calls: %s",
                    load.atRate(CALLS_PER_SECOND * (int) within.toSeconds(), within, phones::call));
            chores.forEach(chore -> chore.cancel(false));
        }
        processes.sandbox().release();
    }

    /// What a fault makes fail is said, and tried again the next time.
    private void again(Report report, ScheduledExecutorService clock, Duration every, Chore chore) {
        chores.add(clock.scheduleAtFixedRate(
                () -> {
                    try {
                        chore.run();
                    } catch (Exception | AssertionError e) {
                        report.line(
                                "refused: %s",
                                String.valueOf(e.getMessage())
                                        .lines()
                                        .findFirst()
                                        .orElse(""));
                    }
                },
                every.toMillis(),
                every.toMillis(),
                TimeUnit.MILLISECONDS));
    }

    private void fault(Report report, Processes processes) throws SQLException {
        var fault = FAULTS.get(faults++ % FAULTS.size());
        report.line("         %s", fault);
        switch (fault) {
            case CUT -> cut(processes.database());
            case CRASH -> processes.database().crash();
            default -> processes.sandbox().pull(fault);
        }
    }

    private static void cut(DatabaseProcess database) throws SQLException {
        try (var db = database.connect();
                var cut = db.createStatement()) {
            cut.execute("""
                    SELECT pg_terminate_backend(pid) FROM pg_stat_activity
                    WHERE backend_type = 'client backend' AND pid <> pg_backend_pid()""");
        }
    }

    private void judge(Report report, Processes processes) {
        var publisher = processes.newsbell().publisher();
        await("all alerts")
                .atMost(PATIENCE)
                .until(() -> alerts.stream()
                        .allMatch(alert -> publisher
                                .get("/v1/alerts/" + alert)
                                .path("state")
                                .asText()
                                .equals("sent")));
        long imbalance = alerts.stream()
                .mapToLong(alert -> publisher
                        .get("/v1/alerts/" + alert + "/balance")
                        .path("imbalance")
                        .asLong())
                .sum();
        report.figure("alerts", alerts.size(), "");
        report.figure("imbalance", (double) imbalance, "");
        compare(report, "heap_mib", "MiB", SoakLook::heapMib);
        compare(report, "resident_mib", "MiB", SoakLook::residentMib);
        compare(report, "threads", "", SoakLook::threads);
        compare(report, "connections", "", SoakLook::connections);
        compare(report, "hot_tables_mib", "MiB", SoakLook::hotMib);
        compare(report, "dead_rows_percent", "%", look -> look.deadShare() * 100);
    }

    /// The last third beside the second; in the first a server and its tables find their size.
    private void compare(Report report, String name, String unit, ToDoubleFunction<SoakLook> what) {
        int third = looks.size() / THIRDS;
        double middle = average(looks.subList(third, 2 * third), what);
        double end = average(looks.subList(2 * third, looks.size()), what);
        report.figure(name + "_middle", middle, unit);
        report.figure(name + "_end", end, unit);
    }

    private static double average(List<SoakLook> looks, ToDoubleFunction<SoakLook> what) {
        return looks.stream().mapToDouble(what).average().orElse(Double.NaN);
    }

    @FunctionalInterface
    private interface Chore {
        void run() throws Exception;
    }
}
