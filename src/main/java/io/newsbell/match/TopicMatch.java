package io.newsbell.match;

import io.newsbell.topic.Topic;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/// An article belongs to a topic, and these words are the reason.
///
/// @param score from 0 to 1: how much the article is about the topic
/// @param about whether that is as much as the topic asks for; if not, the article only mentions it and alerts nobody
public record TopicMatch(Topic topic, double score, boolean about, List<Evidence> evidence) {
    /// Words of the article that satisfy a part of the rule.
    @Schema(name = "Evidence")
    public record Evidence(
            @Schema(
                    description = "headline, summary or body; what the newsroom said: tag, section, person, place or"
                            + " author; or story, if it belongs to one that is followed")
            String place,

            @Schema(description = "As they stand there") String words,

            @Schema(description = "The words with some of what surrounds them")
            String excerpt,

            @Schema(description = "The part of the rule that they satisfy, as it is written")
            String clause,

            @Schema(description = "Where the words begin in that text, in UTF-16 units")
            int start,

            @Schema(description = "Where they end") int end) {}
}
