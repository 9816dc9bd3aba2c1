package io.newsbell.device;

import java.sql.SQLException;
import java.util.Set;
import java.util.function.Supplier;
import org.jdbi.v3.core.statement.UnableToExecuteStatementException;

/// Two requests that want the same thing at the same moment: PostgreSQL lets one through and fails the other, which
/// then looks anew and finds the thing done.
public final class Meeting {
    /// unique_violation, foreign_key_violation (a reader has just been merged away), deadlock_detected
    private static final Set<String> MET = Set.of("23505", "23503", "40P01");

    private static final int TIMES = 3;

    private Meeting() {}

    /// Calls what makes a transaction of its own, again if it met somebody.
    public static <T> T resolve(Supplier<T> transaction) {
        for (int left = TIMES; ; left--) {
            try {
                return transaction.get();
            } catch (UnableToExecuteStatementException e) {
                if (left == 1 || !(e.getCause() instanceof SQLException sql) || !MET.contains(sql.getSQLState())) {
                    throw e;
                }
            }
        }
    }
}
