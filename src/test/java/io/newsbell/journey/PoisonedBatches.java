package io.newsbell.journey;

import org.jdbi.v3.core.Jdbi;

/// Batches that fail in a way that nobody foresaw: here by damaged rows.
final class PoisonedBatches {
    /// Every claim fails, for a reason that no waiting mends.
    void poison(Jdbi jdbi) {
        jdbi.useHandle(db -> {
            db.execute("""
                    CREATE OR REPLACE FUNCTION poison() RETURNS trigger LANGUAGE plpgsql AS $$
                    BEGIN RAISE EXCEPTION 'poisoned' USING ERRCODE = '22000'; END $$""");
            db.execute("""
                    CREATE TRIGGER poison BEFORE UPDATE OF attempt ON batch
                    FOR EACH ROW EXECUTE FUNCTION poison()""");
        });
    }

    void heal(Jdbi jdbi) {
        jdbi.useHandle(db -> db.execute("DROP TRIGGER IF EXISTS poison ON batch"));
    }
}
