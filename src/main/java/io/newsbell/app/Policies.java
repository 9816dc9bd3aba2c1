package io.newsbell.app;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.inject.Singleton;
import java.io.UncheckedIOException;

/// What apps have set, over what is usual.
@Singleton
class Policies {
    private final PolicySql sql;
    private final ObjectMapper json;
    private final Policy usual;

    Policies(PolicySql sql, ObjectMapper json, AppConfig config) {
        this.sql = sql;
        this.json = json;
        this.usual = Policy.USUAL.withFloodPerMinute(config.floodPerMinute());
    }

    Policy read(String stored) {
        try {
            return json.readValue(stored, PolicyBody.class).over(usual);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException("A policy is stored in a form that cannot be read", e);
        }
    }

    Versioned find(long app) {
        var stored = sql.find(app);
        return new Versioned(stored.version(), read(stored.policy()));
    }

    /// False if the app's policy is of another version than the expected one.
    boolean put(long app, long expected, PolicyBody policy) {
        try {
            return sql.put(app, expected, json.writeValueAsString(policy));
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    record Versioned(long version, Policy policy) {}
}
