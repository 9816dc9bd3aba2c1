package io.newsbell.story;

import com.fasterxml.jackson.annotation.JsonProperty;

/// Who put an article into its story.
enum DecidedBy {
    /// By its words, when it came.
    @JsonProperty("automatic")
    AUTOMATIC,
    /// By a split or a join: final.
    @JsonProperty("newsroom")
    NEWSROOM
}
