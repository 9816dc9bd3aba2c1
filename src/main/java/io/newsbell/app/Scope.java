package io.newsbell.app;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Optional;
import java.util.stream.Stream;

/// What an API key may be used for.
public enum Scope {
    ARTICLES_WRITE("articles:write"),
    ALERTS_SEND("alerts:send"),
    TOPICS_WRITE("topics:write"),
    READERS_WRITE("readers:write"),
    OPS_READ("ops:read"),
    /// To make, rotate and revoke keys that may do no more than the key itself.
    KEYS_WRITE("keys:write");

    private final String value;

    Scope(String value) {
        this.value = value;
    }

    /// As in the API, the database and the OpenAPI document.
    @JsonValue
    public String value() {
        return value;
    }

    public static Optional<Scope> of(String value) {
        return Stream.of(values()).filter(scope -> scope.value.equals(value)).findFirst();
    }
}
