package io.newsbell.match;

import io.newsbell.topic.RuleCheck;
import jakarta.inject.Singleton;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.queryparser.classic.ParseException;
import org.apache.lucene.queryparser.classic.QueryParser;
import org.apache.lucene.search.BooleanClause;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.MatchNoDocsQuery;
import org.apache.lucene.search.Query;

/// Reads a topic's rule with Lucene's own parser, without what a rule must not have.
@Singleton
class RuleParser implements RuleCheck {
    private static final String HOW_TO_WRITE =
            "Quote phrases, close parentheses, and put \\ before a sign that is part of a word.";
    private static final Set<String> FIELDS = Set.of(
            ArticleDocument.TEXT,
            ArticleDocument.TITLE,
            ArticleDocument.TAG,
            ArticleDocument.SECTION,
            ArticleDocument.PERSON,
            ArticleDocument.PLACE,
            ArticleDocument.AUTHOR);

    @Override
    public Optional<String> objection(String rule) {
        try {
            parse(rule, Locale.ENGLISH);
            return Optional.empty();
        } catch (ParseException e) {
            return Optional.of(reason(e));
        }
    }

    Query parse(String rule, Locale language) throws ParseException {
        try {
            var query = new Parser(Analysis.of(language)).parse(rule);
            if (!requiresSomething(query)) {
                throw new ParseException("Say what an article must have; this rule only says what it must not have.");
            }
            return query;
        } catch (IndexSearcher.TooManyClauses e) {
            throw new ParseException("Use at most " + IndexSearcher.getMaxClauseCount() + " words in a rule.");
        }
    }

    private static boolean requiresSomething(Query query) {
        return switch (query) {
            case MatchNoDocsQuery nothing -> false;
            case BooleanQuery all ->
                all.clauses().stream()
                        .anyMatch(clause ->
                                clause.occur() != BooleanClause.Occur.MUST_NOT && requiresSomething(clause.query()));
            default -> true;
        };
    }

    /// Lucene wraps what went wrong: our own sentence, or a page of its grammar, of which the place is enough.
    private static String reason(ParseException e) {
        return switch (e.getCause()) {
            case ParseException grammar
            when grammar.currentToken != null ->
                "It cannot be read after character %d. %s".formatted(grammar.currentToken.endColumn, HOW_TO_WRITE);
            case ParseException ours -> String.valueOf(ours.getMessage());
            case null -> String.valueOf(e.getMessage());
            default -> "It cannot be read. " + HOW_TO_WRITE;
        };
    }

    private static final class Parser extends QueryParser {
        Parser(Analyzer analyzer) {
            super(ArticleDocument.TEXT, analyzer);
            setDefaultOperator(Operator.AND);
            setSplitOnWhitespace(true);
        }

        @Override
        protected Query getFieldQuery(String field, String text, boolean quoted) throws ParseException {
            if (!FIELDS.contains(field)) {
                throw refused("There is no field \"%s\"; use one of %s."
                        .formatted(field, FIELDS.stream().sorted().toList()));
            }
            var query = super.getFieldQuery(field, text, quoted);
            return query == null ? new MatchNoDocsQuery() : query;
        }

        @Override
        protected Query getFieldQuery(String field, String text, int slop) throws ParseException {
            if (slop != getPhraseSlop()) {
                throw refused("Write the exact phrase, or its words joined by AND, instead of a phrase with ~.");
            }
            return getFieldQuery(field, text, true);
        }

        @Override
        protected Query getWildcardQuery(String field, String text) throws ParseException {
            throw refused("Write the words out, joined by OR, instead of * or ?.");
        }

        @Override
        protected Query getPrefixQuery(String field, String text) throws ParseException {
            throw refused("Write the words out, joined by OR, instead of *.");
        }

        @Override
        protected Query getFuzzyQuery(String field, String text, float similarity) throws ParseException {
            throw refused("Write the spellings out, joined by OR, instead of ~.");
        }

        @Override
        protected Query getRegexpQuery(String field, String text) throws ParseException {
            throw refused("Write the words out, joined by OR, instead of a regular expression.");
        }

        @Override
        protected Query getRangeQuery(String field, String from, String to, boolean fromIn, boolean toIn)
                throws ParseException {
            throw refused("Write the words out, joined by OR, instead of a range.");
        }

        private static ParseException refused(String sentence) {
            return new ParseException(sentence);
        }
    }
}
