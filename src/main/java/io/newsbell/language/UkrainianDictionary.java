package io.newsbell.language;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import morfologik.stemming.Dictionary;
import org.apache.lucene.analysis.morfologik.MorfologikFilter;
import org.apache.lucene.analysis.uk.UkrainianMorfologikAnalyzer;

/// The dictionary of Ukrainian has the names that are in the news, with all their cases: Києві is Київ. What it
/// does not have is tried by its ending.
final class UkrainianDictionary {
    private final Spelling spelling;
    private final Endings endings;
    private final OneWord lookUp;

    UkrainianDictionary(Spelling spelling) {
        var dictionary = read();
        this.spelling = spelling;
        this.endings = Endings.of("uk", spelling);
        this.lookUp = new OneWord(words -> new MorfologikFilter(words, dictionary));
    }

    private static Dictionary read() {
        try {
            return Dictionary.read(Objects.requireNonNull(
                    UkrainianMorfologikAnalyzer.class.getClassLoader().getResource("ua/net/nlp/ukrainian.dict"),
                    "The Ukrainian dictionary is not on the class path"));
        } catch (IOException e) {
            throw new UncheckedIOException("The Ukrainian dictionary cannot be read; is the jar whole?", e);
        }
    }

    List<String> names(String word) {
        var entries = entries(word);
        return isUnknown(word, entries)
                ? endings.names(word)
                : entries.stream().filter(name -> isAlike(word, name)).toList();
    }

    /// The longest entry, which is the same for most cases of a name: Києві is Київ, and a case of "кий".
    String stem(String word) {
        var entries = entries(word);
        return isUnknown(word, entries)
                ? endings.stem(word)
                : Collections.max(
                        entries, Comparator.comparingInt(String::length).thenComparing(Comparator.naturalOrder()));
    }

    Set<String> stop() {
        return StopWords.spelt(StopWords.of(UkrainianMorfologikAnalyzer.getDefaultStopwords()), spelling);
    }

    private List<String> entries(String word) {
        return lookUp.all(word).stream().map(spelling::of).distinct().toList();
    }

    /// The filter lets through what it does not find.
    private static boolean isUnknown(String word, List<String> entries) {
        return entries.isEmpty() || entries.equals(List.of(word));
    }

    /// Львові is a case of Львів, but of Лев (Leo), too; a name is not taken for one that begins otherwise. In
    /// Київ and Києва, і and о, ї and є change places.
    private static boolean isAlike(String word, String name) {
        var length = Math.min(Math.min(word.length(), name.length()), 3);
        return length == 3
                && word.substring(0, length)
                        .replace('є', 'ї')
                        .replace('о', 'і')
                        .equals(name.substring(0, length).replace('є', 'ї').replace('о', 'і'));
    }
}
