package io.newsbell.match;

import io.newsbell.match.TopicMatch.Evidence;
import io.newsbell.topic.Topics;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;

/// Who follows a story is told of every article that belongs to it, whatever its words.
@Singleton
class StoryTopics {
    private static final String PLACE = "story";

    /// Behind every topic that the words speak for.
    private static final double LAST = 0;

    private final Topics topics;

    StoryTopics(Topics topics) {
        this.topics = topics;
    }

    /// Empty if nobody follows the story.
    Optional<TopicMatch> match(long appId, long storyId) {
        return topics.followedStory(appId, storyId)
                .map(topic -> new TopicMatch(
                        topic,
                        LAST,
                        true,
                        List.of(new Evidence(
                                PLACE,
                                topic.name(),
                                topic.name(),
                                topic.slug(),
                                0,
                                topic.name().length()))));
    }
}
