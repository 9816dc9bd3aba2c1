package io.newsbell.embedded;

import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jboss.logging.Logger;

/// A running PostgreSQL on a kept data folder. [#start] returns when the database `newsbell` takes connections of
/// its owner, whatever became of the last one: stopped, killed half-way through any step, or left running by a
/// killed JVM.
public final class EmbeddedDatabase implements AutoCloseable {
    private static final Logger LOG = Logger.getLogger(EmbeddedDatabase.class);

    private final Server server;
    private final FolderLock lock;
    private final int port;
    private final String password;
    private final AtomicBoolean closed = new AtomicBoolean();

    private EmbeddedDatabase(Server server, FolderLock lock, int port, String password) {
        this.server = server;
        this.lock = lock;
        this.port = port;
        this.password = password;
    }

    /// Takes as long as PostgreSQL needs: a second, or after a crash the time to replay its log.
    ///
    /// @throws EmbeddedDatabaseException with a sentence for the operator
    public static EmbeddedDatabase start(DatabaseSettings settings) {
        long begin = System.nanoTime();
        try {
            DataFolder folder = DataFolder.open(settings.dataFolder());
            FolderLock lock = FolderLock.take(folder.path());
            try {
                EmbeddedDatabase database = start(settings, folder, lock);
                LOG.infof(
                        "PostgreSQL serves %s on port %d after %.1f s. For a database of your own set QUARKUS_DATASOURCE_JDBC_URL.",
                        folder.cluster(),
                        database.port,
                        Duration.ofNanos(System.nanoTime() - begin).toMillis() / 1000.0);
                return database;
            } catch (IOException | SQLException | RuntimeException e) {
                lock.close();
                throw e;
            }
        } catch (IOException e) {
            throw new EmbeddedDatabaseException(
                    "The data folder " + settings.dataFolder() + " cannot be used ("
                            + e.getClass().getSimpleName() + ": " + e.getMessage()
                            + "): make it writable for the user that runs Newsbell, or name another with NEWSBELL_DATA_FOLDER.",
                    e);
        } catch (UnsupportedOperationException e) {
            throw new EmbeddedDatabaseException(
                    "Newsbell brings a PostgreSQL for Linux and macOS only, as it needs their file permissions: here, give"
                            + " it a database of your own with QUARKUS_DATASOURCE_JDBC_URL.",
                    e);
        } catch (SQLException e) {
            throw new EmbeddedDatabaseException(
                    "PostgreSQL runs in " + settings.dataFolder() + " but does not serve Newsbell: " + e.getMessage(),
                    e);
        }
    }

    private static EmbeddedDatabase start(DatabaseSettings settings, DataFolder folder, FolderLock lock)
            throws IOException, SQLException {
        Programs programs =
                Programs.in(Binaries.unpackedIn(settings.binariesFolder().toAbsolutePath()));
        // The lock is ours, so whatever still serves the folder has lost its Newsbell.
        new Server(folder, new Cluster(folder.cluster()), programs).stop();
        folder.removeHalfMade();
        Server server = new Server(folder, Cluster.openOrMake(folder, programs, settings.durability()), programs);
        int port = server.start(settings);
        try {
            String password = folder.ownerPassword();
            try (Administration administration = Administration.connect(port, folder.superuserPassword())) {
                administration.requireOurs(server.cluster());
                administration.ensureOwnedDatabase(password);
            }
            folder.keepPort(port);
            return new EmbeddedDatabase(server, lock, port, password);
        } catch (IOException | SQLException | RuntimeException e) {
            server.stop();
            throw e;
        }
    }

    /// Stops what a killed Newsbell left running in the folder, and deletes the folder: for tests.
    ///
    /// @throws EmbeddedDatabaseException if a live Newsbell uses it
    public static void discard(DatabaseSettings settings) {
        try {
            DataFolder folder = DataFolder.open(settings.dataFolder());
            try (FolderLock _ = FolderLock.take(folder.path())) {
                Programs programs = Programs.in(
                        Binaries.unpackedIn(settings.binariesFolder().toAbsolutePath()));
                new Server(folder, new Cluster(folder.cluster()), programs).stop();
                FileTree.delete(folder.path());
            }
        } catch (IOException e) {
            throw new EmbeddedDatabaseException(
                    "The data folder " + settings.dataFolder() + " cannot be deleted: " + e, e);
        }
    }

    public String jdbcUrl() {
        return "jdbc:postgresql://127.0.0.1:" + port + "/" + Administration.DATABASE;
    }

    public String user() {
        return Administration.OWNER;
    }

    public String password() {
        return password;
    }

    public int port() {
        return port;
    }

    /// Fast shutdown: returns when all is on the disk and the process has ended.
    @Override
    public void close() {
        if (!closed.compareAndSet(false, true)) {
            return;
        }
        try (lock) {
            server.stop();
        } catch (IOException e) {
            throw new EmbeddedDatabaseException("PostgreSQL could not be stopped: " + e, e);
        }
    }

    @Override
    public String toString() {
        return "PostgreSQL in " + server.cluster().path() + " on port " + port;
    }
}
