package io.newsbell.bulk;

import io.newsbell.app.App;
import io.newsbell.problem.ErrorCode;
import io.newsbell.problem.Problem;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.InputStream;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Semaphore;
import org.jboss.logging.Logger;
import org.jdbi.v3.core.JdbiException;

/// Takes lines as they arrive and commits them in portions. It reads no faster than PostgreSQL writes: the sender is
/// held back by its own connection, and memory holds one portion.
@Singleton
class Imports {
    private static final Logger LOG = Logger.getLogger(Imports.class);

    private static final int PORTION = 2_000;

    /// A slow sender sees its lines counted nevertheless.
    private static final Duration LONGEST_HOLD = Duration.ofSeconds(1);

    private static final int TRIES = 5;

    private static final String DEADLOCK = "40P01";

    private final ImportSql sql;
    private final Portions portions;
    private final LineParser parser;
    private final Clock clock;

    /// Each occupies a thread, and a connection of the pool while it commits.
    private final Semaphore room = new Semaphore(4);

    Imports(ImportSql sql, Portions portions, LineParser parser, Clock clock) {
        this.sql = sql;
        this.portions = portions;
        this.parser = parser;
        this.clock = clock;
    }

    /// Reads the body to its end.
    ///
    /// @param from how many of the import's first lines the body leaves out
    /// @throws Problem `import_running`, `invalid_field`, `unavailable`, or `body_cut_off` if the sender went away:
    ///                 what came before is committed
    Import run(App app, UUID id, long from, InputStream body) {
        if (!room.tryAcquire()) {
            throw new Problem(
                    ErrorCode.UNAVAILABLE, "Wait until one of the running imports has ended, then try again.");
        }
        try {
            var claim = sql.claim(app.id(), id, clock.instant())
                    .orElseThrow(() -> new Problem(
                            ErrorCode.IMPORT_RUNNING,
                            "Wait until the call that sends this import has ended or is given up (three minutes after"
                                    + " its last line), or choose another id."));
            var done = false;
            try {
                take(claim, from, new LineReader(body, clock));
                done = true;
            } catch (Portions.Overtaken e) {
                throw new Problem(ErrorCode.IMPORT_RUNNING, "Another call has taken over this import: leave it to it.");
            } catch (IOException e) {
                LOG.infof("The sender of the import %s went away; it can go on with it", id);
                throw new Problem(
                        ErrorCode.BODY_CUT_OFF, "Send the same file to PUT /v1/imports/%s to go on.".formatted(id));
            } finally {
                sql.end(claim, done ? Import.State.DONE : Import.State.INTERRUPTED, clock.instant());
            }
            return sql.find(app.id(), id, clock.instant()).orElseThrow();
        } finally {
            room.release();
        }
    }

    private void take(ImportSql.Claim claim, long from, LineReader reader) throws IOException {
        if (from > claim.lines()) {
            var detail = "Give at most %d: the lines after that are not committed.".formatted(claim.lines());
            throw new Problem(ErrorCode.INVALID_FIELD, detail, List.of(new Problem.FieldError("/from", detail)));
        }
        for (var known = from; known < claim.lines(); known++) {
            if (reader.next() == null) {
                return;
            }
        }
        var number = claim.lines();
        var complained = claim.complaints();
        var ended = false;
        while (!ended) {
            var lines = new ArrayList<Parsed>(PORTION);
            try {
                ended = !fill(lines, number, reader);
            } finally {
                // Also what came whole before the connection broke.
                complained = commit(claim, lines, complained);
                number += lines.size();
            }
        }
    }

    /// False at the end of the body.
    private boolean fill(List<Parsed> lines, long before, LineReader reader) throws IOException {
        var since = clock.instant();
        while (lines.size() < PORTION) {
            var line = reader.next();
            if (line == null) {
                return false;
            }
            lines.add(parser.parse(before + lines.size() + 1, line));
            if (clock.instant().isAfter(since.plus(LONGEST_HOLD)) && reader.mustWait()) {
                break;
            }
        }
        return true;
    }

    private long commit(ImportSql.Claim claim, List<Parsed> lines, long complained) {
        for (int attempt = 1; !lines.isEmpty(); attempt++) {
            try {
                return portions.commit(claim, lines, complained);
            } catch (Portions.Disturbed | JdbiException e) {
                if (attempt == TRIES || !(e instanceof Portions.Disturbed || isDeadlock(e))) {
                    throw e;
                }
                LOG.debugf("A portion of the import %s met another writer, and is tried again", claim.id());
            }
        }
        return complained;
    }

    private static boolean isDeadlock(RuntimeException e) {
        return e.getCause() instanceof SQLException sql && DEADLOCK.equals(sql.getSQLState());
    }
}
