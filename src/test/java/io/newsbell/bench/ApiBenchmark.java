package io.newsbell.bench;

import static org.awaitility.Awaitility.await;

import io.newsbell.bench.Load.Call;
import io.newsbell.process.Crowd;
import io.newsbell.process.NewsbellProcess;
import io.newsbell.process.Processes;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.FutureTask;

/// The subscription API when news breaks: everyone opens the app while the phones are still being rung.
final class ApiBenchmark implements Benchmark {
    private static final int STORM = 50_000;
    private static final Duration STORM_TIME = Duration.ofSeconds(60);
    private static final int PHONES = 300_000;
    private static final int PRESENT = 1_000_000;
    private static final Duration SUSTAINED = Duration.ofSeconds(20);
    private static final int PER = 10_000;
    private static final String FAN_OUT = "metropolis";

    /// The benchmark is one address block; what keeps a block from flooding others must not keep it from measuring.
    private static final Map<String, String> ONE_BLOCK_MAY_ALL = Map.of(
            "NEWSBELL_DEVICE_REGISTRATIONS_PER_BLOCK",
            "100000000",
            "NEWSBELL_DEVICE_REGISTRATIONS_PER_SECOND",
            "100000");

    @Override
    public String name() {
        return "api";
    }

    @Override
    public void run(Report report) throws Exception {
        try (var processes = new Processes()) {
            try {
                var newsbell = processes.newsbell();
                newsbell.start(ONE_BLOCK_MAY_ALL);
                prepare(newsbell);
                newsbell.stop();
                newsbell.start(ONE_BLOCK_MAY_ALL);
                try (var load = new Load(newsbell.address())) {
                    warmUp(newsbell, load);
                    storm(report, newsbell, load);
                    sustained(report, newsbell, load);
                }
            } catch (Exception | AssertionError e) {
                System.err.println(processes.tails());
                throw e;
            }
        }
    }

    private static void prepare(NewsbellProcess newsbell) throws SQLException {
        var publisher = newsbell.publisher();
        for (var topic : List.of(FAN_OUT, "everywhere", "lighthouse")) {
            publisher.topic(topic, topic);
        }
        try (var db = newsbell.connect()) {
            Crowd.follow(db, FAN_OUT, PHONES);
            Crowd.follow(db, "everywhere", PRESENT - PHONES);
            try (var statement = db.createStatement()) {
                statement.execute("VACUUM ANALYZE");
            }
        }
    }

    /// Long enough for the compiler on two cores: what is measured is a server that has run for a while.
    private static void warmUp(NewsbellProcess newsbell, Load load) throws Exception {
        var devices = new Devices();
        load.asFastAsPossible(Duration.ofSeconds(25), devices::register);
        load.asFastAsPossible(Duration.ofSeconds(15), devices::follow);
        load.asFastAsPossible(Duration.ofSeconds(10), devices::heartbeat);
        fanOut(newsbell, "warm-up");
    }

    private static void storm(Report report, NewsbellProcess newsbell, Load load) throws Exception {
        var calm = fanOut(newsbell, "calm");
        report.line("fan-out to %,d phones, nothing else going on: %,d ms", PHONES, calm.toMillis());
        var devices = new Devices();
        var storm = new FutureTask<>(() -> load.atRate(STORM, STORM_TIME, devices::register));
        Thread.ofPlatform().start(storm);
        var first = fanOut(newsbell, "storm-1");
        var result = storm.get();
        report.line("storm of %,d registrations in %d s: %s", STORM, STORM_TIME.toSeconds(), result);
        report.line("fan-out in the storm: %,d ms", first.toMillis());
        report.figure("storm_lost", (double) lost(newsbell, devices.acknowledged), "devices");
        report.figure("storm_shed", STORM - (double) result.successes(), "calls");
        report.figure("storm_p99_ms", result.percentileMillis(99), "ms");
        report.figure("fanout_slowdown", (double) first.toMillis() / calm.toMillis() - 1, "ratio");
    }

    private static void sustained(Report report, NewsbellProcess newsbell, Load load) throws Exception {
        var devices = new Devices();
        var before = Cpu.of(newsbell);
        var registered = load.asFastAsPossible(SUSTAINED, devices::register);
        var registering = Cpu.of(newsbell).since(before).per(registered.successes());
        report.line("registrations, %,d devices present: %s; CPU s per 10,000: %s", PRESENT, registered, registering);
        before = Cpu.of(newsbell);
        var followed = load.asFastAsPossible(SUSTAINED, devices::follow);
        var following = Cpu.of(newsbell).since(before).per(followed.successes());
        report.line("follows: %s; CPU s per 10,000: %s", followed, following);
        before = Cpu.of(newsbell);
        var beats = load.asFastAsPossible(SUSTAINED, devices::heartbeat);
        var beating = Cpu.of(newsbell).since(before).per(beats.successes());
        report.line("heartbeats: %s; CPU s per 10,000: %s", beats, beating);
        var limit = pgbench(newsbell);
        report.line("pgbench, INSERT … ON CONFLICT into such a table, 32 clients: %,.0f/s", limit);
        report.figure("register_per_s", registered.perSecond(), "/s");
        report.figure("register_p99_ms", registered.percentileMillis(99), "ms");
        report.figure("follow_per_s", followed.perSecond(), "/s");
        report.figure("heartbeat_per_s", beats.perSecond(), "/s");
        report.figure("pgbench_insert_per_s", limit, "/s");
        report.figure("register_vs_pgbench", registered.perSecond() / limit, "ratio");
        report.figure("cpu_s_per_10k_register", registering.newsbell() + registering.postgres(), "s");
        report.figure("cpu_s_per_10k_register_newsbell", registering.newsbell(), "s");
        report.figure("cpu_s_per_10k_register_postgres", registering.postgres(), "s");
        report.figure("cpu_s_per_10k_follow", following.newsbell() + following.postgres(), "s");
    }

