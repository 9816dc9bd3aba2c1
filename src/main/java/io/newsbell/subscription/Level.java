package io.newsbell.subscription;

import com.fasterxml.jackson.annotation.JsonProperty;

/// How much a reader wants of a topic.
public enum Level {
    /// Every alert.
    @JsonProperty("every")
    EVERY,
    /// Only what the newsroom calls top or breaking.
    @JsonProperty("important")
    IMPORTANT,
    /// Nothing at once.
    @JsonProperty("digest")
    DIGEST
}
