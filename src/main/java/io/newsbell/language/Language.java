package io.newsbell.language;

import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.apache.lucene.analysis.LowerCaseFilter;
import org.apache.lucene.analysis.TokenStream;
import org.apache.lucene.analysis.core.KeywordTokenizer;
import org.apache.lucene.analysis.en.EnglishAnalyzer;
import org.apache.lucene.analysis.en.EnglishMinimalStemFilter;
import org.apache.lucene.analysis.en.EnglishPossessiveFilter;
import org.apache.lucene.analysis.en.PorterStemFilter;
import org.apache.lucene.analysis.standard.StandardTokenizer;
import org.apache.lucene.analysis.tokenattributes.CharTermAttribute;
import org.apache.lucene.analysis.tokenattributes.OffsetAttribute;

/// The words of one language. Any thread may use it.
public final class Language {
    private static final Language ENGLISH = new Language("en");
    private static final Language OTHER = new Language("und");

    private final String code;

    private Language(String code) {
        this.code = code;
    }

    /// The rules for the locale's language; those that suit any where it has none of its own.
    public static Language of(Locale locale) {
        return locale.getLanguage().equals("en") ? ENGLISH : OTHER;
    }

    /// The same for all locales whose words are treated alike: `en`, or `und` where there are no rules of its own.
    public String code() {
        return code;
    }

    public List<Word> words(String text) {
        try (var tokens = new StandardTokenizer();
                var words = new EnglishPossessiveFilter(new LowerCaseFilter(tokens))) {
            tokens.setReader(new StringReader(text));
            var found = new ArrayList<Word>();
            var term = words.addAttribute(CharTermAttribute.class);
            var offset = words.addAttribute(OffsetAttribute.class);
            words.reset();
            while (words.incrementToken()) {
                found.add(new Word(term.toString(), offset.startOffset(), offset.endOffset()));
            }
            words.end();
            return found;
        } catch (IOException e) {
            throw new UncheckedIOException("A text in memory cannot fail to be read", e);
        }
    }

    /// @param word the text of a [Word] of this language
    public Forms forms(String word) {
        if (this == OTHER) {
            return new Forms(word, List.of(), word);
        }
        return new Forms(
                one(word, EnglishMinimalStemFilter::new),
                List.of(),
                EnglishAnalyzer.getDefaultStopSet().contains(word) ? null : one(word, PorterStemFilter::new));
    }

    private static String one(String word, java.util.function.Function<TokenStream, TokenStream> filter) {
        try (var tokens = new KeywordTokenizer();
                var words = filter.apply(tokens)) {
            tokens.setReader(new StringReader(word));
            var term = words.addAttribute(CharTermAttribute.class);
            words.reset();
            return words.incrementToken() ? term.toString() : word;
        } catch (IOException e) {
            throw new UncheckedIOException("A text in memory cannot fail to be read", e);
        }
    }
}
