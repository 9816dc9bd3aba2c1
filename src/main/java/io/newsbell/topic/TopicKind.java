package io.newsbell.topic;

import com.fasterxml.jackson.annotation.JsonProperty;

/// What sort of thing a topic is; it tells apps how to show it.
public enum TopicKind {
    @JsonProperty("section")
    SECTION,
    @JsonProperty("tag")
    TAG,
    @JsonProperty("person")
    PERSON,
    @JsonProperty("place")
    PLACE,
    @JsonProperty("team")
    TEAM,
    @JsonProperty("author")
    AUTHOR,
    /// Words that a reader chose, shared by all who chose the same.
    @JsonProperty("keyword")
    KEYWORD,
    /// One story, for who wants to hear how it goes on.
    @JsonProperty("story")
    STORY;

    /// Whether it comes into being because a reader follows it. Only the others are in the catalogue.
    public boolean isMadeByReaders() {
        return this == KEYWORD || this == STORY;
    }
}
