package io.newsbell.language;

import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.util.function.Supplier;
import org.apache.lucene.analysis.Tokenizer;
import org.apache.lucene.analysis.tokenattributes.OffsetAttribute;

/// Cuts where a tokenizer of Lucene does.
final class LuceneCutter implements Cutter {
    private final Pool<Tokenizer> tokenizers;

    LuceneCutter(Supplier<Tokenizer> tokenizer) {
        tokenizers = new Pool<>(tokenizer);
    }

    @Override
    public void cut(String text, Found found) {
        var tokens = tokenizers.take();
        try {
            var offset = tokens.addAttribute(OffsetAttribute.class);
            tokens.setReader(new StringReader(text));
            tokens.reset();
            while (tokens.incrementToken()) {
                found.word(offset.startOffset(), offset.endOffset());
            }
            tokens.end();
            tokens.close();
        } catch (IOException e) {
            throw new UncheckedIOException("A text in memory cannot fail to be read", e);
        }
        tokenizers.giveBack(tokens);
    }
}
