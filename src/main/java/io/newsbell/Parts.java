package io.newsbell;

import io.agroal.api.AgroalDataSource;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.UUID;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.StatementExceptions;

/// The two parts that every package takes by injection: the clock and the way to PostgreSQL.
class Parts {
    /// Tests put a clock in its place that they move by hand.
    @Produces
    @Singleton
    Clock clock() {
        return Clock.systemUTC();
    }

    /// Statements run in the caller's transaction: Agroal gives the connection that the transaction already holds.
    @Produces
    @Singleton
    Jdbi jdbi(AgroalDataSource dataSource) {
        var jdbi = Jdbi.create(dataSource);
        // An exception's message goes to the log, and arguments may be addresses.
        jdbi.getConfig(StatementExceptions.class).setMessageRendering(StatementExceptions.MessageRendering.NONE);
        return jdbi.registerArrayType(Integer.class, "integer")
                .registerArrayType(Long.class, "bigint")
                .registerArrayType(String.class, "text")
                .registerArrayType(UUID.class, "uuid");
    }
}
