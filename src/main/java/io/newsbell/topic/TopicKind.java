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
    AUTHOR
}
