package io.newsbell.topic;

import java.util.Map;

/// Which articles belong to a topic, in Lucene's classic query syntax.
///
/// @param any        for articles in every language; empty if only `byLanguage` counts
/// @param byLanguage for articles in one language more, by its ISO 639 code: hi, mr, zh
/// @param threshold  how much an article must be about the topic to ring phones, from 0 (a mention is enough) to 1
public record Rules(String any, Map<String, String> byLanguage, double threshold) {
    /// Reached by what the newsroom names as tag, section, person, place or author, by the headline, the summary, the
    /// first sentences, or three mentions; not by a passing one.
    public static final double ABOUT = 0.2;

    public Rules {
        byLanguage = Map.copyOf(byLanguage);
    }

    public static Rules of(String any) {
        return new Rules(any, Map.of(), ABOUT);
    }
}
