package io.newsbell.topic;

import java.util.Optional;

/// Tells what a story is called. Alerts implement it: the catalogue knows stories only as something to
/// follow.
public interface StoryTitles {
    /// The story that answers to the id: another one if it was joined into that; itself if it is unknown.
    long surviving(long appId, long storyId);

    /// The headline of the story's newest alert; empty if the app has alerted nobody about such a story.
    Optional<String> titleOf(long appId, long storyId);
}
