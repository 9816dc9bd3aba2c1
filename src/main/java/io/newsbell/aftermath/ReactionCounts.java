package io.newsbell.aftermath;

/// How often readers turned away within an hour after the alert was meant for the device on which they did.
///
/// @param unfollows of one of its topics
/// @param mutes     of one of its topics, or of its story
/// @param pauses    of everything
public record ReactionCounts(long unfollows, long mutes, long pauses) {
    public long all() {
        return unfollows + mutes + pauses;
    }
}
