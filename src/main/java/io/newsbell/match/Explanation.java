package io.newsbell.match;

import java.util.List;

/// Why an article belongs to a topic, or why not.
public sealed interface Explanation {
    record Matched(TopicMatch match) implements Explanation {}

    /// @param missing the words of the rule that the article does not have
    /// @param found   those that it has, but that are not enough
    record NotMatched(List<String> missing, List<String> found) implements Explanation {}
}
