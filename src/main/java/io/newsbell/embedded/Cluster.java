package io.newsbell.embedded;

import static java.nio.file.StandardCopyOption.ATOMIC_MOVE;

import com.sun.management.OperatingSystemMXBean;
import io.newsbell.embedded.DatabaseSettings.Durability;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// The folder that PostgreSQL calls its data directory.
record Cluster(Path path) {
    static final String SUPERUSER = "postgres";

    /// A newly made cluster, or the one that is there if this PostgreSQL can read it.
    static Cluster openOrMake(DataFolder folder, Programs programs, Durability durability) throws IOException {
        Cluster cluster = new Cluster(folder.cluster());
        if (Files.exists(cluster.versionFile())) {
            cluster.refuseOtherMajorVersion(programs.version());
            refuseLostPassword(folder.superuserPasswordFile());
        } else if (FileTree.isEmptyOrMissing(cluster.path)) {
            cluster.make(folder, programs, durability);
        } else {
            throw new EmbeddedDatabaseException(
                    cluster.path + " holds files, but no PostgreSQL data (no PG_VERSION): move"
                            + " it out of the way, or give Newsbell another folder with NEWSBELL_DATA_FOLDER.");
        }
        return cluster;
    }

    private Path versionFile() {
        return path.resolve("PG_VERSION");
    }

    private void refuseOtherMajorVersion(String ours) throws IOException {
        String theirs = Files.readString(versionFile()).strip();
        String major = ours.replaceFirst("\\D.*", "");
        if (!theirs.equals(major)) {
            throw new EmbeddedDatabaseException("The data in " + path + " was made by PostgreSQL " + theirs
                    + ", but this Newsbell brings PostgreSQL " + ours
                    + ": carry it over with pg_upgrade, or pg_dump it under"
                    + " the Newsbell that made it and load it into a new data folder; until then run that Newsbell.");
        }
    }

    private static void refuseLostPassword(Path file) {
        if (Files.notExists(file)) {
            throw new EmbeddedDatabaseException("The data is there, but the superuser's password is not: put " + file
                    + " back from your backup, or write a new password into it and set the same one with ALTER ROLE in"
                    + " PostgreSQL's single-user mode.");
        }
    }

    /// Makes the cluster under another name and renames it when it is whole: a folder named `postgres` is never
    /// half-made, wherever initdb was killed. No connection is ever trusted without its password, not even during
    /// the first start.
    private void make(DataFolder folder, Programs programs, Durability durability) throws IOException {
        String _ = folder.superuserPassword();
        Path halfMade = folder.halfMade("postgres");
        Programs.Answer answer = programs.initdb(initdbArguments(folder, halfMade, durability));
        if (!answer.ok()) {
            throw new EmbeddedDatabaseException("PostgreSQL could not make its data folder in " + folder.path() + ": "
                    + complaint(answer.output()));
        }
        Files.deleteIfExists(path); // an empty folder may be there, never a full one
        Files.move(halfMade, path, ATOMIC_MOVE);
        FileTree.sync(folder.path());
    }

    private static List<String> initdbArguments(DataFolder folder, Path target, Durability durability) {
        List<String> arguments = new ArrayList<>(List.of(
                "--pgdata=" + target,
                "--username=" + SUPERUSER,
                "--pwfile=" + folder.superuserPasswordFile(),
                "--auth=scram-sha-256",
                "--encoding=UTF8",
                // PostgreSQL's own collation. The system's changes with its C library, and then indexes on text break.
                "--locale=C",
                "--locale-provider=builtin",
                "--builtin-locale=C.UTF-8",
                "--set=timezone=UTC",
                // These stand in postgresql.conf, where the operator may change them.
                "--set=max_connections=100",
                "--set=shared_buffers=" + sharedBuffersMegabytes() + "MB"));
        if (durability == Durability.NOTHING_KEPT) {
            arguments.add("--no-sync");
        }
        return arguments;
    }

    /// An eighth of the memory, half of what PostgreSQL advises, as Newsbell's heap and bitmaps live on the same
    /// machine; 128 MB at least (PostgreSQL's default) and 2 GB at most.
    private static long sharedBuffersMegabytes() {
        var system = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        return Math.clamp(system.getTotalMemorySize() >> 20 >> 3, 128, 2048);
    }

    /// The line of initdb's output that tells what is wrong.
    private static String complaint(String output) {
        return output.lines()
                .filter(line -> line.contains("error:") || line.contains("FATAL:"))
                .findFirst()
                .orElse(output)
                .strip();
    }
}
