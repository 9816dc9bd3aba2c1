package io.newsbell.bulk;

import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Jdbi;

/// The accounts of imports. What a portion of lines does to devices is in [PortionSql].
@Singleton
class ImportSql {
    private final Jdbi jdbi;

    ImportSql(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    /// Begins an import or goes on with one: empty if a call is at it that has not been given up, or if it belongs to
    /// another app.
    Optional<Claim> claim(long appId, UUID id, Instant now) {
        return jdbi.withHandle(db -> db.createQuery("""
                        INSERT INTO bulk_import AS mine (id, app_id, state, lines, accepted, refused, skipped,
                            started_at, changed_at, call, call_at, call_from)
                        VALUES (:id, :app, 'RUNNING', 0, 0, 0, 0, :now, :now, 1, :now, 0)
                        ON CONFLICT (id) DO UPDATE SET state = 'RUNNING', changed_at = :now, call = mine.call + 1,
                            call_at = :now, call_from = mine.lines
                        WHERE mine.app_id = :app AND (mine.state <> 'RUNNING' OR mine.changed_at < :dead)
                        RETURNING call, lines, refused + skipped AS complaints""")
                .bind("id", id)
                .bind("app", appId)
                .bind("now", now)
                .bind("dead", now.minus(Import.LEASE))
                .map((row, context) ->
                        new Claim(appId, id, row.getInt("call"), row.getLong("lines"), row.getLong("complaints")))
                .findOne());
    }

    /// False if another call has taken over: then what was done with these lines must not be committed either.
    boolean count(Claim claim, long lines, long accepted, long refused, long skipped, Instant now) {
        return jdbi.withHandle(db -> db.createUpdate("""
                        UPDATE bulk_import SET lines = lines + :lines, accepted = accepted + :accepted,
                            refused = refused + :refused, skipped = skipped + :skipped, changed_at = :now
                        WHERE id = :id AND call = :call AND state = 'RUNNING'""")
                        .bind("lines", lines)
                        .bind("accepted", accepted)
                        .bind("refused", refused)
                        .bind("skipped", skipped)
                        .bind("now", now)
                        .bind("id", claim.id())
                        .bind("call", claim.call())
                        .execute()
                == 1);
    }

    void end(Claim claim, Import.State state, Instant now) {
        jdbi.useHandle(db -> db.createUpdate("""
                        UPDATE bulk_import SET state = :state, changed_at = :now WHERE id = :id AND call = :call""")
                .bind("state", state.name())
                .bind("now", now)
                .bind("id", claim.id())
                .bind("call", claim.call())
                .execute());
    }

    void keep(UUID id, List<Parsed.Bad> errors) {
        jdbi.useHandle(db -> db.createUpdate("""
                        INSERT INTO bulk_import_error (import_id, line, code, detail)
                        SELECT :id, * FROM unnest(:lines, :codes, :details)""")
                .bind("id", id)
                .bindArray(
                        "lines",
                        Long.class,
                        errors.stream().map(Parsed.Bad::number).toList())
                .bindArray(
                        "codes",
                        String.class,
                        errors.stream().map(Parsed.Bad::code).toList())
                .bindArray(
                        "details",
                        String.class,
                        errors.stream().map(Parsed.Bad::detail).toList())
                .execute());
    }

    Optional<Import> find(long appId, UUID id, Instant now) {
        return jdbi.withHandle(db -> db.createQuery("""
                        SELECT state, lines, accepted, refused, skipped, started_at, changed_at, call_at, call_from
                        FROM bulk_import WHERE id = :id AND app_id = :app""")
                .bind("id", id)
                .bind("app", appId)
                .map((row, context) -> {
                    var state = Import.State.valueOf(row.getString("state"));
                    var changed = row.getTimestamp("changed_at").toInstant();
                    var dead = state == Import.State.RUNNING && changed.isBefore(now.minus(Import.LEASE));
                    var took = Duration.between(row.getTimestamp("call_at").toInstant(), changed);
                    return new Import(
                            id,
                            dead ? Import.State.INTERRUPTED : state,
                            row.getLong("lines"),
                            row.getLong("accepted"),
                            row.getLong("refused"),
                            row.getLong("skipped"),
                            1_000 * (row.getLong("lines") - row.getLong("call_from")) / Math.max(1, took.toMillis()),
                            row.getTimestamp("started_at").toInstant(),
                            changed);
                })
                .findOne());
    }

    List<Import.Failure> errors(UUID id, long after, int limit) {
        return jdbi.withHandle(db -> db.createQuery("""
                        SELECT line, code, detail FROM bulk_import_error
                        WHERE import_id = :id AND line > :after ORDER BY line LIMIT :limit""")
                .bind("id", id)
                .bind("after", after)
                .bind("limit", limit)
                .map((row, context) ->
                        new Import.Failure(row.getLong("line"), row.getString("code"), row.getString("detail")))
                .list());
    }

    /// One call's right to an import.
    ///
    /// @param lines      committed by the calls before
    /// @param complaints of these, how many were refused or skipped
    record Claim(long appId, UUID id, int call, long lines, long complaints) {}
}
