package io.newsbell.audit;

import jakarta.inject.Singleton;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.jdbi.v3.core.Jdbi;

@Singleton
class AuditSql {
    /// Rows in memory at a time while all are read.
    private static final int PORTION = 1_000;

    private final Jdbi jdbi;

    AuditSql(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    /// Held until the caller's transaction ends.
    Optional<Head> lock(long app) {
        return jdbi.withHandle(db -> db.createQuery("SELECT seq, hash FROM audit_head WHERE app_id = :app FOR UPDATE")
                .bind("app", app)
                .map((row, context) -> new Head(row.getLong("seq"), row.getBytes("hash")))
                .findOne());
    }

    void append(Link link, byte[] hash) {
        jdbi.useHandle(db -> {
            db.createUpdate("""
                            INSERT INTO audit_entry (app_id, seq, at, actor, actor_name, act, subject, detail, hash)
                            VALUES (:app, :seq, :at, :actor, :actorName, :act, :subject, :detail::json, :hash)""")
                    .bind("app", link.appId())
                    .bind("seq", link.seq())
                    .bind("at", link.at())
                    .bind("actor", link.actor())
                    .bind("actorName", link.actorName())
                    .bind("act", link.act())
                    .bind("subject", link.subject())
                    .bind("detail", link.detail())
                    .bind("hash", hash)
                    .execute();
            db.createUpdate("UPDATE audit_head SET seq = :seq, hash = :hash WHERE app_id = :app")
                    .bind("app", link.appId())
                    .bind("seq", link.seq())
                    .bind("hash", hash)
                    .execute();
        });
    }

    /// Newest first.
    List<Stored> read(long app, OptionalLong before, Optional<String> subject, int limit) {
        var where = (before.isPresent() ? " AND seq < :before" : "")
                + (subject.isPresent() ? " AND subject = :subject" : "");
        return jdbi.withHandle(db -> {
            var query = db.createQuery(
                            "SELECT * FROM audit_entry WHERE app_id = :app" + where + " ORDER BY seq DESC LIMIT :limit")
                    .bind("app", app)
                    .bind("limit", limit);
            before.ifPresent(seq -> query.bind("before", seq));
            subject.ifPresent(text -> query.bind("subject", text));
            return query.map((row, context) -> stored(row)).list();
        });
    }

    /// One statement, so that head and entries are of the same moment, however many are written meanwhile.
    Verdict check(long app) {
        return jdbi.withHandle(db -> db.createQuery("""
                        SELECT coalesce(head.seq, 0) AS head_seq,
                            coalesce(head.hash, decode(repeat('00', 32), 'hex')) AS head_hash, entry.*
                        FROM (SELECT cast(:app AS bigint) AS id) AS one
                            LEFT JOIN audit_head AS head ON head.app_id = one.id
                            LEFT JOIN audit_entry AS entry ON entry.app_id = one.id
                        ORDER BY entry.seq""")
                .bind("app", app)
                .setFetchSize(PORTION)
                .scanResultSet((rows, context) -> {
                    try (context;
                            var all = rows.get()) {
                        return check(all);
                    }
                }));
    }

    private static Verdict check(ResultSet all) throws SQLException {
        var check = new ChainCheck();
        var head = new Head(0, Head.BEGINNING);
        while (all.next()) {
            head = new Head(all.getLong("head_seq"), all.getBytes("head_hash"));
            if (all.getBytes("hash") != null) {
                var stored = stored(all);
                check.take(stored.link(), stored.hash());
            }
        }
        return check.end(head);
    }

    private static Stored stored(ResultSet row) throws SQLException {
        return new Stored(
                new Link(
                        row.getLong("app_id"),
                        row.getLong("seq"),
                        row.getTimestamp("at").toInstant(),
                        row.getString("actor"),
                        row.getString("actor_name"),
                        row.getString("act"),
                        row.getString("subject"),
                        row.getString("detail")),
                row.getBytes("hash"));
    }

    record Stored(Link link, byte[] hash) {}
}
