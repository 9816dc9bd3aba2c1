package io.newsbell.topic;

import java.text.Normalizer;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.lucene.analysis.miscellaneous.ASCIIFoldingFilter;

/// How names and what is typed to find them become words that PostgreSQL can compare: neither case nor
/// accents count, vowel signs of Hindi and letters of Arabic do. Chinese has no spaces, so a name is one
/// word, found by its beginning.
final class SearchWords {
    private static final int MOST = 10;
    private static final int LONGEST_EXPANSION = 4;

    /// Accents of Latin, Greek and Cyrillic that have no letter of their own to be folded from.
    private static final Pattern ACCENTS = Pattern.compile("[\\u0300-\\u036f]");

    private static final Pattern BETWEEN_WORDS = Pattern.compile("[^\\p{L}\\p{M}\\p{N}]+");

    private SearchWords() {}

    static String of(Stream<String> names) {
        return names.flatMap(name -> split(name).stream()).distinct().collect(Collectors.joining(" "));
    }

    /// A `tsquery` that every word typed so far must begin a word of; empty if there is nothing to look
    /// for.
    static Optional<String> query(String typed) {
        // Only letters, marks and digits are left: nothing in them means anything to PostgreSQL.
        return Optional.of(split(typed).stream()
                        .limit(MOST)
                        .map(word -> "'" + word + "':*")
                        .collect(Collectors.joining(" & ")))
                .filter(Predicate.not(String::isEmpty));
    }

    private static List<String> split(String text) {
        return BETWEEN_WORDS
                .splitAsStream(fold(text))
                .filter(Predicate.not(String::isEmpty))
                .toList();
    }

    static String fold(String text) {
        var composed = Normalizer.normalize(text, Normalizer.Form.NFKC).toCharArray();
        var plain = new char[composed.length * LONGEST_EXPANSION];
        int length = ASCIIFoldingFilter.foldToASCII(composed, 0, plain, 0, composed.length);
        var decomposed = Normalizer.normalize(new String(plain, 0, length), Normalizer.Form.NFD);
        return Normalizer.normalize(ACCENTS.matcher(decomposed).replaceAll(""), Normalizer.Form.NFKC)
                .toLowerCase(java.util.Locale.ROOT);
    }
}
