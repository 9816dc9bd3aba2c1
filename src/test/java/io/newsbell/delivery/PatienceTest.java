package io.newsbell.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.transaction.RollbackException;
import java.sql.SQLException;
import javax.transaction.xa.XAException;
import org.junit.jupiter.api.Test;

/// As they were seen in the logs of nodes whose PostgreSQL was killed.
class PatienceTest {
    @Test
    void a_commit_that_was_not_answered_is_the_databases_fault() {
        var xa = new XAException("Error trying to transactionCommit local transaction");
        xa.initCause(new SQLException("An I/O error occurred while sending to the backend.", "08006"));
        var rollback = new RollbackException("ARJUNA016053: Could not commit transaction.");
        rollback.addSuppressed(xa);

        assertThat(Patience.isAway(new IllegalStateException("Error invoking subclass method", rollback)))
                .isTrue();
    }

    @Test
    void a_pool_that_has_no_connection_waits_for_the_database() {
        assertThat(Patience.isAway(new IllegalStateException(new SQLException("Acquisition timeout"))))
                .isTrue();
    }

    @Test
    void a_wrong_statement_stays_wrong() {
        assertThat(Patience.isAway(new IllegalStateException(new SQLException("division by zero", "22012"))))
                .isFalse();
    }
}
