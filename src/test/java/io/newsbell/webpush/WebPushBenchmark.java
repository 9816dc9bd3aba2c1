package io.newsbell.webpush;

import io.newsbell.bench.Benchmark;
import io.newsbell.bench.Report;
import io.newsbell.device.WebPushSubscription;
import io.newsbell.process.Crowd;
import io.newsbell.process.Processes;
import io.newsbell.process.Usage;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// An alert to browsers, the whole path with ledger and address reads, each message encrypted for itself; and
/// in the same run encryption alone, with Amazon's cryptography and with Java's. The push service is a
/// process on this machine, too.
public final class WebPushBenchmark implements Benchmark {
    private static final String ALL = "readers";
    private static final String WARM_UP = "some-readers";
    private static final int USUAL = 200_000;
    private static final int WARM = 20_000;
    private static final int PORTION = 10_000;
    private static final int ENCRYPTIONS = 10_000;
    private static final double NANOS = 1e9;
    private static final double PER = 10_000;

    private final int browsers = Integer.getInteger("devices", USUAL);
    private final SecureRandom random = new SecureRandom();

    @Override
    public String name() {
        return "webpush";
    }

    @Override
    public void run(Report report) throws Exception {
        encryption(report);
        try (var processes = new Processes(List.of("--delay-ms", "20", "--remember", "1000"))) {
            try {
                var newsbell = processes.newsbell();
                newsbell.start();
                register(processes);
                newsbell.stop();
                var settings = new HashMap<>(processes.sandbox().pushSettings());
                settings.put("JDK_JAVA_OPTIONS", "-Xmx512m");
                settings.put("NEWSBELL_DELIVERY_MESSAGES_PER_MINUTE", "60000000");
                newsbell.start(settings);
                send(processes, WARM_UP, WARM);
                measure(report, processes);
            } catch (Exception | AssertionError e) {
                System.err.println(processes.tails());
                throw e;
            }
        }
    }

    private void encryption(Report report) throws GeneralSecurityException {
        var fast = alone(Curve.fastest());
        var java = alone(Curve.ofJava());
        report.line("encryption alone, one thread: %,.0f a second with Amazon's, %,.0f with Java's own", fast, java);
        report.figure("encryptions_per_s", fast, "/s");
        report.figure("encryptions_per_s_java", java, "/s");
    }

    private double alone(Curve curve) throws GeneralSecurityException {
        var encryption = new Encryption(curve);
        var message = new byte[400];
        var to = subscription(curve, "https://push.example/x", "BA1Hxzyi1RUM");
        double rate = 0;
        for (int round = 0; round < 2; round++) {
            long begin = System.nanoTime();
            for (int n = 0; n < ENCRYPTIONS; n++) {
                var _ = encryption.encrypt(message, to);
            }
            rate = ENCRYPTIONS * NANOS / (System.nanoTime() - begin);
        }
        return rate;
    }

    private void register(Processes processes) throws SQLException, GeneralSecurityException {
        var curve = Curve.fastest();
        var key = VapidKey.of(curve.newPair());
        var endpoint = processes.sandbox().subscribe(key.publicKey());
        try (var db = processes.newsbell().connect()) {
            try (var insert = db.prepareStatement("""
                    INSERT INTO vapid_key (app_id, public_key, private_key, created_at)
                    SELECT id, ?, ?, now() FROM app""")) {
                insert.setString(1, key.publicKey());
                insert.setString(2, key.pkcs8());
                insert.executeUpdate();
            }
            for (var topic : Map.of(ALL, browsers, WARM_UP, WARM).entrySet()) {
                processes.newsbell().publisher().topic(topic.getKey(), topic.getKey());
                Crowd.followByTheMillion(db, topic.getKey(), topic.getValue());
            }
            subscribe(db, curve, endpoint, WebPushSubscription.shown(key.publicKey()));
            try (var statement = db.createStatement()) {
                statement.execute("VACUUM (ANALYZE)");
            }
        }
    }

    /// All of them on one endpoint, each with a key of its own.
    private void subscribe(Connection db, Curve curve, String endpoint, String serverKey)
            throws SQLException, GeneralSecurityException {
        try (var update = db.prepareStatement("""
                UPDATE device SET platform = 'WEB', address_kind = 'WEB_PUSH', address = given.address
                FROM unnest(?::text[]) WITH ORDINALITY AS given (address, number),
                    (SELECT device.id, row_number() OVER () AS number FROM device JOIN subscription USING (reader_id)
                     JOIN topic ON topic.id = topic_id
                     WHERE slug IN ('readers', 'some-readers') AND address_kind <> 'WEB_PUSH') AS phone
                WHERE device.id = phone.id AND phone.number = given.number""")) {
            int left = browsers + WARM;
            while (left > 0) {
                var addresses = new String[Math.min(PORTION, left)];
                for (int n = 0; n < addresses.length; n++) {
                    addresses[n] =
                            subscription(curve, endpoint, serverKey).address().value();
                }
                update.setArray(1, db.createArrayOf("text", addresses));
                if (update.executeUpdate() != addresses.length) {
                    throw new IllegalStateException("Fewer phones than browsers");
                }
                left -= addresses.length;
            }
        }
    }

    private WebPushSubscription subscription(Curve curve, String endpoint, String serverKey)
            throws GeneralSecurityException {
        var auth = new byte[16];
        random.nextBytes(auth);
        return new WebPushSubscription(endpoint, Curve.point(curve.newPair().getPublic()), auth, serverKey);
    }

    private void measure(Report report, Processes processes) throws Exception {
        var before = Cpu.of(processes);
        double seconds = send(processes, ALL, browsers);
        var used = Cpu.of(processes).since(before);
        report.line(
                "%,d browsers in %.1f s, from the 202 until every outcome was recorded; %.2f cores went to all else here",
                browsers, seconds, used.others() / seconds);
        report.figure("messages_per_s", browsers / seconds, "/s");
        report.figure("cpu_s_per_10k", used.newsbell() * PER / browsers, "s");
        report.figure("cpu_s_per_10k_postgres", used.postgres() * PER / browsers, "s");
        report.figure("cpu_s_per_10k_push_service", used.service() * PER / browsers, "s");
    }

    private record Cpu(double newsbell, double postgres, double service, double machine) {
        static Cpu of(Processes processes) {
            return new Cpu(
                    processes.newsbell().cpuSeconds(),
                    processes.newsbell().databaseCpuSeconds(),
                    processes.sandbox().cpuSeconds(),
                    Usage.machineCpuSeconds());
        }

        Cpu since(Cpu before) {
            return new Cpu(
                    newsbell - before.newsbell,
                    postgres - before.postgres,
                    service - before.service,
                    machine - before.machine);
        }

        double others() {
            return machine - newsbell - postgres - service;
        }
    }

    /// @return seconds until all of them are told and that is written down
    private static double send(Processes processes, String topic, int size) throws Exception {
        long before = processes.sandbox().pushes();
        long begin = System.nanoTime();
        var alert = processes.newsbell().publisher().send("top", topic, "What %s hear".formatted(topic));
        try (var db = processes.newsbell().connect();
                var query = db.prepareStatement("SELECT 1 FROM alert WHERE id = ?::uuid AND state = 'SENT'")) {
            query.setString(1, alert);
            while (!query.executeQuery().next()) {
                Thread.sleep(20);
            }
        }
        double seconds = (System.nanoTime() - begin) / NANOS;
        long told = processes.sandbox().pushes() - before;
        if (told != size) {
            throw new AssertionError("%d of %d browsers were told".formatted(told, size));
        }
        return seconds;
    }
}
