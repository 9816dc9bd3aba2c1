package io.newsbell.language;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// What a word of an article may be meant by.
///
/// A name in a rule is the word itself, a word of a phrase is its `base`, a keyword is its `stem`. An article
/// has of each of its words the word itself, the base and the `others`: so "Wales" in a rule is found in
/// "Wales" only, and
/// "Mumbai" in all that may be a case of it.
///
/// @param base   without plural; the word itself where the language has none, or none that is safe to take away
/// @param others names that the word may be a case of, at most four; neither the word itself nor the base
/// @param stem   what words of one meaning share; null for a word that means nothing by itself, such as "the"
public record Forms(
        String base, List<String> others, @Nullable String stem) {}
