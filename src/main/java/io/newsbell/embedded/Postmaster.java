package io.newsbell.embedded;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The process that serves a cluster, found through the `postmaster.pid` that it keeps there.
///
/// @param pid a running process, known to be the PostgreSQL of this cluster
record Postmaster(Cluster cluster, long pid) {
    /// A checkpoint of the largest shared buffers takes some seconds; a slow disk may need a minute.
    private static final Duration FAST = Duration.ofSeconds(60);

    private static final Duration IMMEDIATE = Duration.ofSeconds(10);

    /// No process has this number: Linux stops at 2²², macOS at 99,999.
    private static final String NOBODY = Integer.toString(Integer.MAX_VALUE);

    static Optional<Postmaster> of(Cluster cluster) throws IOException {
        return processIn(cluster)
                .filter(process -> serves(process, cluster))
                .map(process -> new Postmaster(cluster, process.pid()));
    }

    /// A pid file outlives a crash of the machine (or of the container), and its number may belong to any process
    /// by then. PostgreSQL would refuse to start beside it. We take only the number out: the file also names the
    /// shared memory, by which PostgreSQL still notices children of the crashed server.
    static void disownForeignProcess(Cluster cluster) throws IOException {
        if (processIn(cluster).isPresent() && of(cluster).isEmpty()) {
            List<String> lines = new ArrayList<>(Files.readAllLines(pidFile(cluster), UTF_8));
            lines.set(0, NOBODY);
            Files.write(pidFile(cluster), lines, UTF_8);
        }
    }

    /// Fast (SIGINT: the connections are closed, a checkpoint is written), and if that does not end it, immediate
    /// (SIGQUIT: the next start recovers).
    void stop(Programs programs) throws IOException {
        if (programs.stop(cluster.path(), "fast", FAST).ok()) {
            return;
        }
        Programs.Answer answer = programs.stop(cluster.path(), "immediate", IMMEDIATE);
        if (!answer.ok() && of(cluster).isPresent()) {
            throw new EmbeddedDatabaseException("The PostgreSQL of " + cluster.path() + " (process " + pid
                    + ") does not stop: stop it by hand, then start Newsbell again.");
        }
    }

    private static Path pidFile(Cluster cluster) {
        return cluster.path().resolve("postmaster.pid");
    }

    private static Optional<ProcessHandle> processIn(Cluster cluster) throws IOException {
        try (var lines = Files.lines(pidFile(cluster), UTF_8)) {
            return lines.findFirst()
                    .map(String::strip)
                    .filter(line -> line.matches("\\d{1,10}"))
                    .flatMap(line -> ProcessHandle.of(Long.parseLong(line)));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
    }

    private static boolean serves(ProcessHandle process, Cluster cluster) {
        ProcessHandle.Info info = process.info();
        // Linux writes "postgres (deleted)" once the binaries are gone.
        boolean postgres = info.command()
                .map(command -> Path.of(command).getFileName().toString().startsWith("postgres"))
                .orElse(false);
        List<String> arguments = List.of(info.arguments().orElse(new String[0]));
        int data = arguments.indexOf("-D");
        return postgres
                && data >= 0
                && data + 1 < arguments.size()
                && arguments.get(data + 1).equals(cluster.path().toString());
    }
}
