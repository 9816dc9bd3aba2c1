package io.newsbell.match;

import io.newsbell.language.Language;
import io.newsbell.language.Word;
import io.newsbell.topic.TopicKind;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import org.apache.lucene.analysis.core.KeywordAnalyzer;
import org.apache.lucene.index.Term;
import org.apache.lucene.queryparser.classic.ParseException;
import org.apache.lucene.queryparser.classic.QueryParser;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.BoostQuery;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.PhraseQuery;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.TermQuery;
import org.jspecify.annotations.Nullable;

/// Reads a topic's rule in a language, with Lucene's own parser, without what a rule must not have.
///
/// Words in quotes are found as they stand, but for possessives and plurals; a single word without quotes is
/// found by its stem; in topics that are names, everything is found as it stands.
final class RuleParser {
    /// More tells of a list that belongs into tags.
    static final int MOST_WORDS = 200;

    private static final int LONGEST_PHRASE = 20;
    private static final String TITLE = "title";
    private static final Map<String, Field> FIELDS = Map.of(
            "text", Field.TEXT,
            "tag", Field.TAG,
            "section", Field.SECTION,
            "person", Field.PERSON,
            "place", Field.PLACE,
            "author", Field.AUTHOR);
    private static final Set<TopicKind> NAMES =
            Set.of(TopicKind.PERSON, TopicKind.PLACE, TopicKind.TEAM, TopicKind.AUTHOR);

    private RuleParser() {}

    /// @throws ParseException with a sentence for who wrote the rule
    static Clause parse(String rule, TopicKind kind, Language language) throws ParseException {
        return new Reading(language, NAMES.contains(kind)).read(rule);
    }

    /// The same as Lucene understands it; for the test that compares both.
    static Query query(String rule, TopicKind kind, Language language) throws ParseException {
        return new Reading(language, NAMES.contains(kind)).query(rule);
    }

    /// The field of Lucene's in which such words are.
    static String luceneField(Field field, boolean title) {
        return (title ? TITLE + "." : "") + field.label();
    }

    private static final class Reading extends QueryParser {
        private final Language language;
        private final boolean names;
        private final IdentityHashMap<Query, Clause.Words> leaves = new IdentityHashMap<>();

        Reading(Language language, boolean names) {
            super("text", new KeywordAnalyzer());
            this.language = language;
            this.names = names;
            setDefaultOperator(Operator.AND);
            setSplitOnWhitespace(true);
        }

        Query query(String rule) throws ParseException {
            try {
                return parse(rule);
            } catch (ParseException e) {
                throw new ParseException(RuleFault.of(e));
            } catch (IndexSearcher.TooManyClauses e) {
                throw new ParseException("Use at most " + MOST_WORDS + " words in a rule.");
            }
        }

        Clause read(String rule) throws ParseException {
            var query = query(rule);
            if (leaves.size() > MOST_WORDS) {
                throw new ParseException("Use at most " + MOST_WORDS + " words in a rule.");
            }
            return clause(query);
        }

        private Clause clause(Query query) throws ParseException {
            var words = leaves.get(query);
            if (words != null) {
                return words;
            }
            return switch (query) {
                case BooleanQuery all -> clause(all);
                case BoostQuery _ ->
                    throw new ParseException(
                            "Leave ^ out; how much an article is about a topic is told by where its words stand.");
                // "()" and words that mean nothing by themselves leave nothing to look for.
                default ->
                    throw new ParseException(
                            "Name words that an article must have; \"the\", \"of\" and their like alone say nothing.");
            };
        }

