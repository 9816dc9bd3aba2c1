package io.newsbell.ingest;

import java.net.URI;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What the newsroom wrote, cleaned: no markup, no control or direction-overriding characters, NFC.
///
/// @param body           paragraphs separated by a newline
/// @param language       BCP 47; `und` if the newsroom did not say, and the text does not tell
/// @param urgency        IPTC, 1 (the most urgent) to 8; null if the newsroom did not say
/// @param eventAt        when what it reports happened; null if the newsroom did not say
/// @param embargoedUntil nobody may be told earlier
public record ArticleContent(
        String headline,
        String summary,
        String body,
        String language,
        @Nullable URI url,
        @Nullable URI image,
        List<String> tags,
        @Nullable String section,
        List<String> people,
        List<String> places,
        List<String> authors,
        @Nullable Integer urgency,
        @Nullable Instant publishedAt,
        @Nullable Instant embargoedUntil,
        @Nullable Instant eventAt) {}
