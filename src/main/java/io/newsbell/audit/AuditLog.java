package io.newsbell.audit;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.narayana.jta.runtime.TransactionConfiguration;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;

/// The log of acts, one chain for each app. What Newsbell does by itself has its reason where it was done; here is
/// what a person or a server did.
@ApplicationScoped
public class AuditLog {
    /// Seconds. It is for a log of many years.
    private static final int READING_ALL = 1_800;

    private static final TypeReference<Map<String, String>> DETAIL = new TypeReference<>() {};

    private final AuditSql sql;
    private final ObjectMapper json;
    private final Clock clock;

    AuditLog(AuditSql sql, ObjectMapper json, Clock clock) {
        this.sql = sql;
        this.json = json;
        this.clock = clock;
    }

    /// [#record(long, Actor, Act, String, Map)] of an act that its name and subject tell all about.
    @Transactional(Transactional.TxType.MANDATORY)
    public void record(long appId, Actor actor, Act act, String subject) {
        record(appId, actor, act, subject, Map.of());
    }

    /// Writes the act down in the transaction that does it: neither is without the other. To be called last: it
    /// locks the head of the app's chain until the transaction ends, and who holds that must not wait for any
    /// other row. (The order is: app, story, alert, its waves and batches, head.)
    ///
    /// @param subject what it is done to: `alert:` and its id, `topic:` and its slug, `policy` …
    /// @param detail  what people will want to know. It stays for ever: no secret, no push address, nothing that
    ///                tells who a reader is
    @Transactional(Transactional.TxType.MANDATORY)
    public void record(long appId, Actor actor, Act act, String subject, Map<String, String> detail) {
        var head = sql.lock(appId)
                .orElseThrow(() -> new IllegalStateException(
                        "The audit log of app %d has lost its head. Restore the row of audit_head from a backup."
                                .formatted(appId)));
        var link = new Link(
                appId,
                head.seq() + 1,
                // PostgreSQL keeps no more.
                clock.instant().truncatedTo(ChronoUnit.MICROS),
                actor.text(),
                actor.words(),
                act.code(),
                subject,
                text(detail));
        sql.append(link, link.hash(head.hash()));
    }

    /// Newest first.
    ///
    /// @param before  only those older than this entry
    /// @param subject only what was done to this
    @Transactional
    public List<Entry> read(long appId, OptionalLong before, Optional<String> subject, int limit) {
        return sql.read(appId, before, subject, limit).stream().map(this::entry).toList();
    }

    /// Computes every hash of the app's chain anew. What was changed, taken out, cut off the end or swapped is
    /// found, but for one who also writes all later hashes and the head anew: against that, note
    /// [Verdict#hash] somewhere else.
    @Transactional
    @TransactionConfiguration(timeout = READING_ALL)
    public Verdict verify(long appId) {
        return sql.check(appId);
    }

    private Entry entry(AuditSql.Stored stored) {
        var link = stored.link();
        return new Entry(
                link.seq(),
                link.at(),
                link.actor(),
                link.actorName(),
                link.act(),
                link.subject(),
                detail(link.detail()),
                HexFormat.of().formatHex(stored.hash()));
    }

    private String text(Map<String, String> detail) {
        try {
            return json.writeValueAsString(new TreeMap<>(detail));
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Map<String, String> detail(String text) {
        try {
            return json.readValue(text, DETAIL);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException("The detail of an entry cannot be read", e);
        }
    }
}
