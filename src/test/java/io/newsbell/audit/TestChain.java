package io.newsbell.audit;

import io.quarkus.narayana.jta.QuarkusTransaction;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/// The log of an app of its own, so that no other test meets what is broken here.
record TestChain(AuditLog log, Jdbi jdbi, long app) {
    static TestChain of(AuditLog log, Jdbi jdbi) {
        var app = jdbi.withHandle(db -> db.createQuery("""
                        INSERT INTO app (id, slug, name)
                        SELECT max(id) + 1000, 'audit-' || :mark, 'Audited' FROM app RETURNING id""")
                .bind("mark", UUID.randomUUID().toString())
                .mapTo(Long.class)
                .one());
        return new TestChain(log, jdbi, app);
    }

    void record(int acts) {
        for (int act = 1; act <= acts; act++) {
            record("topic:" + act);
        }
    }

    void record(String subject) {
        QuarkusTransaction.requiringNew()
                .run(() -> log.record(
                        app,
                        Actor.person("anna@example.org", "Anna Berg"),
                        Act.TOPIC_SAVED,
                        subject,
                        Map.of("rule", "a OR b")));
    }

    /// As the tables' owner would do it, who turns the triggers off first. Nobody else sees them off.
    void tamper(String... statements) {
        jdbi.useTransaction(db -> {
            triggers(db, "DISABLE");
            for (var statement : statements) {
                db.execute(statement.replace(":app", Long.toString(app)));
            }
            triggers(db, "ENABLE");
        });
    }

    private static void triggers(Handle db, String how) {
        for (var table : List.of("audit_head", "audit_entry")) {
            db.execute("ALTER TABLE %s %s TRIGGER USER".formatted(table, how));
        }
    }

    Verdict verdict() {
        return log.verify(app);
    }
}
