package io.newsbell.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/// PostgreSQL's own load generator, as the limit of what the server can do with the disk and the cores it has.
final class Pgbench {
    private static final Pattern TPS = Pattern.compile("tps = ([0-9.]+)");

    private Pgbench() {}

    /// @param script what each transaction does
    /// @return transactions a second
    static double run(String jdbcUrl, String user, String password, int clients, int seconds, String script)
            throws IOException, InterruptedException {
        var url = java.net.URI.create(jdbcUrl.substring("jdbc:".length()));
        Path file = Files.createTempFile("newsbell", ".pgbench");
        Files.writeString(file, script);
        var builder = new ProcessBuilder(List.of(
                "pgbench",
                "-n",
                "-M",
                "prepared",
                "-c",
                String.valueOf(clients),
                "-j",
                "2",
                "-T",
                String.valueOf(seconds),
                "-f",
                file.toString(),
                "-h",
                url.getHost(),
                "-p",
                String.valueOf(url.getPort()),
                "-U",
                user,
                url.getPath().substring(1)));
        builder.environment().put("PGPASSWORD", password);
        Process process;
        try {
            process = builder.redirectErrorStream(true).start();
        } catch (IOException e) {
            throw new IOException(
                    "This benchmark needs pgbench on the PATH (Debian: apt-get install postgresql-contrib)", e);
        }
        var said = new String(process.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
        if (!process.waitFor(1, TimeUnit.MINUTES) || process.exitValue() != 0) {
            throw new IOException("pgbench failed: " + said);
        }
        Files.delete(file);
        var tps = TPS.matcher(said);
        if (!tps.find()) {
            throw new IOException("pgbench said no tps: " + said);
        }
        return Double.parseDouble(tps.group(1));
    }
}
