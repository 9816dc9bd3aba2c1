package io.newsbell.demo;

import java.util.List;
import java.util.Optional;

/// What the page shows of the newsroom and the phones. Two equal boards look the same.
///
/// @param chosen the article whose reasons are shown; empty while there is none
/// @param pinned whether the visitor chose it; otherwise it is the newest
/// @param latest newest first
/// @param phones empty where pushes go to real phones
record Board(Optional<Story> chosen, boolean pinned, List<Story> latest, List<PhoneView> phones) {
    /// Whether it changes by itself within the next moments.
    public boolean isSettled() {
        return chosen.stream().allMatch(Story::isSettled) && latest.stream().allMatch(Story::isSettled);
    }

    public boolean shows(Story story) {
        return chosen.filter(shown -> shown.externalId().equals(story.externalId()))
                .isPresent();
    }
}
