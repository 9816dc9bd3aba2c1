package io.newsbell.app;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.newsbell.audit.Act;
import io.newsbell.audit.Actor;
import io.newsbell.audit.AuditLog;
import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import java.io.UncheckedIOException;
import java.util.Map;

/// What apps have set, over what is usual.
@Singleton
class Policies {
    private final PolicySql sql;
    private final ObjectMapper json;
    private final AuditLog log;
    private final Policy usual;

    Policies(PolicySql sql, ObjectMapper json, AuditLog log, AppConfig config) {
        this.sql = sql;
        this.json = json;
        this.log = log;
        this.usual = Policy.USUAL.withFloodPerMinute(config.floodPerMinute());
    }

    Policy read(String stored) {
        try {
            return json.readValue(stored, PolicyBody.class).over(usual);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException("A policy is stored in a form that cannot be read", e);
        }
    }

    String write(Policy policy) {
        return text(PolicyBody.of(policy));
    }

    Versioned find(long app) {
        var stored = sql.find(app);
        return new Versioned(stored.version(), read(stored.policy()));
    }

    /// False if the app's policy is of another version than the expected one.
    @Transactional
    boolean put(long app, long expected, PolicyBody policy, Actor by) {
        var text = text(policy);
        var put = sql.put(app, expected, text);
        if (put) {
            log.record(app, by, Act.POLICY_CHANGED, "policy", Map.of("policy", text));
        }
        return put;
    }

    private String text(PolicyBody policy) {
        try {
            return json.writeValueAsString(policy);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    record Versioned(long version, Policy policy) {}
}
