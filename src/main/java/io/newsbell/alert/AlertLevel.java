package io.newsbell.alert;

import com.fasterxml.jackson.annotation.JsonProperty;

/// How much an alert matters; it decides who hears it and how loudly.
public enum AlertLevel {
    /// Goes first, and to everyone who wants more than a digest.
    @JsonProperty("breaking")
    BREAKING,
    /// To everyone who wants more than a digest.
    @JsonProperty("top")
    TOP,
    /// Only to those who want every alert of a topic.
    @JsonProperty("following")
    FOLLOWING,
    /// Rings nobody by itself; it goes into the digests of those who want one of a topic.
    @JsonProperty("digest")
    DIGEST
}
