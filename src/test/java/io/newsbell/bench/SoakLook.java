package io.newsbell.bench;

import io.newsbell.process.DatabaseProcess;
import io.newsbell.process.NewsbellProcess;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.concurrent.TimeUnit;

/// What a server and its database hold at one moment.
///
/// @param heapMib     after a full collection: what is in use
/// @param connections of the database, used or not
/// @param hotMib      the tables whose rows come and go, with their indexes
/// @param deadShare   of the rows of all tables, those that nobody can see any more
record SoakLook(
        double heapMib, double residentMib, double threads, double connections, double hotMib, double deadShare) {
    private static final Path JCMD = Path.of(System.getProperty("java.home"), "bin", "jcmd");
    private static final long PATIENCE_SECONDS = 60;

    static SoakLook at(NewsbellProcess newsbell, DatabaseProcess database)
            throws IOException, InterruptedException, SQLException {
        var collected = new ProcessBuilder(JCMD.toString(), Long.toString(newsbell.pid()), "GC.run")
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        if (!collected.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS) || collected.exitValue() != 0) {
            throw new IllegalStateException("The server did not collect its garbage");
        }
        try (var db = database.connect();
                var query = db.prepareStatement("""
                        SELECT
                            (SELECT count(*) FROM pg_stat_activity WHERE backend_type = 'client backend'
                                AND pid <> pg_backend_pid()),
                            (SELECT sum(pg_total_relation_size(relid)) / 1048576.0 FROM pg_stat_user_tables
                                WHERE relname IN ('scheduled_tasks', 'device', 'reader', 'subscription', 'topic',
                                    'app', 'planning', 'quota', 'node')),
                            (SELECT sum(n_dead_tup) / greatest(sum(n_dead_tup + n_live_tup), 1)::float8
                                FROM pg_stat_user_tables)""");
                var row = query.executeQuery()) {
            row.next();
            return new SoakLook(
                    (double) newsbell.heapMebibytes(),
                    newsbell.residentMebibytes(),
                    newsbell.threads(),
                    row.getDouble(1),
                    row.getDouble(2),
                    row.getDouble(3));
        }
    }

    @Override
    public String toString() {
        return "heap %.0f MiB, resident %.0f MiB, %.0f threads, %.0f connections, hot tables %.1f MiB, %.1f %% dead rows"
                .formatted(heapMib, residentMib, threads, connections, hotMib, deadShare * 100);
    }
}
