package io.newsbell.ingest;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/// An article in our own words. Text may be plain or HTML.
///
/// @param externalId  the newsroom's own id; only for POST, PUT has it in the address
/// @param urgency     IPTC: 1 is the most urgent, 8 the least
/// @param publishedAt when readers could first read it; the time of arrival if absent
/// @param eventAt     when what it reports happened, if it did: long ago is not news, however new the article is
@Schema(name = "Article")
record ArticleBody(
        @Size(max = ArticleReader.MAX_ID, message = "Use at most 512 characters") @Nullable
        String externalId,

        @NotBlank(message = "Give a headline") @Size(max = 1_000, message = "Use at most 1,000 characters")
        String headline,

        @Size(max = 10_000, message = "Use at most 10,000 characters") @Nullable
        String summary,

        @Size(max = 1_000_000, message = "Use at most 1,000,000 characters") @Nullable
        String body,

        @Size(max = 35, message = "Use at most 35 characters")
        @Nullable
        @Schema(
                description =
                        "BCP 47, such as en or mr-IN. If it is left out, or und, it is detected from the text; the answer says"
                                + " as what. What cannot be told, as a headline of names only, is und: such an article is found"
                                + " by its exact words, and not by other forms of them.",
                examples = "en")
        String language,

        @Size(max = 2_048, message = "Use at most 2,048 characters") @Nullable
        String url,

        @Size(max = 2_048, message = "Use at most 2,048 characters") @Nullable
        String image,

        @Size(max = 200, message = "Give at most 200") @Nullable
        List<@NotNull(message = "Leave null out") @Size(max = 200, message = "Use at most 200 characters") String> tags,

        @Size(max = 200, message = "Use at most 200 characters") @Nullable
        String section,

        @Size(max = 200, message = "Give at most 200") @Nullable
        List<@NotNull(message = "Leave null out") @Size(max = 200, message = "Use at most 200 characters") String>
                people,

        @Size(max = 200, message = "Give at most 200") @Nullable
        List<@NotNull(message = "Leave null out") @Size(max = 200, message = "Use at most 200 characters") String>
                places,

        @Size(max = 200, message = "Give at most 200") @Nullable
        List<@NotNull(message = "Leave null out") @Size(max = 200, message = "Use at most 200 characters") String>
                authors,

        @Min(value = 1, message = "Use 1 (most urgent) to 8")
        @Max(value = 8, message = "Use 1 (most urgent) to 8")
        @Nullable
        Integer urgency,

        @Nullable Instant publishedAt,
        @Nullable Instant embargoedUntil,
        @Nullable Instant eventAt) {}
