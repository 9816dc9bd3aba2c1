package io.newsbell.embedded;

import io.newsbell.embedded.DatabaseSettings.Durability;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;

/// Starts and stops the PostgreSQL server of a cluster.
record Server(DataFolder folder, Cluster cluster, Programs programs) {
    /// Replaying the log after a crash takes as long as it takes: cutting it short would only begin it anew.
    private static final Duration PATIENCE = Duration.ofHours(1);

    private static final int ATTEMPTS = 3;

    private static final InetAddress LOOPBACK = InetAddress.ofLiteral("127.0.0.1");

    /// Returns the port that the server listens on.
    int start(DatabaseSettings settings) throws IOException {
        Postmaster.disownForeignProcess(cluster);
        for (int attempt = 1; ; attempt++) {
            int port = choosePort(settings.port());
            Instant since = Instant.now();
            Files.deleteIfExists(folder.startLog());
            Programs.Answer answer =
                    programs.start(cluster.path(), folder.startLog(), options(port, settings.durability()), PATIENCE);
            if (answer.ok()) {
                return port;
            }
            stop();
            // Somebody may take the port between our look at it and PostgreSQL's.
            if (isFree(port) || attempt == ATTEMPTS) {
                throw new EmbeddedDatabaseException("PostgreSQL did not start in " + cluster.path() + ": "
                        + FailedStart.reason(cluster, folder.startLog(), since, answer.output()));
            }
        }
    }

    /// Stops what serves the cluster, if anything does.
    void stop() throws IOException {
        var postmaster = Postmaster.of(cluster);
        if (postmaster.isPresent()) {
            postmaster.get().stop(programs);
        }
    }

    private int choosePort(OptionalInt fixed) throws IOException {
        if (fixed.isPresent()) {
            if (!isFree(fixed.getAsInt())) {
                throw new EmbeddedDatabaseException(
                        "Port " + fixed.getAsInt() + " of 127.0.0.1 is taken by another program:"
                                + " give PostgreSQL another one with NEWSBELL_DATABASE_PORT, or none, to have a free one chosen.");
            }
            return fixed.getAsInt();
        }
        OptionalInt kept = folder.keptPort();
        if (kept.isPresent() && isFree(kept.getAsInt())) {
            return kept.getAsInt();
        }
        try (ServerSocket any = new ServerSocket(0, 1, LOOPBACK)) {
            return any.getLocalPort();
        }
    }

    private static boolean isFree(int port) {
        try (ServerSocket socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(LOOPBACK, port));
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    /// Said on the command line, so that nothing in the folder can take a promise back. Sizes stand in
    /// postgresql.conf.
    private static List<String> options(int port, Durability durability) {
        String durable = durability == Durability.POWER_LOSS ? "on" : "off";
        List<String> options = new ArrayList<>(List.of("-p", Integer.toString(port)));
        for (String setting : List.of(
                "listen_addresses=127.0.0.1",
                "unix_socket_directories=", // it would be /tmp, where any user may be first to take the name
                "fsync=" + durable,
                "full_page_writes=" + durable,
                "synchronous_commit=" + durable,
                "password_encryption=scram-sha-256",
                // One log for each day of the week, overwritten a week later.
                "logging_collector=on",
                "log_filename=postgresql-%a.log",
                "log_truncate_on_rotation=on",
                "log_rotation_age=1d",
                "log_rotation_size=0",
                "log_timezone=UTC")) {
            options.add("-c");
            options.add(setting);
        }
        return options;
    }
}
