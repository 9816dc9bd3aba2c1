package io.newsbell.webhook;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.stream.Stream;

/// What a webhook can be told. The values are API and in the database: never rename one.
public enum WebhookEvent {
    /// It was decided that readers are told, by the policy or by a person.
    ALERT_APPROVED("alert.approved"),
    /// A guard rail found something, and a person must decide.
    ALERT_HELD("alert.held"),
    /// It is over: everybody has an outcome, or its time passed, or somebody decided against it after it was
    /// held.
    ALERT_FINISHED("alert.finished"),
    /// Somebody, or an error that would repeat itself, stopped it.
    ALERT_STOPPED("alert.stopped"),
    /// Many phones are about to ring, and many readers to come.
    CROWD_EXPECTED("crowd.expected");

    /// Sent on request, whatever a webhook wants to hear.
    static final String PING = "webhook.ping";

    private final String value;

    WebhookEvent(String value) {
        this.value = value;
    }

    @JsonValue
    public String value() {
        return value;
    }

    static WebhookEvent of(String value) {
        return Stream.of(values())
                .filter(event -> event.value.equals(value))
                .findFirst()
                .orElseThrow();
    }
}
