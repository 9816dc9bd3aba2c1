package io.newsbell.feed;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// An item of a feed, whatever the format, as it came.
///
/// @param id          the item's own, if it has one
/// @param publishedAt null if the item does not say when, or not so that it can be read
record FeedItem(
        @Nullable String id,
        @Nullable String title,
        @Nullable String summary,
        @Nullable String body,
        @Nullable String link,
        @Nullable String image,
        @Nullable String language,
        @Nullable Instant publishedAt,
        List<String> tags,
        List<String> authors) {
    /// What an article's summary may have; many feeds have the whole article there.
    private static final int LONGEST_SUMMARY = 10_000;

    private static final int LONGEST_LABEL = 100;

    /// The item as an article in Newsbell's own fields, still to be checked and cleaned.
    ///
    /// @param language of the feed as a whole
    ObjectNode article(Feed.Defaults defaults, Optional<String> language) {
        var article = JsonNodeFactory.instance.objectNode();
        var whole = body == null && summary != null && summary.length() > LONGEST_SUMMARY;
        article.put("headline", title);
        article.put("summary", summary == null || summary.length() > LONGEST_SUMMARY ? null : summary);
        article.put("body", whole ? summary : body);
        article.put("url", link);
        article.put("image", image);
        article.put("section", defaults.section());
        article.put(
                "language",
                Languages.tag(this.language)
                        .or(() -> language.flatMap(Languages::tag))
                        .orElse(defaults.language()));
        article.put("publishedAt", publishedAt == null ? null : publishedAt.toString());
        var tagArray = article.putArray("tags");
        Stream.concat(tags.stream(), defaults.tags().stream()).distinct().forEach(tagArray::add);
        authors.stream().distinct().forEach(article.putArray("authors")::add);
        return article;
    }

    /// By which a person finds it in the feed.
    String label() {
        return Stream.of(title, id, link)
                .flatMap(Stream::ofNullable)
                .filter(text -> !text.isBlank())
                .findFirst()
                .map(text -> Label.of(text, LONGEST_LABEL))
                .orElse("an item without title, id and link");
    }
}
