package io.newsbell.language;

import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.apache.lucene.analysis.ar.ArabicAnalyzer;
import org.apache.lucene.analysis.ar.ArabicNormalizationFilter;
import org.apache.lucene.analysis.ar.ArabicStemFilter;
import org.apache.lucene.analysis.cn.smart.HMMChineseTokenizer;
import org.apache.lucene.analysis.ru.RussianAnalyzer;
import org.apache.lucene.analysis.snowball.SnowballFilter;
import org.tartarus.snowball.ext.RussianStemmer;

/// Languages in Cyrillic, Arabic and Chinese letters.
final class EasternLanguages {
    private EasternLanguages() {}

    static Language russian() {
        var spelling = Spelling.unaccented();
        return new Language(
                "ru",
                WesternLanguages.BY_UNICODE,
                spelling,
                new Inflection(
                        UnaryOperator.identity(),
                        Endings.of("ru", spelling)::names,
                        new OneWord(words -> new SnowballFilter(words, new RussianStemmer()))::first,
                        StopWords.spelt(StopWords.of(RussianAnalyzer.getDefaultStopSet()), spelling)));
    }

    static Language ukrainian() {
        var spelling = Spelling.unaccented();
        var dictionary = new UkrainianDictionary(spelling);
        return new Language(
                "uk",
                WesternLanguages.BY_UNICODE,
                spelling,
                new Inflection(UnaryOperator.identity(), dictionary::names, dictionary::stem, dictionary.stop()));
    }

    static Language arabic() {
        var spelling = Spelling.unaccented();
        return new Language(
                "ar",
                WesternLanguages.BY_UNICODE,
                spelling,
                new Inflection(
                        UnaryOperator.identity(),
                        Candidates.all(List.of(Candidates::withoutProclitics)),
                        new OneWord(words -> new ArabicStemFilter(new ArabicNormalizationFilter(words)))::first,
                        StopWords.spelt(StopWords.of(ArabicAnalyzer.getDefaultStopSet()), spelling)));
    }

    static Language chinese() {
        return new Language(
                "zh",
                new EastAsianCutter(new LuceneCutter(HMMChineseTokenizer::new), SimplifiedChinese::of),
                new Spelling(Accents.NONE, Set.of(), SimplifiedChinese::of),
                new Inflection(
                        UnaryOperator.identity(),
                        Candidates.all(List.of(Candidates::withoutKindOfPlace)),
                        word -> word,
                        Set.of("的", "了", "和", "是", "在", "与", "及", "等", "也", "就", "都", "而", "将", "被", "把")));
    }

    static Language japanese() {
        var dictionary = new JapaneseDictionary();
        return new Language(
                "ja",
                new EastAsianCutter(new LuceneCutter(JapaneseDictionary::tokenizer), UnaryOperator.identity()),
                Spelling.unaccented(),
                new Inflection(UnaryOperator.identity(), word -> List.of(), dictionary::stem, Set.of()));
    }
}
