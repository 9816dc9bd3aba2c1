package io.newsbell.webapp;

import java.net.URI;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// One piece of news, as everybody may see it.
///
/// @param language BCP 47; empty if it is not known
/// @param link     where it is read; empty if it has no address that is safe to go to
/// @param image    likewise
record NewsItem(
        long storyId,
        String headline,
        String summary,
        String language,
        Optional<String> link,
        Optional<String> image,
        Instant at,
        boolean isBreaking) {
    private static final String UNDETERMINED = "und";

    static NewsItem of(
            long storyId,
            String headline,
            String summary,
            String language,
            @Nullable URI link,
            @Nullable URI image,
            Instant at,
            boolean isBreaking) {
        return new NewsItem(
                storyId,
                headline,
                summary,
                language.equals(UNDETERMINED) ? "" : language,
                safe(link),
                safe(image),
                at,
                isBreaking);
    }

    public boolean hasLink() {
        return link.isPresent();
    }

    public String address() {
        return link.orElse("");
    }

    public boolean hasImage() {
        return image.isPresent();
    }

    public String picture() {
        return image.orElse("");
    }

    /// Of the page of its story.
    public String storyPath() {
        return "stories/" + storyId;
    }

    /// To a second: more is nothing to readers.
    public String instant() {
        return at.truncatedTo(ChronoUnit.SECONDS).toString();
    }

    /// Only what a browser opens as a page of the web: never `javascript:` and the like.
    private static Optional<String> safe(@Nullable URI address) {
        return Optional.ofNullable(address)
                .filter(uri -> uri.getScheme() != null && uri.getHost() != null)
                .filter(uri -> uri.getScheme().toLowerCase(Locale.ROOT).matches("https?"))
                .map(URI::toString);
    }
}
