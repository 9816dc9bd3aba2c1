package io.newsbell.console;

import io.newsbell.merging.TopicMerge.Followers;
import io.newsbell.topic.Topic;

/// What merging a topic into another one would do, before it is done.
///
/// @param notice why nothing was done; empty if there is nothing to say
record MergePage(Topic from, Topic into, Followers followers, String notice) {
    private static final int LONGEST_RULE = 4_000;

    public boolean hasRules() {
        return !joined().isEmpty();
    }

    /// Both rules in one, for the other topic; empty if there is nothing to be joined.
    public String joined() {
        var one = into.rules().any();
        var other = from.rules().any();
        if (one.isBlank() || other.isBlank() || one.equals(other)) {
            return "";
        }
        var joined = "(%s) OR (%s)".formatted(one, other);
        return joined.length() > LONGEST_RULE ? "" : joined;
    }

    MergePage with(String why) {
        return new MergePage(from, into, followers, why);
    }
}
