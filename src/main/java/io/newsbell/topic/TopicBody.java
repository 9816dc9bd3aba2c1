package io.newsbell.topic;

import io.newsbell.problem.Problem;
import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.Map;
import java.util.stream.Collectors;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/// @param automatic whether an article that matches may ring phones without an editor, whatever its
///                  urgency
@Schema(name = "Topic")
record TopicBody(
        @NotNull(message = "Give the kind") TopicKind kind,

        @NotBlank(message = "Give a name") @Size(max = LONGEST_NAME, message = "Use at most 200 characters")
        String name,

        @Size(max = 50, message = "Use at most 50 languages")
        @Schema(description = "The name in further languages, by BCP 47 tag", examples = "{\"hi\": \"जलवायु\"}")
        @Nullable
        Map<String, String> names,

        @Schema(description = "The slug of the topic that it is part of", examples = "weather") @Nullable
        String parent,

        @Size(max = Rules.LONGEST, message = "Use at most 4,000 characters")
        @Schema(
                description = "Which articles of any language belong to it, in Lucene's classic query syntax over the"
                        + " fields text (the default), title (headline and summary), tag, section, person,"
                        + " place and author. Words in quotes are found as they stand, but for possessives,"
                        + " plurals and cases; a single word without quotes by its stem; in a person, place,"
                        + " team or author all as they stand. May be left out if there are `rules`",
                examples = "tag:climate OR \"heat wave\"")
        @Nullable
        String rule,

        @Size(max = 50, message = "Use at most 50 languages")
        @Schema(
                description = "Further rules for articles in one language, by its two- or three-letter code: such an"
                        + " article belongs to the topic by this rule or by `rule`",
                examples = "{\"hi\": \"\\\"लू\\\" OR \\\"गर्मी की लहर\\\"\"}")
        @Nullable
        Map<String, String> rules,

        @DecimalMin(value = "0", message = "Use 0 to 1")
        @DecimalMax(value = "1", message = "Use 0 to 1")
        @Schema(
                description =
                        "How much an article must be about it to ring phones: 0 for every mention, 1 for hardly any"
                                + " article. Left out it is 0.2: the newsroom names it (tag, section, person, place,"
                                + " author), or the headline, the summary or the first 60 words do, or there are three"
                                + " mentions",
                examples = "0.2")
        @Nullable
        Double threshold,

        boolean automatic) {

    private static final int LONGEST_NAME = 200;

    Topics.Draft draft() {
        if (kind.isMadeByReaders()) {
            throw Problem.invalid("/kind", "Use another kind: readers make keyword and story by following.");
        }
        var tagged = (names == null ? Map.<String, String>of() : names)
                .entrySet().stream()
                        .collect(Collectors.toMap(
                                entry -> tag(entry.getKey()),
                                entry -> checked(entry.getKey(), entry.getValue()),
                                (first, second) -> second));
        return new Topics.Draft(kind, name, tagged, parent, everyRule(), automatic);
    }

    private Rules everyRule() {
        var any = rule == null ? "" : rule;
        var byLanguage = rules == null ? Map.<String, String>of() : rules;
        return Rules.checked(any, byLanguage, threshold == null ? Rules.ABOUT : threshold);
    }

    private static String tag(String key) {
        return LanguageTag.of(key)
                .orElseThrow(() ->
                        Problem.invalid(pointer("/names/", key), "Name the language by a BCP 47 tag such as pt-BR."));
    }

    private static String checked(String key, @Nullable String name) {
        if (name == null || name.isBlank() || name.length() > LONGEST_NAME) {
            throw Problem.invalid(pointer("/names/", key), "Give a name of at most 200 characters.");
        }
        return name;
    }

    private static String pointer(String field, String key) {
        return field + key.replace("~", "~0").replace("/", "~1");
    }
}
