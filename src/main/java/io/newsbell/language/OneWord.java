package io.newsbell.language;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.apache.lucene.analysis.TokenStream;
import org.apache.lucene.analysis.tokenattributes.CharTermAttribute;

/// What a chain of Lucene's filters makes of one word.
final class OneWord {
    private final Pool<Chain> chains;

    OneWord(UnaryOperator<TokenStream> filters) {
        chains = new Pool<>(() -> new Chain(filters));
    }

    /// The word itself if the chain leaves nothing of it.
    String first(String word) {
        var all = all(word);
        return all.isEmpty() || all.getFirst().isEmpty() ? word : all.getFirst();
    }

    List<String> all(String word) {
        var chain = chains.take();
        var all = chain.of(word);
        chains.giveBack(chain);
        return all;
    }

    private static final class Chain {
        private final Source source = new Source();
        private final TokenStream filtered;

        Chain(UnaryOperator<TokenStream> filters) {
            filtered = filters.apply(source);
        }

        List<String> of(String word) {
            source.next = word;
            return terms(filtered);
        }
    }

    /// All that a stream whose input is set has to say.
    static List<String> terms(TokenStream words) {
        try {
            var term = words.addAttribute(CharTermAttribute.class);
            words.reset();
            var all = new ArrayList<String>();
            while (words.incrementToken()) {
                all.add(term.toString());
            }
            words.end();
            words.close();
            return all;
        } catch (IOException e) {
            throw new UncheckedIOException("A word in memory cannot fail to be read", e);
        }
    }

    private static final class Source extends TokenStream {
        private final CharTermAttribute term = addAttribute(CharTermAttribute.class);
        private String next = "";

        @Override
        public boolean incrementToken() {
            clearAttributes();
            term.append(next);
            var more = !next.isEmpty();
            next = "";
            return more;
        }
    }
}
