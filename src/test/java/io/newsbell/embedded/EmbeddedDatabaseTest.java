package io.newsbell.embedded;

import static io.newsbell.embedded.Databases.execute;
import static io.newsbell.embedded.Databases.query;
import static io.newsbell.embedded.Databases.settings;
import static io.newsbell.embedded.Databases.start;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.DriverManager;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EmbeddedDatabaseTest {
    @TempDir
    Path folder;

    @Test
    void the_first_start_makes_a_database_that_newsbell_owns_without_being_superuser() throws SQLException {
        try (var database = start(folder)) {
            execute(database, "CREATE TABLE article (headline text)");

            assertThat(query(database, "SELECT current_database()")).isEqualTo("newsbell");
            assertThat(query(database, "SELECT tableowner FROM pg_tables WHERE tablename = 'article'"))
                    .isEqualTo("newsbell");
            assertThat(query(database, "SHOW is_superuser")).isEqualTo("off");
        }
    }

    @Test
    void a_restart_keeps_the_rows_the_port_and_the_password() throws SQLException {
        String url;
        String password;
        try (var database = start(folder)) {
            execute(database, "CREATE TABLE article AS SELECT 'Storm' AS headline");
            url = database.jdbcUrl();
            password = database.password();
        }
        try (var database = start(folder)) {
            assertThat(query(database, "SELECT headline FROM article")).isEqualTo("Storm");
            assertThat(database.jdbcUrl()).isEqualTo(url);
            assertThat(database.password()).isEqualTo(password);
        }
    }

    @Test
    void a_commit_survives_the_loss_of_power_unless_a_test_says_otherwise() throws SQLException {
        try (var database = EmbeddedDatabase.start(settings(folder))) {
            assertThat(durability(database)).isEqualTo("on on on");
        }
        try (var database = EmbeddedDatabase.start(settings(folder).keepingNothing())) {
            assertThat(durability(database)).isEqualTo("off off off");
        }
    }

    @Test
    void postgresql_conf_cannot_turn_fsync_off_but_can_change_sizes() throws SQLException, IOException {
        start(folder).close();
        Path configuration = folder.resolve("postgres/postgresql.conf");
        Files.writeString(configuration, Files.readString(configuration) + "\nfsync=off\nmax_connections=37\n");

        try (var database = EmbeddedDatabase.start(settings(folder))) {
            assertThat(query(database, "SHOW fsync")).isEqualTo("on");
            assertThat(query(database, "SHOW max_connections")).isEqualTo("37");
        }
    }

    @ParameterizedTest
    @CsvSource({"newsbell", "postgres"})
    void nobody_gets_in_without_the_password(String user) {
        try (var database = start(folder)) {
            assertThatThrownBy(() -> DriverManager.getConnection(database.jdbcUrl(), user, "wrong"))
                    .hasMessageContaining("password authentication failed");
            assertThatThrownBy(() -> DriverManager.getConnection(database.jdbcUrl(), user, ""))
                    .isInstanceOf(SQLException.class);
        }
    }

    @Test
    void only_this_machine_is_listened_to_and_no_socket_lies_in_tmp() throws SQLException {
        try (var database = start(folder)) {
            assertThat(query(database, "SHOW listen_addresses")).isEqualTo("127.0.0.1");
            assertThat(Path.of("/tmp/.s.PGSQL." + database.port())).doesNotExist();
        }
    }

    @Test
    void passwords_can_be_read_by_their_owner_only() throws IOException {
        start(folder.resolve("data")).close();

        assertThat(permissions("data")).isEqualTo("rwx------");
        assertThat(permissions("data/newsbell.password")).isEqualTo("rw-------");
        assertThat(permissions("data/postgres.password")).isEqualTo("rw-------");
        assertThat(permissions("data/postgres")).isEqualTo("rwx------");
    }

    @Test
    void a_deleted_password_of_newsbell_is_replaced() throws IOException, SQLException {
        start(folder).close();
        Files.delete(folder.resolve("newsbell.password"));

        try (var database = start(folder)) {
            assertThat(query(database, "SELECT 1")).isEqualTo("1");
        }
    }

    @Test
    void another_port_is_taken_when_the_kept_one_is_not_free() throws IOException, SQLException {
        int first;
        try (var database = start(folder)) {
            first = database.port();
        }
        try (var _ = new ServerSocket(first, 1, InetAddress.ofLiteral("127.0.0.1"));
                var database = start(folder)) {
            assertThat(database.port()).isNotEqualTo(first);
            assertThat(query(database, "SELECT 1")).isEqualTo("1");
        }
    }

    private static String durability(EmbeddedDatabase database) throws SQLException {
        return query(database, """
                SELECT string_agg(setting, ' ') FROM pg_settings
                 WHERE name IN ('fsync', 'full_page_writes', 'synchronous_commit')
                """);
    }

    private String permissions(String file) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve(file)));
    }
}
