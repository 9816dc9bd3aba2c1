package io.newsbell.match;

import io.newsbell.ingest.ArticleContent;
import io.newsbell.match.TopicMatch.Evidence;
import io.newsbell.topic.Topic;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.apache.lucene.queryparser.classic.ParseException;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.QueryVisitor;
import org.apache.lucene.search.ScoreMode;
import org.jboss.logging.Logger;

/// Holds every topic's rule against an article. Its cost grows with the number of topics.
@Singleton
class Matcher {
    private static final Logger LOG = Logger.getLogger(Matcher.class);

    private final RuleParser rules;

    Matcher(RuleParser rules) {
        this.rules = rules;
    }

    /// The topics that the article belongs to, the one it is most about first.
    List<TopicMatch> match(ArticleContent article, List<Topic> topics) {
        var document = new ArticleDocument(article);
        var searcher = document.searcher();
        return topics.stream()
                .flatMap(topic -> match(document, searcher, topic).stream())
                .sorted(Comparator.comparingDouble(TopicMatch::score)
                        .reversed()
                        .thenComparing(match -> match.topic().slug()))
                .toList();
    }

    Explanation explain(ArticleContent article, Topic topic) {
        var document = new ArticleDocument(article);
        var searcher = document.searcher();
        return match(document, searcher, topic)
                .<Explanation>map(Explanation.Matched::new)
                .orElseGet(() -> missing(document, searcher, topic));
    }

    private Optional<TopicMatch> match(ArticleDocument document, IndexSearcher searcher, Topic topic) {
        return query(document, topic)
                .map(query -> evidence(document, searcher, query))
                .filter(evidence -> !evidence.isEmpty())
                .map(evidence -> new TopicMatch(topic, score(evidence), evidence));
    }

    private Explanation missing(ArticleDocument document, IndexSearcher searcher, Topic topic) {
        var missing = new ArrayList<String>();
        var found = new ArrayList<String>();
        query(document, topic)
                .ifPresent(query -> query.visit(new QueryVisitor() {
                    @Override
                    public void visitLeaf(Query leaf) {
                        (evidence(document, searcher, leaf).isEmpty() ? missing : found)
                                .add(leaf.toString(ArticleDocument.TEXT));
                    }

                    @Override
                    public void consumeTerms(Query leaf, org.apache.lucene.index.Term... terms) {
                        visitLeaf(leaf);
                    }
                }));
        // The visitor goes through a hash set.
        missing.sort(null);
        found.sort(null);
        return new Explanation.NotMatched(missing, found);
    }

    /// A rule that was accepted once and cannot be read now must not keep the other topics from their articles.
    private Optional<Query> query(ArticleDocument document, Topic topic) {
        try {
            return Optional.of(rules.parse(topic.rule(), document.language()));
        } catch (ParseException e) {
            LOG.errorf(
                    "The rule of topic %s cannot be read, so it matches nothing; save it again: %s",
                    topic.slug(), e.getMessage());
            return Optional.empty();
        }
    }

    private static List<Evidence> evidence(ArticleDocument document, IndexSearcher searcher, Query query) {
        try {
            var leaf = searcher.getIndexReader().leaves().getFirst();
            var matches = searcher.createWeight(searcher.rewrite(query), ScoreMode.COMPLETE_NO_SCORES, 1)
                    .matches(leaf, 0);
            var evidence = new ArrayList<Evidence>();
            if (matches != null) {
                for (var field : matches) {
                    var hits = matches.getMatches(field);
                    while (hits.next()) {
                        evidence.add(document.evidence(
                                field,
                                hits.startOffset(),
                                hits.endOffset(),
                                hits.getQuery().toString(field)));
                    }
                }
            }
            return evidence.stream().distinct().toList();
        } catch (IOException e) {
            throw new UncheckedIOException("An index in memory cannot fail to be read", e);
        }
    }

    /// What the newsroom said outright weighs most, then the headline, then the summary; each further mention adds
    /// less.
    private static double score(List<Evidence> evidence) {
        var mentions = evidence.stream()
                .filter(e -> e.place().equals(ArticleDocument.TEXT))
                .count();
        return evidence.stream()
                        .map(Evidence::place)
                        .distinct()
                        .mapToDouble(Matcher::weight)
                        .sum()
                + Math.log1p((double) mentions);
    }

    private static double weight(String place) {
        return switch (place) {
            case "headline" -> 3;
            case "summary" -> 2;
            case ArticleDocument.TEXT -> 0;
            default -> 4;
        };
    }
}
