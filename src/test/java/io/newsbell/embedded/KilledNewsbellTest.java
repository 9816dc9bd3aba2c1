package io.newsbell.embedded;

import static io.newsbell.embedded.Databases.execute;
import static io.newsbell.embedded.Databases.query;
import static io.newsbell.embedded.Databases.settings;
import static io.newsbell.embedded.Databases.start;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KilledNewsbellTest {
    @TempDir
    Path folder;

    @Test
    void the_next_start_stops_the_orphan_and_finds_its_rows() throws Exception {
        var child = ChildNewsbell.start(folder);
        child.awaitStarted();
        String url = "jdbc:postgresql://127.0.0.1:" + read("postgres.port") + "/newsbell";
        try (var connection = DriverManager.getConnection(url, "newsbell", read("newsbell.password"))) {
            connection.createStatement().execute("CREATE TABLE article AS SELECT 'Storm' AS headline");
            child.kill();
            ProcessHandle orphan = postmaster();
            assertThat(orphan.isAlive()).isTrue();

            try (var database = start(folder)) {
                assertThat(postmaster().pid()).isNotEqualTo(orphan.pid());
                assertThat(query(database, "SELECT headline FROM article")).isEqualTo("Storm");
                await().until(() -> !orphan.isAlive());
            }
        }
    }

    @Test
    void committed_rows_survive_the_kill_of_postgresql_too() throws Exception {
        try (var database = EmbeddedDatabase.start(settings(folder))) {
            execute(database, "CREATE TABLE article AS SELECT 'Storm' AS headline");
            assertThat(postmaster().destroyForcibly()).isTrue();
            await().until(() -> ProcessHandle.of(Long.parseLong(firstPidLine())).isEmpty());
        }
        try (var database = EmbeddedDatabase.start(settings(folder))) {
            assertThat(query(database, "SELECT headline FROM article")).isEqualTo("Storm");
        }
    }

    @Test
    void a_kill_during_initdb_is_made_good() throws Exception {
        var child = ChildNewsbell.start(folder);
        await().pollInterval(Duration.ofMillis(5)).until(() -> !halfMade().isEmpty());
        child.kill();
        assertThat(folder.resolve("postgres")).doesNotExist();

        try (var database = start(folder)) {
            assertThat(query(database, "SELECT 1")).isEqualTo("1");
        }
    }

    @Test
    void a_kill_between_initdb_and_the_making_of_the_database_is_made_good() throws SQLException, IOException {
        try (var database = start(folder);
                var superuser = DriverManager.getConnection(
                        database.jdbcUrl().replace("/newsbell", "/postgres"), "postgres", read("postgres.password"))) {
            superuser.createStatement().execute("DROP DATABASE newsbell");
            superuser.createStatement().execute("DROP ROLE newsbell");
        }
        try (var database = start(folder)) {
            assertThat(query(database, "SELECT current_user")).isEqualTo("newsbell");
        }
    }

    @Test
    void a_foreign_process_that_got_the_number_of_the_old_postgresql_is_left_alone() throws Exception {
        start(folder).close();
        Process foreigner = new ProcessBuilder("sleep", "600").start();
        try {
            Path cluster = folder.toRealPath().resolve("postgres");
            Files.writeString(
                    cluster.resolve("postmaster.pid"),
                    foreigner.pid() + "\n" + cluster
                            + "\n1700000000\n5432\n\n127.0.0.1\n  1234567   7654321\nready   \n");

            try (var database = start(folder)) {
                assertThat(query(database, "SELECT 1")).isEqualTo("1");
            }
            assertThat(foreigner.isAlive()).isTrue();
        } finally {
            foreigner.destroy();
        }
    }

    @Test
    void a_killed_run_of_the_tests_can_be_discarded() throws Exception {
        var child = ChildNewsbell.start(folder.resolve("run"));
        child.awaitStarted();
        child.kill();
        ProcessHandle orphan = ProcessHandle.of(
                        Long.parseLong(Files.readAllLines(folder.resolve("run/postgres/postmaster.pid"))
                                .getFirst()))
                .orElseThrow();

        EmbeddedDatabase.discard(settings(folder.resolve("run")));

        await().until(() -> !orphan.isAlive());
        assertThat(folder.resolve("run")).doesNotExist();
    }

    private ProcessHandle postmaster() throws IOException {
        return ProcessHandle.of(Long.parseLong(firstPidLine())).orElseThrow();
    }

    private String firstPidLine() throws IOException {
        return Files.readAllLines(folder.resolve("postgres/postmaster.pid")).getFirst();
    }

    private List<Path> halfMade() throws IOException {
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.filter(e -> e.getFileName().toString().startsWith("half-made"))
                    .toList();
        }
    }

    private String read(String file) throws IOException {
        return Files.readString(folder.resolve(file)).strip();
    }
}
