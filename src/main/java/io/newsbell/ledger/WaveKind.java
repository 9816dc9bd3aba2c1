package io.newsbell.ledger;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.newsbell.alert.Alert;
import io.newsbell.alert.AlertLevel;

/// Why a part of an alert's audience is told when it is. Names are in the database: never rename one.
public enum WaveKind {
    /// As soon as it was decided.
    @JsonProperty("now")
    NOW,
    /// At the end of their quiet hours.
    @JsonProperty("quiet")
    QUIET,
    /// At a time of day, wherever they are.
    @JsonProperty("local")
    LOCAL,
    /// With their digest.
    @JsonProperty("digest")
    DIGEST,
    /// One minute's worth of an alert that is spread.
    @JsonProperty("spread")
    SPREAD,
    /// The few that go first.
    @JsonProperty("canary")
    CANARY,
    /// All others, if that went as usual.
    @JsonProperty("rest")
    REST,
    /// The sample on which two headlines are tried.
    @JsonProperty("trial")
    TRIAL,
    /// All others, with the headline that won.
    @JsonProperty("winner")
    WINNER,
    /// Those whom a stopped alert had not told, when it was resumed.
    @JsonProperty("resumed")
    RESUMED;

    /// How loudly it comes: in a digest nothing rings.
    public AlertLevel level(Alert alert) {
        return this == DIGEST ? AlertLevel.DIGEST : alert.level();
    }

    /// Whether a phone that waits for several alerts in this way gets one push for all of them.
    public boolean melts() {
        return this == QUIET || this == DIGEST;
    }
}
