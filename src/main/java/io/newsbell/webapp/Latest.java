package io.newsbell.webapp;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What is new of a topic, in the words of the inbox's API, so that the page draws both alike.
record Latest(List<Item> news) {
    static Latest of(List<NewsItem> items) {
        return new Latest(items.stream().map(Item::of).toList());
    }

    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Item(
            long storyId,
            String level,
            String title,
            String body,
            @Nullable String link,
            Instant sentAt) {
        private static Item of(NewsItem item) {
            return new Item(
                    item.storyId(),
                    item.isBreaking() ? "breaking" : "following",
                    item.headline(),
                    item.summary(),
                    item.link().orElse(null),
                    item.at());
        }
    }
}
