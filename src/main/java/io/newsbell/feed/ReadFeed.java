package io.newsbell.feed;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/// What was read of a feed.
///
/// @param refused  what could not be read, as far as it can be named
/// @param language of all items that do not name their own
/// @param hub      where the feed can be subscribed to, as `self`
record ReadFeed(
        List<FeedItem> items,
        List<Refused> refused,
        Optional<String> language,
        Optional<Duration> goodFor,
        Optional<String> hub,
        Optional<String> self) {
    /// More than any feed of news has; what comes after is left out.
    static final int MOST_ITEMS = 500;

    /// @param item   its title, id or place
    /// @param reason a sentence for people
    @Schema(name = "RefusedItem")
    record Refused(String item, String reason) {}

    static Refused more() {
        return new Refused("all further items", "Only the first %d items of a feed are read.".formatted(MOST_ITEMS));
    }
}
