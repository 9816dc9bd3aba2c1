package io.newsbell.story;

import java.util.List;

/// An article that tells of the same event.
///
/// @param similarity 1 for the same words equally often, 0 for none in common
/// @param words      names and numbers that both have, the most telling first, as they stand in the newer one
/// @param copy       whether it says the same, so that nobody need hear it twice
record Kin(long articleId, long storyId, double similarity, List<String> words, boolean copy) {}
