package io.newsbell.bench;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.newsbell.process.NewsbellProcess;
import io.newsbell.process.Processes;
import io.newsbell.process.Publisher;
import io.newsbell.process.Publisher.Received;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.FutureTask;
import java.util.stream.IntStream;

/// A publisher moves in with a million devices in one call, and out again, on a server with little memory.
final class ImportBenchmark implements Benchmark {
    private static final int LINES = 1_000_000;
    private static final int CUT_LINES = 100_000;
    private static final int TOPICS = 50;

    private static final int FOLLOWS = 3;

    private static final int HEAP_MIB = 512;
    private static final Duration LOOK = Duration.ofMillis(250);
    private static final JsonMapper JSON = new JsonMapper();

    @Override
    public String name() {
        return "import";
    }

    @Override
    public void run(Report report) throws Exception {
        var file = Files.createTempFile("newsbell", ".ndjson");
        try (var processes = new Processes()) {
            try {
                var newsbell = processes.newsbell();
                newsbell.start(Map.of("JAVA_TOOL_OPTIONS", "-Xmx" + HEAP_MIB + "m"));
                var publisher = newsbell.publisher();
                IntStream.range(0, TOPICS).forEach(n -> publisher.topic("topic-" + n, "word" + n));
                cut(report, newsbell, file);
                million(report, newsbell, file);
            } catch (Exception | AssertionError e) {
                System.err.println(processes.tails());
                throw e;
            }
        } finally {
            Files.delete(file);
        }
    }

    /// The connection breaks in the middle of a line; then the same file is sent again.
    private static void cut(Report report, NewsbellProcess newsbell, Path file) throws Exception {
        write(file, "cut", CUT_LINES);
        var publisher = newsbell.publisher();
        var path = "/v1/imports/" + UUID.randomUUID();
        long half = Files.size(file) / 2 + 7;
        var address = newsbell.address();
        try (var socket = new Socket(address.getHost(), address.getPort());
                var in = Files.newInputStream(file)) {
            var out = socket.getOutputStream();
            out.write(
                    "PUT %s HTTP/1.1\r\nHost: %s\r\nAuthorization: Bearer %s\r\nContent-Type: %s\r\nContent-Length: %d\r\n\r\n"
                            .formatted(path, address.getHost(), publisher.apiKey(), Publisher.NDJSON, Files.size(file))
                            .getBytes(US_ASCII));
            for (long left = half; left > 0; ) {
                var part = in.readNBytes((int) Math.min(left, 64 * 1024));
                out.write(part);
                left -= part.length;
            }
            out.flush();
        }
        var interrupted = await("the import to be interrupted")
                .atMost(Duration.ofMinutes(2))
                .ignoreExceptionsInstanceOf(AssertionError.class)
                .until(() -> publisher.get(path), got -> "interrupted".equals(text(got, "state")));
        var rest = JSON.readTree(publisher.upload("PUT", path, file).body());
        report.line(
                "cut after %,d bytes: %,d lines were committed; sent again: %s, %,d lines",
                half, number(interrupted, "lines"), text(rest, "state"), number(rest, "lines"));
        report.figure("import_resumed_lost", (double) CUT_LINES - distinct(newsbell, "cut"), "devices");
        report.figure("import_resumed_double", (double) count(newsbell, "cut") - distinct(newsbell, "cut"), "devices");
        report.figure(
                "import_resumed_follows_lost", (double) CUT_LINES * FOLLOWS - follows(newsbell, "cut"), "follows");
    }

