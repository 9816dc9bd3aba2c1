package io.newsbell.match;

import java.util.Locale;
import java.util.Map;
import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.analysis.LowerCaseFilter;
import org.apache.lucene.analysis.TokenStream;
import org.apache.lucene.analysis.Tokenizer;
import org.apache.lucene.analysis.core.KeywordTokenizer;
import org.apache.lucene.analysis.en.EnglishMinimalStemFilter;
import org.apache.lucene.analysis.en.EnglishPossessiveFilter;
import org.apache.lucene.analysis.miscellaneous.PerFieldAnalyzerWrapper;
import org.apache.lucene.analysis.standard.StandardTokenizer;

/// How text becomes words, the same for articles and for the rules that are held against them.
///
/// English loses possessives and plurals, nothing more: a stronger stemmer takes "Walesa" for "Wales". Fields such as
/// tag are compared as a whole, so that `tag:climate` is not "climate of fear".
final class Analysis {
    private static final Analyzer WHOLE = new Analyzer() {
        @Override
        protected TokenStreamComponents createComponents(String field) {
            var tokens = new KeywordTokenizer();
            return new TokenStreamComponents(tokens, new LowerCaseFilter(tokens));
        }
    };
    private static final Analyzer ENGLISH = perField(new Words(true));
    private static final Analyzer OTHER = perField(new Words(false));

    private Analysis() {}

    static Analyzer of(Locale language) {
        return language.getLanguage().equals("en") ? ENGLISH : OTHER;
    }

    private static Analyzer perField(Analyzer words) {
        return new PerFieldAnalyzerWrapper(WHOLE, Map.of(ArticleDocument.TEXT, words, ArticleDocument.TITLE, words));
    }

    private static final class Words extends Analyzer {
        private final boolean english;

        Words(boolean english) {
            this.english = english;
        }

        @Override
        protected TokenStreamComponents createComponents(String field) {
            Tokenizer tokens = new StandardTokenizer();
            TokenStream words = new LowerCaseFilter(tokens);
            return new TokenStreamComponents(
                    tokens, english ? new EnglishMinimalStemFilter(new EnglishPossessiveFilter(words)) : words);
        }
    }
}