    /// From the article to the last recorded phone.
    private static Duration fanOut(NewsbellProcess newsbell, String id) throws SQLException {
        var published = newsbell.publisher()
                .publish(id, "What %s hears of %s".formatted(FAN_OUT, id), BenchText.of(FAN_OUT, id));
        try (var db = newsbell.connect()) {
            await("sent")
                    .pollInterval(Duration.ofMillis(50))
                    .atMost(Duration.ofMinutes(4))
                    .until(() -> Stages.isRecorded(db, id));
        }
        return Duration.between(published.sentAt(), Instant.now());
    }

    /// How many of those that were told 201 are not there.
    private static long lost(NewsbellProcess newsbell, Set<UUID> acknowledged) throws SQLException {
        try (var db = newsbell.connect();
                var query = db.prepareStatement(
                        "SELECT count(*) FROM unnest(?::uuid[]) AS told LEFT JOIN device ON id = told WHERE id IS NULL")) {
            query.setArray(1, db.createArrayOf("uuid", acknowledged.toArray()));
            try (var rows = query.executeQuery()) {
                rows.next();
                return rows.getLong(1);
            }
        }
    }

    private static double pgbench(NewsbellProcess newsbell) throws Exception {
        try (var db = newsbell.connect();
                var statement = db.createStatement()) {
            statement.execute("CREATE TABLE bench_device (LIKE device INCLUDING ALL)");
            statement.execute("INSERT INTO bench_device SELECT * FROM device");
            statement.execute("VACUUM ANALYZE bench_device");
        }
        return newsbell.pgbench(32, (int) SUSTAINED.toSeconds(), """
                INSERT INTO bench_device (id, app_id, reader_id, ordinal, platform, address_kind, address, address_since,
                    locale, time_zone, secret_hash, created_at, seen_at)
                VALUES (gen_random_uuid(), 1, 1, nextval('device_ordinal_seq'), 'ANDROID', 'FCM_TOKEN',
                    'bench-' || gen_random_uuid(), now(), 'en-IN', 'Asia/Kolkata', 'secret', now(), now())
                ON CONFLICT (id) DO UPDATE SET seen_at = excluded.seen_at;
                """);
    }

    /// Phones as the load generator plays them.
    private static final class Devices {
        private final Set<UUID> acknowledged = ConcurrentHashMap.newKeySet();
        private final Queue<Registered> registered = new ConcurrentLinkedQueue<>();

        Call register(long n) {
            var id = UUID.randomUUID();
            return new Call(HttpMethod.PUT, "/v1/devices/" + id, "", body(id), answer -> {
                acknowledged.add(id);
                registered.add(new Registered(id, secret(answer)));
            });
        }

        Call follow(long n) {
            var device = next();
            return new Call(
                    HttpMethod.PUT,
                    "/v1/devices/%s/subscriptions/lighthouse".formatted(device.id()),
                    device.secret(),
                    n % 2 == 0 ? "{\"level\":\"every\"}" : "{\"level\":\"important\"}",
                    _ -> {});
        }

        Call heartbeat(long n) {
            var device = next();
            return new Call(HttpMethod.PUT, "/v1/devices/" + device.id(), device.secret(), body(device.id()), _ -> {});
        }

        /// Round and round.
        private Registered next() {
            var device = java.util.Objects.requireNonNull(registered.poll(), "nobody is registered");
            registered.add(device);
            return device;
        }

        private static String body(UUID id) {
            return """
                    {"app":"demo","platform":"android","address":{"type":"fcmToken","value":"bench-%s"},\
                    "locale":"en-IN","timeZone":"Asia/Kolkata","appVersion":"7.1.0","osVersion":"16"}""".formatted(id);
        }

        private static String secret(Buffer answer) {
            return answer.toJsonObject().getString("secret");
        }

        private record Registered(UUID id, String secret) {}
    }

    private record Cpu(double newsbell, double postgres) {
        static Cpu of(NewsbellProcess newsbell) {
            return new Cpu(newsbell.cpuSeconds(), newsbell.databaseCpuSeconds());
        }

        Cpu since(Cpu before) {
            return new Cpu(newsbell - before.newsbell, postgres - before.postgres);
        }

        Cpu per(long calls) {
            return new Cpu(newsbell * PER / calls, postgres * PER / calls);
        }

        @Override
        public String toString() {
            return "Newsbell %.2f, PostgreSQL %.2f".formatted(newsbell, postgres);
        }
    }
}
