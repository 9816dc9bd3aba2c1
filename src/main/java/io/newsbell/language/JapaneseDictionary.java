package io.newsbell.language;

import java.io.StringReader;
import org.apache.lucene.analysis.TokenStream;
import org.apache.lucene.analysis.ja.JapaneseAnalyzer;
import org.apache.lucene.analysis.ja.JapaneseBaseFormFilter;
import org.apache.lucene.analysis.ja.JapaneseKatakanaStemFilter;
import org.apache.lucene.analysis.ja.JapanesePartOfSpeechStopFilter;
import org.apache.lucene.analysis.ja.JapaneseTokenizer;
import org.apache.lucene.analysis.ja.JapaneseTokenizer.Mode;
import org.jspecify.annotations.Nullable;

/// Lucene's dictionary of Japanese. Not in its search mode, which puts parts of a word beside the word.
final class JapaneseDictionary {
    private final Pool<Chain> chains = new Pool<>(Chain::new);

    static JapaneseTokenizer tokenizer() {
        return new JapaneseTokenizer(null, true, Mode.NORMAL);
    }

    /// What a verb is looked up by; null for particles and the like.
    @Nullable
    String stem(String word) {
        var chain = chains.take();
        var stem = chain.stem(word);
        chains.giveBack(chain);
        return stem;
    }

    private static final class Chain {
        private final JapaneseTokenizer tokens = tokenizer();
        private final TokenStream words = new JapaneseKatakanaStemFilter(new JapanesePartOfSpeechStopFilter(
                new JapaneseBaseFormFilter(tokens), JapaneseAnalyzer.getDefaultStopTags()));

        @Nullable
        String stem(String word) {
            tokens.setReader(new StringReader(word));
            var all = OneWord.terms(words);
            return switch (all.size()) {
                case 0 -> null;
                case 1 -> all.getFirst();
                // Seen alone it falls apart: nothing is known of it.
                default -> word;
            };
        }
    }
}
