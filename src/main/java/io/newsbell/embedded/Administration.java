package io.newsbell.embedded;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.postgresql.PGConnection;
import org.postgresql.ds.PGSimpleDataSource;

/// What the superuser does at every start, each step again if an earlier start was killed before or after it.
/// Newsbell itself works as the role `newsbell`, which owns its database and nothing else: a hole in the
/// application opens no shell, which a superuser's COPY … PROGRAM would.
final class Administration implements AutoCloseable {
    static final String DATABASE = "newsbell";
    static final String OWNER = "newsbell";

    private final Connection connection;

    private Administration(Connection connection) {
        this.connection = connection;
    }

    static Administration connect(int port, String superuserPassword) throws SQLException {
        PGSimpleDataSource postgres = new PGSimpleDataSource();
        postgres.setServerNames(new String[] {"127.0.0.1"});
        postgres.setPortNumbers(new int[] {port});
        postgres.setDatabaseName("postgres");
        postgres.setUser(Cluster.SUPERUSER);
        postgres.setPassword(superuserPassword);
        return new Administration(postgres.getConnection());
    }

    /// The port could belong to another PostgreSQL, one with the same password if the folder was copied.
    void requireOurs(Cluster cluster) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SHOW data_directory")) {
            row.next();
            String served = row.getString(1);
            if (!served.equals(cluster.path().toString())) {
                throw new EmbeddedDatabaseException("The port that PostgreSQL was started on serves " + served
                        + " instead of " + cluster.path() + ": stop that PostgreSQL, then start Newsbell again.");
            }
        }
    }

    void ensureOwnedDatabase(String ownerPassword) throws SQLException {
        if (isMissing("SELECT FROM pg_roles WHERE rolname = ?", OWNER)) {
            execute("CREATE ROLE " + OWNER + " LOGIN");
        }
        // Each time, so that the file stays the truth: whoever deletes it gets a new password with the next start.
        // Hashed on this side, so that the server never sees it and cannot log it.
        connection.unwrap(PGConnection.class).alterUserPassword(OWNER, ownerPassword.toCharArray(), "scram-sha-256");
        if (isMissing("SELECT FROM pg_database WHERE datname = ?", DATABASE)) {
            execute("CREATE DATABASE " + DATABASE + " OWNER " + OWNER);
        }
    }

    private boolean isMissing(String query, String name) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(query)) {
            statement.setString(1, name);
            try (ResultSet rows = statement.executeQuery()) {
                return !rows.next();
            }
        }
    }

    private void execute(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
