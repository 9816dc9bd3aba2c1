package io.newsbell.embedded;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Objects;

/// What the tests of this package do with a database.
final class Databases {
    /// Shared with the other tests, as unpacking takes longer than starting.
    private static final Path BINARIES = Path.of("target", "postgres-binaries");

    private Databases() {}

    static DatabaseSettings settings(Path folder) {
        return DatabaseSettings.in(folder).withBinariesIn(BINARIES);
    }

    static EmbeddedDatabase start(Path folder) {
        return EmbeddedDatabase.start(settings(folder).keepingNothing());
    }

    static Connection connect(EmbeddedDatabase database) throws SQLException {
        return DriverManager.getConnection(database.jdbcUrl(), database.user(), database.password());
    }

    static void execute(EmbeddedDatabase database, String sql) throws SQLException {
        try (var connection = connect(database);
                var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    static String query(EmbeddedDatabase database, String sql) throws SQLException {
        try (var connection = connect(database);
                var rows = connection.createStatement().executeQuery(sql)) {
            rows.next();
            return Objects.requireNonNull(rows.getString(1));
        }
    }
}
