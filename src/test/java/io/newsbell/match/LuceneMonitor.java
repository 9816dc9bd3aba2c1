package io.newsbell.match;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.lucene.analysis.TokenStream;
import org.apache.lucene.analysis.core.KeywordAnalyzer;
import org.apache.lucene.analysis.tokenattributes.CharTermAttribute;
import org.apache.lucene.analysis.tokenattributes.PositionIncrementAttribute;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.TextField;
import org.apache.lucene.monitor.Monitor;
import org.apache.lucene.monitor.MonitorConfiguration;
import org.apache.lucene.monitor.MonitorQuery;
import org.apache.lucene.monitor.MultipassTermFilteredPresearcher;
import org.apache.lucene.monitor.Presearcher;
import org.apache.lucene.monitor.QueryMatch;
import org.apache.lucene.monitor.TermFilteredPresearcher;
import org.apache.lucene.monitor.TermWeightor;
import org.apache.lucene.search.Query;

/// The library that others take for this. It gets the words that our analysis finds, each at its position.
final class LuceneMonitor implements AutoCloseable {
    private static final int PASSES = 4;

    private final Monitor monitor;

    LuceneMonitor(Presearcher presearcher) throws IOException {
        monitor = new Monitor(
                new KeywordAnalyzer(), presearcher, new MonitorConfiguration().setQueryUpdateBufferSize(5_000));
    }

    static LuceneMonitor plain() throws IOException {
        return new LuceneMonitor(new TermFilteredPresearcher());
    }

    /// The fastest of those tried.
    static LuceneMonitor best(TermWeightor weightor) throws IOException {
        return new LuceneMonitor(new MultipassTermFilteredPresearcher(PASSES, 0.0f, weightor, List.of(), Set.of()));
    }

    void register(Map<Long, Query> rules) throws IOException {
        monitor.register(rules.entrySet().stream()
                .map(rule -> new MonitorQuery(rule.getKey().toString(), rule.getValue()))
                .toList());
    }

    int count(Document document) throws IOException {
        return monitor.match(document, QueryMatch.SIMPLE_MATCHER).getMatchCount();
    }

    long[] match(ArticleWords article) throws IOException {
        return monitor.match(document(article), QueryMatch.SIMPLE_MATCHER).getMatches().stream()
                .mapToLong(match -> Long.parseLong(match.getQueryId()))
                .sorted()
                .toArray();
    }

    @Override
    public void close() throws IOException {
        monitor.close();
    }

    static Document document(ArticleWords article) {
        var document = new Document();
        for (var field : Field.values()) {
            add(document, RuleParser.luceneField(field, false), tokens(article, field, article.end()));
            if (field == Field.TEXT || field == Field.STEM) {
                add(document, RuleParser.luceneField(field, true), tokens(article, field, article.titleEnd()));
            }
        }
        return document;
    }

    private static void add(Document document, String field, List<Token> tokens) {
        if (!tokens.isEmpty()) {
            document.add(new TextField(field, new Tokens(tokens)));
        }
    }

    private static List<Token> tokens(ArticleWords article, Field field, int before) {
        var tokens = new ArrayList<Token>();
        article.terms(field).forEach((term, positions) -> {
            for (int i = 0; i < positions.size() && positions.get(i) < before; i++) {
                tokens.add(new Token(term, positions.get(i)));
            }
        });
        tokens.sort(Comparator.comparingInt(Token::position));
        return tokens;
    }

    private record Token(String term, int position) {}

    private static final class Tokens extends TokenStream {
        private final CharTermAttribute term = addAttribute(CharTermAttribute.class);
        private final PositionIncrementAttribute increment = addAttribute(PositionIncrementAttribute.class);
        private final List<Token> tokens;
        private int next;
        private int position = -1;

        Tokens(List<Token> tokens) {
            this.tokens = tokens;
        }

        @Override
        public void reset() {
            next = 0;
            position = -1;
        }

        @Override
        public boolean incrementToken() {
            if (next == tokens.size()) {
                return false;
            }
            clearAttributes();
            var token = tokens.get(next++);
            term.append(token.term());
            increment.setPositionIncrement(token.position() - position);
            position = token.position();
            return true;
        }
    }
}
