package io.newsbell.delivery;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/// Waits for the database to come back instead of losing what is known.
final class Patience {
    private static final Logger LOG = Logger.getLogger(Patience.class);
    private static final Duration PAUSE = Duration.ofMillis(500);

    /// A minute: a restart or a failover takes less, and what lasts longer wants a person.
    private static final int TIMES = 120;

    private Patience() {}

    @FunctionalInterface
    interface Statement<T, E extends Exception> {
        T run() throws E;
    }

    /// What the statement declares to throw, such as [ClaimLost], is an answer and is not repeated.
    static <T, E extends Exception> T whileTheDatabaseIsAway(Statement<T, E> statement) throws E, InterruptedException {
        for (int time = 1; ; time++) {
            try {
                return statement.run();
            } catch (RuntimeException e) {
                if (time == TIMES) {
                    throw e;
                }
                if (time == 1) {
                    LOG.warnf("The ledger cannot be written (%s); sending waits until it can", e.getMessage());
                }
                TimeUnit.MILLISECONDS.sleep(PAUSE.toMillis());
            }
        }
    }
}
