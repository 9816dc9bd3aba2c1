package io.newsbell.alert;

import com.fasterxml.jackson.annotation.JsonProperty;

/// What can be done about an alert that phones have shown. Names are in the database: never rename one.
public enum AmendmentKind {
    /// It says something else now.
    @JsonProperty("correction")
    CORRECTION,
    /// It is taken back.
    @JsonProperty("recall")
    RECALL
}
