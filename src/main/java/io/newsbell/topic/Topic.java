package io.newsbell.topic;

/// Something that a reader can follow.
///
/// @param slug      names the topic in the API: `kochi-metro`
/// @param rules     which articles belong to it
/// @param automatic whether an article that matches may ring phones without an editor, whatever its urgency
public record Topic(long id, long appId, String slug, TopicKind kind, String name, Rules rules, boolean automatic) {}
