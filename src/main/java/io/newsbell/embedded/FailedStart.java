package io.newsbell.embedded;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// Finds the line in PostgreSQL's logs that tells why it did not start.
final class FailedStart {
    /// How PostgreSQL begins a line: `2026-11-23 13:08:01.123 UTC [4711] FATAL:  …`.
    private static final DateTimeFormatter STAMP =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss.SSS").withZone(ZoneOffset.UTC);

    private FailedStart() {}

    static String reason(Cluster cluster, Path startLog, Instant since, String saidByPgCtl) throws IOException {
        List<String> lines = new ArrayList<>();
        for (Path log : logs(cluster, startLog)) {
            // Decodes any byte: a message may quote a broken file name.
            lines.addAll(Files.readAllLines(log, ISO_8859_1));
        }
        return lines.stream()
                .filter(line -> line.contains("FATAL:") || line.contains("PANIC:"))
                .filter(line -> line.startsWith("20") && line.compareTo(STAMP.format(since)) >= 0)
                .findFirst()
                .map(line -> line.replaceFirst("^.*?(FATAL|PANIC):\\s*", ""))
                .orElse(saidByPgCtl.strip().replaceAll("\\s*\\R\\s*", " "));
    }

    private static List<Path> logs(Cluster cluster, Path startLog) throws IOException {
        List<Path> logs = new ArrayList<>();
        if (Files.exists(startLog)) {
            logs.add(startLog);
        }
        Path daily = cluster.path().resolve("log");
        if (Files.isDirectory(daily)) {
            try (Stream<Path> files = Files.list(daily)) {
                files.forEach(logs::add);
            }
        }
        return logs;
    }
}
