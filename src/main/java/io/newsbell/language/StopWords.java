package io.newsbell.language;

import java.util.Set;
import java.util.stream.Collectors;
import org.apache.lucene.analysis.CharArraySet;

/// Lucene's lists of words that mean nothing by themselves.
final class StopWords {
    private StopWords() {}

    static Set<String> of(CharArraySet words) {
        return words.stream().map(word -> new String((char[]) word)).collect(Collectors.toUnmodifiableSet());
    }

    static Set<String> spelt(Set<String> words, Spelling spelling) {
        return words.stream().map(spelling::of).collect(Collectors.toUnmodifiableSet());
    }
}
