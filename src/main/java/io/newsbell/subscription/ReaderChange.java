package io.newsbell.subscription;

/// What of a reader may be otherwise than before: which fact, not what it is now.
public sealed interface ReaderChange {
    long reader();

    record Follow(long reader, long topic) implements ReaderChange {}

    record TopicMute(long reader, long topic) implements ReaderChange {}

    record StoryMute(long reader, long story) implements ReaderChange {}

    /// The pause among them.
    record Preferences(long reader) implements ReaderChange {}
}
