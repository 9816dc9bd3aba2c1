package io.newsbell.match;

import io.newsbell.topic.Topic;
import java.util.List;

/// An article belongs to a topic, and these words are the reason.
///
/// @param score how much the article is about the topic; only to be compared within one article
public record TopicMatch(Topic topic, double score, List<Evidence> evidence) {
    /// Words of the article that satisfy a part of the rule.
    ///
    /// @param place   headline, summary, text, or the field of the article: tag, section, person, place,
    ///                author; or story, if it belongs to one that is followed
    /// @param words   as they stand in the article
    /// @param excerpt the words with some of what surrounds them
    public record Evidence(String place, String words, String excerpt) {}
}
