package io.newsbell.embedded;

import static io.newsbell.embedded.Databases.query;
import static io.newsbell.embedded.Databases.settings;
import static io.newsbell.embedded.Databases.start;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.sun.security.auth.module.UnixSystem;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RefusedFolderTest {
    @TempDir
    Path folder;

    @Test
    void a_second_start_on_the_same_folder_is_refused_and_does_not_disturb_the_first() throws Exception {
        try (var database = start(folder)) {
            assertThatThrownBy(() -> start(folder))
                    .isInstanceOf(EmbeddedDatabaseException.class)
                    .hasMessageContaining("is in use by another Newsbell (process "
                            + ProcessHandle.current().pid() + ")");
            assertThat(query(database, "SELECT 1")).isEqualTo("1");
            try (var other = ChildNewsbell.start(folder)) {
                assertThat(other.lastWords()).contains("is in use by another Newsbell");
            }
        }
    }

    @Test
    void a_folder_that_another_process_uses_is_refused() throws Exception {
        try (var child = ChildNewsbell.start(folder)) {
            child.awaitStarted();
            assertThatThrownBy(() -> start(folder))
                    .isInstanceOf(EmbeddedDatabaseException.class)
                    .hasMessageContaining("is in use by another Newsbell (process " + child.pid() + ")");
        }
    }

    @Test
    void data_of_another_major_version_is_refused_and_left_alone() throws IOException {
        start(folder).close();
        Path version = folder.resolve("postgres/PG_VERSION");
        Files.writeString(version, "15\n");

        assertThatThrownBy(() -> start(folder))
                .isInstanceOf(EmbeddedDatabaseException.class)
                .hasMessageContaining("was made by PostgreSQL 15, but this Newsbell brings PostgreSQL 18")
                .hasMessageContaining("pg_upgrade");
        assertThat(version).hasContent("15");
    }

    @Test
    void a_folder_of_somebody_elses_files_is_refused_and_left_alone() throws IOException {
        Path file = Files.createDirectories(folder.resolve("postgres")).resolve("thesis.txt");
        Files.writeString(file, "years of work");

        assertThatThrownBy(() -> start(folder))
                .isInstanceOf(EmbeddedDatabaseException.class)
                .hasMessageContaining("holds files, but no PostgreSQL data");
        assertThat(file).hasContent("years of work");
    }

    @Test
    void a_fixed_port_that_is_taken_is_refused() throws IOException {
        try (var taken = new ServerSocket(0, 1, InetAddress.ofLiteral("127.0.0.1"))) {
            assertThatThrownBy(() -> EmbeddedDatabase.start(settings(folder).withPort(taken.getLocalPort())))
                    .isInstanceOf(EmbeddedDatabaseException.class)
                    .hasMessageContaining("Port " + taken.getLocalPort() + " of 127.0.0.1 is taken");
        }
    }

    @Test
    void a_setting_that_postgresql_refuses_is_named() throws IOException, SQLException {
        start(folder).close();
        Path configuration = folder.resolve("postgres/postgresql.conf");
        String good = Files.readString(configuration);
        Files.writeString(configuration, good + "\nmax_connections=many\n");

        assertThatThrownBy(() -> start(folder))
                .isInstanceOf(EmbeddedDatabaseException.class)
                .hasMessageContaining("postgresql.conf");

        Files.writeString(configuration, good);
        try (var database = start(folder)) {
            assertThat(query(database, "SELECT 1")).isEqualTo("1");
        }
    }

    @Test
    void a_lost_password_of_the_superuser_is_not_made_up() throws IOException {
        start(folder).close();
        Path password = folder.resolve("postgres.password");
        Files.delete(password);

        assertThatThrownBy(() -> start(folder))
                .isInstanceOf(EmbeddedDatabaseException.class)
                .hasMessageContaining(password.toString());
        assertThat(password).doesNotExist();
    }

    @Test
    void root_without_user_namespaces_is_told_the_way_out() throws Exception {
        assumeTrue(new UnixSystem().getUid() == 0, "only root needs unshare");
        try (var child = ChildNewsbell.startWithoutUnshare(folder)) {
            assertThat(child.lastWords())
                    .contains("does not run as root")
                    .contains("setpriv")
                    .contains("QUARKUS_DATASOURCE_JDBC_URL");
        }
    }
}
