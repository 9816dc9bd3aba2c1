package io.newsbell.language;

import java.util.Set;

/// Which accents on Latin letters a language does not give up.
///
/// @param letters  with marks that make another letter of them: ñ in Spanish, "Peña" is not "pena"
/// @param endings  that would be taken for a plural: "japonés" is Japanese, and not two of Japón
/// @param everyday words that must not be taken for others when these lose their accents: "Pará" is a state of Brazil,
///                 "para" is in every article
record Accents(String letters, Set<String> endings, Set<String> everyday) {
    static final Accents NONE = new Accents("", Set.of(), Set.of());

    boolean areOfEnding(String word) {
        return endings.stream().anyMatch(word::endsWith);
    }
}
