package io.newsbell.draft;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.inject.Singleton;
import java.io.UncheckedIOException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/// The database itself voids an approval when the content changes, and takes none from somebody who wrote it:
/// see V18.
@Singleton
class DraftSql {
    private final Jdbi jdbi;
    private final ObjectMapper json;

    DraftSql(Jdbi jdbi, ObjectMapper json) {
        this.jdbi = jdbi;
        this.json = json;
    }

    void insert(UUID id, long app, DraftContent content, long person, Instant now) {
        jdbi.useHandle(db -> db.createUpdate("""
                        INSERT INTO draft (id, app_id, content, version, state, changed_by, changed_at, created_at)
                        VALUES (:id, :app, :content, 1, 'WRITING', :person, :now, :now)""")
                .bind("id", id)
                .bind("app", app)
                .bind("content", write(content))
                .bind("person", person)
                .bind("now", now)
                .execute());
        author(id, person);
    }

    Optional<EditorDraft> find(long app, UUID id) {
        return select("WHERE app_id = ? AND id = ?", app, id).stream().findFirst();
    }

    /// Held until the transaction ends.
    Optional<EditorDraft> lock(long app, UUID id) {
        return select("WHERE app_id = ? AND id = ? FOR UPDATE", app, id).stream()
                .findFirst();
    }

    Optional<EditorDraft> lock(UUID id) {
        return select("WHERE id = ? FOR UPDATE", id).stream().findFirst();
    }

    /// The last changed first.
    List<EditorDraft> open(long app, int limit) {
        return select(
                "WHERE app_id = ? AND state IN ('WRITING', 'PROPOSED', 'LEAVING') ORDER BY changed_at DESC LIMIT ?",
                app,
                limit);
    }

    void save(UUID id, DraftContent content, long person, Instant now) {
        jdbi.useHandle(db -> db.createUpdate("""
                        UPDATE draft SET content = :content, version = version + 1, state = 'WRITING', note = NULL,
                            changed_by = :person, changed_at = :now
                        WHERE id = :id""")
                .bind("id", id)
                .bind("content", write(content))
                .bind("person", person)
                .bind("now", now)
                .execute());
        author(id, person);
    }

    void propose(UUID id, long phones) {
        jdbi.useHandle(db -> db.execute(
                "UPDATE draft SET state = 'PROPOSED', needs_second = true, phones = ?, note = NULL WHERE id = ?",
                phones,
                id));
    }

    /// @param approver its second person; null where none is needed
    void leave(UUID id, long phones, @Nullable Long approver, long sender, Instant leavesAt, Instant now) {
        jdbi.useHandle(db -> db.createUpdate("""
                        UPDATE draft SET state = 'LEAVING', needs_second = :approver::bigint IS NOT NULL, phones = :phones,
                            approved_by = :approver, approved_at = CASE WHEN :approver::bigint IS NULL THEN NULL
                                ELSE CAST(:now AS timestamptz) END,
                            approved_hash = CASE WHEN :approver::bigint IS NULL THEN NULL ELSE content_hash END,
                            sent_by = :sender, leaves_at = :leavesAt, note = NULL
                        WHERE id = :id""")
                .bind("id", id)
                .bind("phones", phones)
                .bind("approver", approver)
                .bind("sender", sender)
                .bind("leavesAt", leavesAt)
                .bind("now", now)
                .execute());
    }

    /// Back to the writers. Whoever approved it must do so again.
    ///
    /// @param note why, if nobody wanted it
    void comeBack(UUID id, @Nullable String note) {
        jdbi.useHandle(db -> db.execute("""
                        UPDATE draft SET state = 'WRITING', approved_by = NULL, approved_hash = NULL, approved_at = NULL,
                            sent_by = NULL, leaves_at = NULL, note = ?
                        WHERE id = ?""", note, id));
    }

    void sent(UUID id, UUID alert) {
        jdbi.useHandle(db -> db.execute("UPDATE draft SET state = 'SENT', alert_id = ? WHERE id = ?", alert, id));
    }

    void discard(UUID id) {
        jdbi.useHandle(db -> db.execute("UPDATE draft SET state = 'DISCARDED' WHERE id = ?", id));
    }

    private void author(UUID id, long person) {
        jdbi.useHandle(db -> db.execute("INSERT INTO draft_author VALUES (?, ?) ON CONFLICT DO NOTHING", id, person));
    }

    private List<EditorDraft> select(String where, Object... arguments) {
        return jdbi.withHandle(db -> db.select("""
                        SELECT *, ARRAY(SELECT a.person_id FROM draft_author a WHERE a.draft_id = id) AS authors
                        FROM draft
                        """ + where, arguments)
                .map((row, context) -> draft(row))
                .list());
    }

    private EditorDraft draft(ResultSet row) throws SQLException {
        var leavesAt = row.getTimestamp("leaves_at");
        return new EditorDraft(
                row.getObject("id", UUID.class),
                row.getLong("app_id"),
                read(row.getString("content")),
                row.getString("content_hash"),
                row.getInt("version"),
                EditorDraft.State.valueOf(row.getString("state")),
                List.of((Long[]) row.getArray("authors").getArray()),
                row.getBoolean("needs_second"),
                row.getObject("phones", Long.class),
                row.getObject("approved_by", Long.class),
                row.getObject("sent_by", Long.class),
                row.getString("note"),
                leavesAt == null ? null : leavesAt.toInstant(),
                row.getObject("alert_id", UUID.class),
                row.getLong("changed_by"),
                row.getTimestamp("changed_at").toInstant(),
                row.getTimestamp("created_at").toInstant());
    }

    private DraftContent read(String text) {
        try {
            return json.readValue(text, DraftContent.class);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String write(DraftContent content) {
        try {
            return json.writeValueAsString(content);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }
}