    private static void million(Report report, NewsbellProcess newsbell, Path file) throws Exception {
        write(file, "bulk", LINES);
        report.line("%,d lines, %,d MB, %d follows each", LINES, Files.size(file) / 1_000_000, FOLLOWS);
        var publisher = newsbell.publisher();
        var cpu = newsbell.cpuSeconds();
        var databaseCpu = newsbell.databaseCpuSeconds();
        var upload = new FutureTask<>(() -> publisher.upload("POST", "/v1/imports", file));
        var peak = peakHeap(newsbell, upload);
        var imported = upload.get();
        var account = JSON.readTree(imported.body());
        report.line("imported in %,d ms: %s", imported.took().toMillis(), imported.body());
        report.line(
                "CPU s: Newsbell %.1f, PostgreSQL %.1f; most heap used %d of %d MiB; resident %.0f MiB",
                newsbell.cpuSeconds() - cpu,
                newsbell.databaseCpuSeconds() - databaseCpu,
                peak,
                HEAP_MIB,
                newsbell.peakMebibytes());
        report.figure("import_lines_per_s", perSecond(LINES, imported.took()), "/s");
        report.figure("import_heap_peak_mb", (double) peak, "MiB");
        report.figure(
                "import_lost",
                LINES - (double) Math.min(number(account, "accepted"), distinct(newsbell, "bulk")),
                "devices");

        var again = publisher.upload("POST", "/v1/imports", file);
        report.line("the same again in %,d ms: %s", again.took().toMillis(), again.body());
        report.figure("import_again_lines_per_s", perSecond(LINES, again.took()), "/s");

        var export = new FutureTask<>(() -> publisher.download("/v1/exports/devices", file));
        var exportPeak = peakHeap(newsbell, export);
        var exported = export.get();
        try (var lines = Files.lines(file)) {
            long count = lines.count();
            report.line("exported %,d lines in %,d ms", count, exported.took().toMillis());
            report.figure("export_lines_per_s", perSecond(count, exported.took()), "/s");
            report.figure("export_heap_peak_mb", (double) exportPeak, "MiB");
            report.figure("export_lost", LINES + CUT_LINES - (double) count, "devices");
        }
    }

    /// Runs the call and looks at the server's heap meanwhile. Garbage counts: it takes memory, too.
    private static long peakHeap(NewsbellProcess newsbell, FutureTask<Received> call) {
        Thread.ofPlatform().daemon().start(call);
        var peak = new long[1];
        await("the call to end")
                .atMost(Duration.ofMinutes(15))
                .pollInterval(LOOK)
                .until(() -> {
                    peak[0] = Math.max(peak[0], newsbell.heapMebibytes());
                    return call.isDone();
                });
        return peak[0];
    }

    private static void write(Path file, String mark, int lines) throws IOException {
        try (var out = new BufferedOutputStream(Files.newOutputStream(file))) {
            for (int n = 0; n < lines; n++) {
                out.write(line(mark, n).getBytes(UTF_8));
            }
        }
    }

    /// With an address as long as FCM's are.
    private static String line(String mark, int n) {
        var address = "%s-%d:%s".formatted(mark, n, "APA91b" + "x".repeat(110) + Integer.toHexString(n * 31));
        var user = n % 2 == 0 ? "\"userId\":\"%s-%d\",".formatted(mark, n) : "";
        return """
                {"platform":"android","address":{"type":"fcmToken","value":"%s"},"locale":"en-IN",\
                "timeZone":"Asia/Kolkata","appVersion":"7.1.0",%s"seenAt":"2026-01-01T00:00:00Z",\
                "follows":["topic-%d",{"topic":"topic-%d","level":"important"},"topic-%d"]}
                """.formatted(address, user, n % TOPICS, (n + 7) % TOPICS, (n + 19) % TOPICS);
    }

    private static double perSecond(long lines, Duration took) {
        return lines * 1_000.0 / took.toMillis();
    }

    private static long count(NewsbellProcess newsbell, String mark) throws SQLException {
        return one(newsbell, "SELECT count(*) FROM device WHERE address LIKE ?", mark);
    }

    private static long distinct(NewsbellProcess newsbell, String mark) throws SQLException {
        return one(newsbell, "SELECT count(DISTINCT address) FROM device WHERE address LIKE ?", mark);
    }

    private static long follows(NewsbellProcess newsbell, String mark) throws SQLException {
        return one(
                newsbell, "SELECT count(*) FROM device JOIN subscription USING (reader_id) WHERE address LIKE ?", mark);
    }

    private static long one(NewsbellProcess newsbell, String sql, String mark) throws SQLException {
        try (var db = newsbell.connect();
                var query = db.prepareStatement(sql)) {
            query.setString(1, mark + "-%");
            try (var rows = query.executeQuery()) {
                rows.next();
                return rows.getLong(1);
            }
        }
    }

    private static String text(JsonNode json, String name) {
        return json.path(name).asText();
    }

    private static long number(JsonNode json, String name) {
        return json.path(name).asLong();
    }
}
