package io.newsbell.topic;

import java.util.List;

/// What a topic that something was written of means by now.
///
/// @param named    the topic as it was written
/// @param id       itself, or the topic that it was merged into
/// @param arriving topics whose followers are just being moved there: those who are not there yet are meant, too
public record Meant(long named, long id, TopicKind kind, List<Long> arriving) {}
