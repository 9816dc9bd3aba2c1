package io.newsbell.language;

import java.util.Set;
import java.util.function.UnaryOperator;
import org.apache.lucene.analysis.CharArraySet;
import org.apache.lucene.analysis.TokenStream;
import org.apache.lucene.analysis.bn.BengaliAnalyzer;
import org.apache.lucene.analysis.bn.BengaliNormalizationFilter;
import org.apache.lucene.analysis.bn.BengaliStemFilter;
import org.apache.lucene.analysis.hi.HindiAnalyzer;
import org.apache.lucene.analysis.hi.HindiNormalizationFilter;
import org.apache.lucene.analysis.hi.HindiStemFilter;
import org.apache.lucene.analysis.in.IndicNormalizationFilter;
import org.apache.lucene.analysis.snowball.SnowballFilter;
import org.apache.lucene.analysis.ta.TamilAnalyzer;
import org.apache.lucene.analysis.te.TeluguAnalyzer;
import org.apache.lucene.analysis.te.TeluguNormalizationFilter;
import org.apache.lucene.analysis.te.TeluguStemFilter;
import org.tartarus.snowball.ext.TamilStemmer;

/// Languages of India and its neighbours. The stem of a word is what its ending leaves, and what Lucene's
/// stemmer, in the four languages that have one, makes of that: by itself it leaves many case endings on.
final class IndicLanguages {
    private IndicLanguages() {}

    static Language of(String code) {
        var spelling = Spelling.unaccented();
        var endings = Endings.of(code, spelling);
        return switch (code) {
            case "hi" ->
                language(
                        code,
                        spelling,
                        endings,
                        HindiAnalyzer.getDefaultStopSet(),
                        words -> new HindiStemFilter(new HindiNormalizationFilter(words)));
            case "bn" ->
                language(
                        code,
                        spelling,
                        endings,
                        BengaliAnalyzer.getDefaultStopSet(),
                        words -> new BengaliStemFilter(new BengaliNormalizationFilter(words)));
            case "ta" ->
                language(
                        code,
                        spelling,
                        endings,
                        TamilAnalyzer.getDefaultStopSet(),
                        words -> new SnowballFilter(words, new TamilStemmer()));
            case "te" ->
                language(
                        code,
                        spelling,
                        endings,
                        TeluguAnalyzer.getDefaultStopSet(),
                        words -> new TeluguStemFilter(new TeluguNormalizationFilter(words)));
            default -> language(code, spelling, endings, endings::stem, endings.stop());
        };
    }

    private static Language language(
            String code, Spelling spelling, Endings endings, CharArraySet stop, UnaryOperator<TokenStream> stemmer) {
        var stem = new OneWord(words -> stemmer.apply(new IndicNormalizationFilter(words)));
        return language(
                code,
                spelling,
                endings,
                word -> stem.first(endings.stem(word)),
                StopWords.spelt(StopWords.of(stop), spelling));
    }

    private static Language language(
            String code, Spelling spelling, Endings endings, Inflection.Stem stem, Set<String> stop) {
        return new Language(
                code,
                WesternLanguages.BY_UNICODE,
                spelling,
                new Inflection(UnaryOperator.identity(), endings::names, stem, stop));
    }
}
