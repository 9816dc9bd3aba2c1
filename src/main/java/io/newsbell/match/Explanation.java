package io.newsbell.match;

import java.util.List;

/// Why an article belongs to a topic, or why not.
sealed interface Explanation {
    record Matched(TopicMatch match) implements Explanation {}

    /// @param missing   the parts of the rule that the article lacks
    /// @param found     those that it has, but that are not enough
    /// @param forbidden those that it has and must not have
    record NotMatched(List<String> missing, List<String> found, List<String> forbidden) implements Explanation {}
}
