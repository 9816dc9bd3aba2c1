package io.newsbell.process;

import static org.awaitility.Awaitility.await;

import io.newsbell.embedded.DatabaseSettings;
import io.newsbell.embedded.EmbeddedDatabase;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// A PostgreSQL of its own, with fsync, that no server has started: it outlives every one of them, and can be killed
/// without them.
public final class DatabaseProcess {
    private static final Duration END = Duration.ofSeconds(30);

    private final DatabaseSettings settings;
    private @Nullable EmbeddedDatabase running;

    DatabaseProcess(Path folder, Path binaries) {
        this.settings = DatabaseSettings.in(folder).withBinariesIn(binaries.toAbsolutePath());
    }

    public void start() {
        running = EmbeddedDatabase.start(settings);
    }

    /// SIGQUIT to the postmaster, as `pg_ctl stop -m immediate` sends it: every connection is cut, nothing is written
    /// any more. Then the same folder and port again; returns when the log has been replayed.
    public void crash() {
        var crashed = running();
        var postmaster = postmaster();
        Signal.QUIT.send(postmaster.pid());
        await("the end of PostgreSQL").atMost(END).until(() -> !postmaster.isAlive());
        crashed.close();
        running = EmbeddedDatabase.start(settings.withPort(crashed.port()));
    }

    public Connection connect() throws SQLException {
        var database = running();
        return DriverManager.getConnection(database.jdbcUrl(), database.user(), database.password());
    }

    /// What a server needs to use it.
    Map<String, String> settings() {
        var database = running();
        return Map.of(
                "QUARKUS_DATASOURCE_JDBC_URL", database.jdbcUrl(),
                "QUARKUS_DATASOURCE_USERNAME", database.user(),
                "QUARKUS_DATASOURCE_PASSWORD", database.password());
    }

    /// Stops it and deletes its data.
    void discard() {
        if (running != null) {
            running.close();
            EmbeddedDatabase.discard(settings);
        }
    }

    private EmbeddedDatabase running() {
        return Objects.requireNonNull(running, "start it first");
    }

    private ProcessHandle postmaster() {
        var file = settings.dataFolder().resolve("postgres").resolve("postmaster.pid");
        try (var lines = Files.lines(file)) {
            return ProcessHandle.of(
                            Long.parseLong(lines.findFirst().orElseThrow().strip()))
                    .orElseThrow();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
