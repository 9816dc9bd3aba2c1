package io.newsbell.match;

import io.newsbell.match.ArticleWords.Place;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/// How much an article is about something, rather than only mentioning it.
///
/// Points are given for where it is said (see [Part]), and for n mentions in the body 0.6 × log₂(1 + n). Three
/// points are a score of 0.5, six of 0.75. Of what a rule joins by AND the least counts, of OR all together.
record Relevance(Set<Part> parts, int mentions) {
    /// The article does not say it.
    static final Relevance NONE = new Relevance(Set.of(), 0);

    static final Relevance HIGHEST = new Relevance(EnumSet.allOf(Part.class), 1_000);

    /// Words that count as the lead.
    private static final int LEAD = 60;

    private static final double MENTION = 0.6;
    private static final double HALF = 3;

    static Relevance of(ArticleWords article, List<Integer> positions) {
        var parts = EnumSet.noneOf(Part.class);
        var mentions = 0;
        for (var position : positions) {
            var place = article.place(position);
            switch (place.name()) {
                case Place.HEADLINE -> parts.add(Part.HEADLINE);
                case Place.SUMMARY -> parts.add(Part.SUMMARY);
                case Place.BODY -> {
                    mentions++;
                    if (position - place.from() < LEAD) {
                        parts.add(Part.LEAD);
                    }
                }
                default -> parts.add(Part.NEWSROOM);
            }
        }
        return new Relevance(parts, mentions);
    }

    boolean matches() {
        return mentions > 0 || !parts.isEmpty();
    }

    /// From 0 to 1.
    double score() {
        return 1 - Math.pow(2, -points() / HALF);
    }

    Relevance and(Relevance other) {
        return points() <= other.points() ? this : other;
    }

    Relevance or(Relevance other) {
        var both = EnumSet.noneOf(Part.class);
        both.addAll(parts);
        both.addAll(other.parts);
        return new Relevance(both, mentions + other.mentions);
    }

    private double points() {
        return parts.stream().mapToDouble(part -> part.points).sum()
                + MENTION * Math.log1p((double) mentions) / Math.log(2);
    }

    enum Part {
        /// The newsroom itself says so: tag, section, person, place, author.
        NEWSROOM(4),
        HEADLINE(3),
        SUMMARY(2),
        LEAD(1.5);

        private final double points;

        Part(double points) {
            this.points = points;
        }
    }
}