        private Clause clause(BooleanQuery query) throws ParseException {
            var must = new ArrayList<Clause>();
            var not = new ArrayList<Clause>();
            var should = new ArrayList<Clause>();
            for (var part : query.clauses()) {
                switch (part.occur()) {
                    case MUST, FILTER -> must.add(clause(part.query()));
                    case MUST_NOT -> not.add(new Clause.Not(clause(part.query())));
                    case SHOULD -> should.add(clause(part.query()));
                }
            }
            if (should.size() == 1 && !not.isEmpty()) {
                throw new ParseException(
                        "Write %s AND NOT …, or leave the NOT out; OR NOT would match nearly everything."
                                .formatted(written(should.getFirst())));
            }
            if (!must.isEmpty() && !should.isEmpty()) {
                throw new ParseException(
                        "Put parentheses where AND and OR meet, as in (snow OR heat) AND mumbai; without them %s would"
                                        .formatted(written(should.getFirst()))
                                + " have no effect.");
            }
            if (must.isEmpty() && should.isEmpty()) {
                throw new ParseException(
                        not.isEmpty()
                                ? "Name words that an article must have; this says nothing."
                                : "Say what an article must have; a group that only says NOT matches nothing. Write mumbai"
                                        + " AND NOT rain, not mumbai AND (NOT rain).");
            }
            if (!should.isEmpty()) {
                must.add(should.size() == 1 ? should.getFirst() : new Clause.Any(should));
            }
            must.addAll(not);
            return must.size() == 1 ? must.getFirst() : new Clause.All(must);
        }

        private static String written(Clause clause) {
            return switch (clause) {
                case Clause.Words words -> words.written();
                case Clause.All(var clauses) -> written(clauses.getFirst());
                case Clause.Any(var clauses) -> written(clauses.getFirst());
                case Clause.Not(var inner) -> written(inner);
            };
        }

        @Override
        protected @Nullable Query getFieldQuery(String field, String text, boolean quoted) throws ParseException {
            var title = field.equals(TITLE);
            var where = title ? Field.TEXT : FIELDS.get(field);
            if (where == null) {
                var known = new TreeSet<>(FIELDS.keySet());
                known.add(TITLE);
                throw new ParseException("There is no field \"%s\"; use one of %s.".formatted(field, known));
            }
            var written = (field.equals("text") ? "" : field + ":") + (quoted ? "\"" + text + "\"" : text);
            if (where.isWhole()) {
                var whole = ArticleWords.whole(text);
                return whole.isEmpty() ? null : leaf(new Clause.Words(where, false, List.of(whole), written));
            }
            var words = language.words(text).stream().map(Word::text).toList();
            if (words.isEmpty()) {
                return null;
            }
            if (words.size() > LONGEST_PHRASE) {
                throw new ParseException("Use at most " + LONGEST_PHRASE + " words in a phrase.");
            }
            if (where != Field.TEXT || names) {
                return leaf(new Clause.Words(where, title, words, written));
            }
            if (quoted || words.size() > 1) {
                UnaryOperator<String> base = word -> language.forms(word).base();
                return leaf(
                        new Clause.Words(where, title, words.stream().map(base).toList(), written));
            }
            var stem = language.forms(words.getFirst()).stem();
            return stem == null ? null : leaf(new Clause.Words(Field.STEM, title, List.of(stem), written));
        }

        private Query leaf(Clause.Words words) {
            var field = luceneField(words.field(), words.title());
            var query = words.terms().size() == 1
                    ? new TermQuery(new Term(field, words.terms().getFirst()))
                    : new PhraseQuery(field, words.terms().toArray(String[]::new));
            leaves.put(query, words);
            return query;
        }

        @Override
        protected @Nullable Query getFieldQuery(String field, String text, int slop) throws ParseException {
            if (slop != getPhraseSlop()) {
                throw new ParseException(
                        "Write the exact phrase, or its words joined by AND, instead of a phrase with ~.");
            }
            return getFieldQuery(field, text, true);
        }

        @Override
        protected Query getWildcardQuery(String field, String text) throws ParseException {
            throw new ParseException("Write the words out, joined by OR, instead of * or ?.");
        }

        @Override
        protected Query getPrefixQuery(String field, String text) throws ParseException {
            throw new ParseException("Write the words out, joined by OR, instead of *.");
        }

        @Override
        protected Query getFuzzyQuery(String field, String text, float similarity) throws ParseException {
            throw new ParseException("Write the spellings out, joined by OR, instead of ~.");
        }

        @Override
        protected Query getRegexpQuery(String field, String text) throws ParseException {
            throw new ParseException("Write the words out, joined by OR, instead of a regular expression.");
        }

        @Override
        protected Query getRangeQuery(String field, String from, String to, boolean fromIn, boolean toIn)
                throws ParseException {
            throw new ParseException("Write the words out, joined by OR, instead of a range.");
        }
    }
}
