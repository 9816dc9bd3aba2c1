package io.newsbell.language;

import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.lucene.analysis.de.GermanAnalyzer;
import org.apache.lucene.analysis.de.GermanLightStemFilter;
import org.apache.lucene.analysis.de.GermanNormalizationFilter;
import org.apache.lucene.analysis.en.EnglishAnalyzer;
import org.apache.lucene.analysis.en.EnglishMinimalStemFilter;
import org.apache.lucene.analysis.en.PorterStemFilter;
import org.apache.lucene.analysis.es.SpanishAnalyzer;
import org.apache.lucene.analysis.es.SpanishLightStemFilter;
import org.apache.lucene.analysis.es.SpanishPluralStemFilter;
import org.apache.lucene.analysis.fr.FrenchAnalyzer;
import org.apache.lucene.analysis.fr.FrenchLightStemFilter;
import org.apache.lucene.analysis.icu.segmentation.ICUTokenizer;
import org.apache.lucene.analysis.pt.PortugueseAnalyzer;
import org.apache.lucene.analysis.pt.PortugueseLightStemFilter;
import org.apache.lucene.analysis.pt.PortugueseMinimalStemFilter;
import org.apache.lucene.analysis.standard.StandardTokenizer;

/// Languages in Latin letters; and those that we know nothing of.
final class WesternLanguages {
    static final Cutter BY_UNICODE = new LuceneCutter(StandardTokenizer::new);

    private static final Endings NAMES_IN_S = Endings.of("s-names", Spelling.unaccented());

    private static final Pattern SINGULAR = Pattern.compile("([^s]|is|és|ês)$");

    private WesternLanguages() {}

    static Language english() {
        return new Language(
                "en",
                BY_UNICODE,
                Spelling.unaccented(),
                new Inflection(
                        exceptNames(new OneWord(EnglishMinimalStemFilter::new)::first),
                        Candidates.all(List.of(Candidates::acronym)),
                        new OneWord(PorterStemFilter::new)::first,
                        StopWords.of(EnglishAnalyzer.getDefaultStopSet())));
    }

    static Language spanish() {
        // The Pope is "Papa", a father "papá".
        var stop = StopWords.of(SpanishAnalyzer.getDefaultStopSet());
        return romance(
                "es",
                new Spelling(new Accents("ñ", Set.of("és"), and(stop, "papá"))),
                new OneWord(SpanishPluralStemFilter::new)::first,
                new OneWord(SpanishLightStemFilter::new)::first,
                stop);
    }

    static Language portuguese() {
        var stop = StopWords.of(PortugueseAnalyzer.getDefaultStopSet());
        return romance(
                "pt",
                new Spelling(new Accents("ãõç", Set.of("ês", "és"), stop)),
                new OneWord(PortugueseMinimalStemFilter::new)::first,
                new OneWord(PortugueseLightStemFilter::new)::first,
                stop);
    }

    static Language french() {
        // Mâcon is a town, a "maçon" builds houses.
        var stop = StopWords.of(FrenchAnalyzer.getDefaultStopSet());
        return romance(
                "fr",
                new Spelling(
                        new Accents("ç", Set.of(), and(stop, "macon")),
                        StopWords.of(FrenchAnalyzer.DEFAULT_ARTICLES),
                        UnaryOperator.identity()),
                WesternLanguages::withoutS,
                new OneWord(FrenchLightStemFilter::new)::first,
                stop);
    }

    static Language german() {
        var spelling = new Spelling(new Accents("äöü", Set.of(), Set.of()));
        var genitives = Endings.of("de", spelling);
        return new Language(
                "de",
                BY_UNICODE,
                spelling,
                new Inflection(
                        UnaryOperator.identity(),
                        Candidates.all(List.of(
                                word -> NAMES_IN_S.isWhole(word) ? Stream.of() : genitives.names(word).stream(),
                                Candidates::withoutUmlaut,
                                spelling::withoutAccents,
                                Candidates::acronym)),
                        new OneWord(words -> new GermanLightStemFilter(new GermanNormalizationFilter(words)))::first,
                        StopWords.spelt(StopWords.of(GermanAnalyzer.getDefaultStopSet()), spelling)));
    }

    /// Words as ICU finds them, also where no spaces are, as in Thai; no forms of them but what is safe anywhere.
    static Language other() {
        var spelling = new Spelling(new Accents(Marks.ALL_LATIN, Set.of(), Set.of()));
        return new Language(
                Languages.OTHER,
                new LuceneCutter(ICUTokenizer::new),
                spelling,
                new Inflection(
                        UnaryOperator.identity(),
                        Candidates.all(
                                List.of(Candidates::beforeApostrophe, spelling::withoutAccents, Candidates::acronym)),
                        word -> word,
                        Set.of()));
    }

    private static Language romance(
            String code, Spelling spelling, UnaryOperator<String> plural, Inflection.Stem stem, Set<String> stop) {
        return new Language(
                code,
                BY_UNICODE,
                spelling,
                new Inflection(
                        exceptNames(plural),
                        Candidates.all(List.of(spelling::withoutAccents, Candidates::acronym)),
                        stem,
                        StopWords.spelt(stop, spelling)));
    }

    private static Set<String> and(Set<String> words, String one) {
        return Stream.concat(words.stream(), Stream.of(one)).collect(Collectors.toUnmodifiableSet());
    }

    /// Paris is no plural of "pari", Williams none of "William", and "japonés" (Japanese) none of Japón.
    private static UnaryOperator<String> exceptNames(UnaryOperator<String> plural) {
        return word -> SINGULAR.matcher(word).find() || NAMES_IN_S.isWhole(word) ? word : plural.apply(word);
    }

    /// Lucene's French stemmers take more than the plural: "Le Caire" and "Le Cair" would be one.
    private static String withoutS(String word) {
        var last = word.length() - 1;
        return last >= 3 && word.charAt(last) == 's' && "su".indexOf(word.charAt(last - 1)) < 0
                ? word.substring(0, last)
                : word;
    }
}
