package io.newsbell.match;

import io.newsbell.match.ArticleWords.Place;
import io.newsbell.match.TopicMatch.Evidence;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/// Holds one rule against one article, slowly and with reasons: which words satisfy it, and how much it is
/// about them.
final class Verdict {
    /// Of a word that is everywhere these are enough.
    private static final int MOST_EVIDENCE = 20;

    private static final int EXCERPT = 40;

    private final ArticleWords article;
    private final List<Hit> hits = new ArrayList<>();
    private final Set<String> missing = new LinkedHashSet<>();
    private final Set<String> found = new LinkedHashSet<>();
    private final Set<String> forbidden = new LinkedHashSet<>();
    private final Relevance relevance;

    private Verdict(Clause rule, ArticleWords article) {
        this.article = article;
        this.relevance = judge(rule);
    }

    static Verdict of(Clause rule, ArticleWords article) {
        return new Verdict(rule, article);
    }

    boolean matches() {
        return relevance.matches();
    }

    /// From 0 to 1.
    double score() {
        return relevance.score();
    }

    /// The most telling first: what the newsroom said, then the headline, the summary, the body.
    List<Evidence> evidence() {
        return hits.stream()
                .distinct()
                .sorted(Comparator.comparingInt(
                                (Hit hit) -> rank(article.place(hit.position()).name()))
                        .thenComparingInt(Hit::position))
                .limit(MOST_EVIDENCE)
                .map(this::evidence)
                .toList();
    }

    Explanation.NotMatched reasons() {
        return new Explanation.NotMatched(List.copyOf(missing), List.copyOf(found), List.copyOf(forbidden));
    }

    private Relevance judge(Clause clause) {
        return switch (clause) {
            case Clause.Words words -> {
                var positions = positions(words);
                (positions.isEmpty() ? missing : found).add(words.written());
                positions.forEach(position -> hits.add(new Hit(words, position)));
                yield Relevance.of(article, positions);
            }
            // Every part is judged, also after one has decided: the reasons shall be complete.
            case Clause.All(var clauses) ->
                clauses.stream().map(this::judge).toList().stream().reduce(Relevance.HIGHEST, Relevance::and);
            case Clause.Any(var clauses) ->
                clauses.stream().map(this::judge).toList().stream().reduce(Relevance.NONE, Relevance::or);
            case Clause.Not(var inner) -> {
                var other = of(inner, article);
                if (other.matches()) {
                    forbidden.addAll(other.found);
                }
                yield other.matches() ? Relevance.NONE : Relevance.HIGHEST;
            }
        };
    }

    private List<Integer> positions(Clause.Words words) {
        var terms = article.terms(words.field());
        var first = terms.get(words.terms().getFirst());
        var positions = new ArrayList<Integer>();
        var before = words.title() ? article.titleEnd() : article.end();
        for (int i = 0; first != null && i < first.size(); i++) {
            var position = first.get(i);
            var all = position + words.terms().size() <= before;
            for (int next = 1; all && next < words.terms().size(); next++) {
                var then = terms.get(words.terms().get(next));
                all = then != null && then.has(position + next);
            }
            if (all) {
                positions.add(position);
            }
        }
        return positions;
    }

    private Evidence evidence(Hit hit) {
        var place = article.place(hit.position());
        var start = article.start(hit.position());
        var whole = hit.words().field().isWhole();
        var end = article.end(
                whole ? hit.position() : hit.position() + hit.words().terms().size() - 1);
        return new Evidence(
                place.name(),
                place.text().substring(start, end),
                excerpt(place.text(), start, end),
                hit.words().written(),
                start,
                end);
    }

    private static String excerpt(String text, int start, int end) {
        var from = Math.max(0, text.lastIndexOf(' ', Math.max(0, start - EXCERPT)) + 1);
        var space = text.indexOf(' ', Math.min(text.length(), end + EXCERPT));
        var to = space < 0 ? text.length() : space;
        return (from > 0 ? "…" : "") + text.substring(from, to).replace('\n', ' ') + (to < text.length() ? "…" : "");
    }

    private static int rank(String place) {
        return switch (place) {
            case Place.HEADLINE -> 1;
            case Place.SUMMARY -> 2;
            case Place.BODY -> 3;
            default -> 0;
        };
    }

    private record Hit(Clause.Words words, int position) {}
}
