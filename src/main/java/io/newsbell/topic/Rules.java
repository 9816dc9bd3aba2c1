package io.newsbell.topic;

import io.newsbell.problem.Problem;
import java.util.Map;
import java.util.regex.Pattern;

/// Which articles belong to a topic, in Lucene's classic query syntax.
///
/// @param any        for articles in every language; empty if only `byLanguage` counts
/// @param byLanguage for articles in one language more, by its ISO 639 code: hi, mr, zh
/// @param threshold  how much an article must be about the topic to ring phones, from 0 (a mention is enough) to 1
public record Rules(String any, Map<String, String> byLanguage, double threshold) {
    /// Reached by what the newsroom names as tag, section, person, place or author, by the headline, the
    /// summary, the first sentences, or three mentions; not by a passing one.
    public static final double ABOUT = 0.2;

    static final int LONGEST = 4_000;
    private static final Pattern LANGUAGE = Pattern.compile("[a-z]{2,3}");

    public Rules {
        byLanguage = Map.copyOf(byLanguage);
    }

    /// As they came from outside.
    ///
    /// @throws Problem `invalid_field`
    public static Rules checked(String any, Map<String, String> byLanguage, double threshold) {
        if (any.isBlank() && byLanguage.isEmpty()) {
            throw Problem.invalid("/rule", "Give a rule.");
        }
        byLanguage.forEach((language, each) -> {
            if (!LANGUAGE.matcher(language).matches()) {
                throw Problem.invalid(
                        "/rules/" + language.replace("~", "~0").replace("/", "~1"),
                        "Name the language by its code alone, such as hi or pt.");
            }
            if (each == null || each.isBlank() || each.length() > LONGEST) {
                throw Problem.invalid("/rules/" + language, "Give a rule of at most 4,000 characters.");
            }
        });
        return new Rules(any, byLanguage, threshold);
    }

    public static Rules of(String any) {
        return new Rules(any, Map.of(), ABOUT);
    }
}
