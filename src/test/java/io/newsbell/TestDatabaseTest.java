package io.newsbell;

import static org.assertj.core.api.Assertions.assertThat;

import io.agroal.api.AgroalDataSource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;

@QuarkusTest
class TestDatabaseTest {
    @Inject
    AgroalDataSource database;

    @Test
    void a_quarkus_test_finds_a_postgresql_of_its_own() throws SQLException {
        try (var connection = database.getConnection();
                var rows = connection.createStatement().executeQuery("SELECT current_user, current_setting('fsync')")) {
            rows.next();
            assertThat(rows.getString(1)).isEqualTo("newsbell");
            // In dev mode's continuous testing a database with fsync is the developer's own, in the same JVM.
            assertThat(rows.getString(2)).isEqualTo("off");
        }
    }
}
