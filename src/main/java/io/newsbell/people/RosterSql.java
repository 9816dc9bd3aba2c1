package io.newsbell.people;

import jakarta.inject.Singleton;
import org.jdbi.v3.core.Jdbi;

@Singleton
class RosterSql {
    private final Jdbi jdbi;

    RosterSql(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    /// Until the transaction ends nobody else changes who may do what: two changes that are each allowed could
    /// together leave an app without anybody who manages it.
    void lock() {
        jdbi.useHandle(db -> db.execute("SELECT pg_advisory_xact_lock(hashtext('newsbell.people'))"));
    }
}
