package io.newsbell.delivery;

import java.sql.SQLException;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/// Waits for the database to come back instead of losing what is known.
final class Patience {
    private static final Logger LOG = Logger.getLogger(Patience.class);
    static final Duration PAUSE = Duration.ofMillis(500);

    /// Classes of SQLSTATE that say nothing about the statement: no connection (08), no room or memory (53),
    /// the server is stopped or starts (57, 58), it takes no writes (25), the transaction met another one
    /// (40).
    private static final Set<String> AWAY = Set.of("08", "53", "57", "58", "25", "40");

    private static final int CLASS_OF_STATE = 2;

    private Patience() {}

    @FunctionalInterface
    interface Statement<T, E extends Exception> {
        T run() throws E;
    }

    /// For as long as it takes. What the statement declares to throw, such as [Claims.ClaimLost], is an
    /// answer and is not repeated.
    static <T, E extends Exception> T whileTheDatabaseIsAway(Statement<T, E> statement) throws E, InterruptedException {
        for (int time = 1; ; time++) {
            try {
                return statement.run();
            } catch (RuntimeException e) {
                if (!isAway(e)) {
                    throw e;
                }
                if (time == 1) {
                    LOG.warnf("The ledger cannot be written (%s); sending waits until it can", e.getMessage());
                }
                TimeUnit.MILLISECONDS.sleep(PAUSE.toMillis());
            }
        }
    }

    /// Whether it may work later, as it is. A pool that has no connection to give says so without a state,
    /// and a transaction manager whose commit was not answered hides why among what it suppressed.
    static boolean isAway(Throwable failure) {
        return (failure instanceof SQLException said && isAway(said.getSQLState()))
                || Stream.concat(Stream.ofNullable(failure.getCause()), Stream.of(failure.getSuppressed()))
                        .anyMatch(Patience::isAway);
    }

    private static boolean isAway(@Nullable String state) {
        return state == null || state.length() < CLASS_OF_STATE || AWAY.contains(state.substring(0, CLASS_OF_STATE));
    }
}
