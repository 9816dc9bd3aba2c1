package io.newsbell.alert;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.EnumSet;
import java.util.Set;

/// The life of an alert. What is not listed under a state cannot follow it, whoever asks.
public enum AlertState {
    /// A guard rail found something, and a person must decide.
    @JsonProperty("held")
    HELD,
    /// The policy found no reason to ring phones, or a person did not.
    @JsonProperty("dismissed")
    DISMISSED,
    /// Waits for its audience to be worked out: of one that was resumed, for whom is left of it.
    @JsonProperty("approved")
    APPROVED,
    /// Its waves are on their way.
    @JsonProperty("sending")
    SENDING,
    /// Every device of every wave has its outcome.
    @JsonProperty("sent")
    SENT,
    /// Someone, or an error that would repeat itself, stopped it. A person can resume it.
    @JsonProperty("stopped")
    STOPPED,
    /// Its time had passed before it could be planned, or before anybody decided.
    @JsonProperty("expired")
    EXPIRED;

    /// Somebody may still be told of it without any person's doing.
    public boolean isUnderWay() {
        return this == APPROVED || this == SENDING;
    }

    public Set<AlertState> next() {
        return switch (this) {
            case HELD -> EnumSet.of(APPROVED, DISMISSED, EXPIRED);
            case APPROVED -> EnumSet.of(SENDING, STOPPED, EXPIRED);
            case SENDING -> EnumSet.of(SENT, STOPPED);
            case STOPPED -> EnumSet.of(APPROVED);
            case DISMISSED, SENT, EXPIRED -> EnumSet.noneOf(AlertState.class);
        };
    }

    /// The states that this one may follow.
    Set<AlertState> before() {
        var before = EnumSet.allOf(AlertState.class);
        before.removeIf(state -> !state.next().contains(this));
        return before;
    }
}
