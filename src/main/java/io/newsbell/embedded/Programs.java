package io.newsbell.embedded;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.security.auth.module.UnixSystem;
import io.zonky.test.db.postgres.util.LinuxUtils;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// PostgreSQL's `initdb`, `pg_ctl` and `postgres`, called as processes.
///
/// @param prefix what stands before each command; for root `unshare -U`, because PostgreSQL refuses to run as root,
///     and in a user namespace of its own a process of root is nobody, but still owns its files
record Programs(Path home, List<String> prefix) {

    /// What a program said, and whether it was content.
    record Answer(boolean ok, String output) {}

    static Programs in(Path home) {
        if (new UnixSystem().getUid() != 0) {
            return new Programs(home, List.of());
        }
        if (LinuxUtils.isUnshareAvailable()) {
            return new Programs(home, List.of("unshare", "-U"));
        }
        throw new EmbeddedDatabaseException(
                "PostgreSQL does not run as root, and this machine refuses the user namespace"
                        + " (unshare -U) that would get round it: start Newsbell as another user, for example with 'setpriv"
                        + " --reuid=nobody --regid=nogroup --clear-groups java -jar …', or give it a database of your own with"
                        + " QUARKUS_DATASOURCE_JDBC_URL.");
    }

    /// Of `postgres (PostgreSQL) 18.6` the `18.6`.
    String version() throws IOException {
        Answer answer = run("postgres", List.of("--version"));
        if (!answer.ok()) {
            throw new EmbeddedDatabaseException("PostgreSQL's programs in " + home + " do not run here ("
                    + answer.output().strip()
                    + "): delete that folder to have it unpacked again, or give Newsbell a database of your own with"
                    + " QUARKUS_DATASOURCE_JDBC_URL.");
        }
        return answer.output().replaceFirst("^.*\\(PostgreSQL\\)\\s+", "").strip();
    }

    Answer initdb(List<String> arguments) throws IOException {
        return run("initdb", arguments);
    }

    /// Returns once connections are taken, which after a crash is when the log has been replayed.
    Answer start(Path cluster, Path startLog, List<String> options, Duration patience) throws IOException {
        return run(
                "pg_ctl",
                List.of(
                        "start",
                        "--wait",
                        "--pgdata=" + cluster,
                        "--log=" + startLog,
                        "--timeout=" + patience.toSeconds(),
                        "--options=" + String.join(" ", options)));
    }

    /// @param mode `fast` (SIGINT) closes the connections and writes a checkpoint; `immediate` (SIGQUIT) does
    ///     neither, so the next start replays the log
    Answer stop(Path cluster, String mode, Duration patience) throws IOException {
        return run(
                "pg_ctl",
                List.of(
                        "stop",
                        "--wait",
                        "--mode=" + mode,
                        "--pgdata=" + cluster,
                        "--timeout=" + patience.toSeconds()));
    }

    private Answer run(String program, List<String> arguments) throws IOException {
        List<String> command = new ArrayList<>(prefix);
        command.add(home.resolve("bin").resolve(program).toString());
        command.addAll(arguments);
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        // The caller's PGDATA, PGPORT, PGOPTIONS … are meant for another PostgreSQL; messages in English are for
        // FailedStart.
        builder.environment().keySet().removeIf(name -> name.startsWith("PG"));
        builder.environment().put("LC_ALL", "C");
        Process process = builder.start();
        process.getOutputStream().close();
        try {
            String output = new String(process.getInputStream().readAllBytes(), UTF_8);
            return new Answer(process.waitFor() == 0, output);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new EmbeddedDatabaseException("Interrupted while waiting for " + program + ".", e);
        }
    }
}
