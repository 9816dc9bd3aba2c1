package io.newsbell.match;

import java.util.Locale;

/// Where an article has its words.
enum Field {
    /// The words of headline, summary and body as they stand there, and what else they may be meant by.
    TEXT,
    /// The stems of the same words, at the same positions.
    STEM,
    TAG,
    SECTION,
    PERSON,
    PLACE,
    AUTHOR;

    /// What is compared as a whole, so that `tag:climate` is not "climate of fear".
    boolean isWhole() {
        return this == TAG || this == SECTION;
    }

    /// As rules and answers name it.
    String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
