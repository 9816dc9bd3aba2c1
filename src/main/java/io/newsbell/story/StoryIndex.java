package io.newsbell.story;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.stream.IntStream;

/// The articles of the window in one language, found by their words. Not for several threads at once.
///
/// Only articles that share a rare name or number with the asked one are looked at, found by the lists that each
/// term keeps: it costs by how many tell of the same people and places, not by how many there are.
final class StoryIndex {
    /// A word that more of the stories have tells nothing; but among few stories, few is not much.
    private static final double RARE = 0.03;

    private static final int RARE_AMONG_FEW = 8;

    /// Of so many stories the rest of the world is thought to consist, in which no word of these is: among
    /// three stories a word of one of them is not half as common as all words.
    private static final int UNSEEN = 50;

    /// Scripts without capitals are searched by so many of an article's weightiest words; all are by a few, which
    /// finds copies of what names nothing.
    private static final int WEIGHTIEST = 24;

    private static final int FOR_COPIES = 6;
    private static final int COMPARED = 40;
    private static final int BRIEF = 14;
    private static final int SHOWN = 6;
    private static final int COUNTABLE = 3;
    private static final Comparator<Kin> BEST_FIRST = Comparator.comparing(Kin::copy)
            .thenComparingDouble(Kin::similarity)
            .reversed()
            .thenComparingLong(Kin::articleId);

    private final Duration window;
    private final Map<String, Term> terms = new HashMap<>();
    private final Map<Long, Doc> byArticle = new HashMap<>();

    /// By story, how many articles it has here.
    private final Map<Long, Integer> articles = new HashMap<>();

    private final PriorityQueue<Doc> oldestFirst = new PriorityQueue<>(Comparator.comparing(Doc::at));
    private long changes;

    StoryIndex(Duration window) {
        this.window = window;
    }

    int size() {
        return byArticle.size();
    }

    int words() {
        return terms.size();
    }

    /// Takes the article's newest version in the place of an older one.
    void put(long articleId, long storyId, Instant at, Gist gist) {
        remove(articleId);
        var doc = new Doc(articleId, storyId, at, gist, stem -> terms.computeIfAbsent(stem, Term::new));
        for (int i = 0; i < doc.size(); i++) {
            doc.term(i).add(doc);
        }
        byArticle.put(articleId, doc);
        articles.merge(storyId, 1, Integer::sum);
        oldestFirst.add(doc);
        changes++;
    }

    /// What is older can be kin to nothing that comes now.
    void forget(Instant before) {
        for (var doc = oldestFirst.peek(); doc != null && doc.at().isBefore(before); doc = oldestFirst.peek()) {
            oldestFirst.remove();
            if (byArticle.get(doc.articleId()) == doc) {
                remove(doc.articleId());
            }
        }
    }

    void remove(long articleId) {
        var doc = byArticle.remove(articleId);
        if (doc == null) {
            return;
        }
        articles.computeIfPresent(doc.storyId(), (_, count) -> count == 1 ? null : count - 1);
        for (int i = 0; i < doc.size(); i++) {
            var term = doc.term(i);
            term.remove(doc);
            if (term.docs().isEmpty()) {
                terms.remove(term.stem());
            }
        }
        changes++;
    }

    /// The article of the same event that is most like this one.
    Optional<Kin> nearest(Instant at, Gist gist) {
        var asked = new Doc(0, 0, at, gist, this::known);
        ask(asked);
        try {
            double norm = norm(asked);
            return candidates(asked).stream()
                    .filter(doc -> Duration.between(doc.at(), at).abs().compareTo(window) <= 0)
                    .flatMap(doc -> kin(gist, asked, norm, doc).stream())
                    .min(BEST_FIRST);
        } finally {
            IntStream.range(0, asked.size()).forEach(i -> asked.term(i).ask(0, false));
        }
    }

    private Term known(String stem) {
        var term = terms.get(stem);
        return term == null ? new Term(stem) : term;
    }

    private static void ask(Doc asked) {
        for (int i = 0; i < asked.size(); i++) {
            asked.term(i).ask(asked.loudness(i), asked.is(i, Doc.TELLING));
        }
    }

    private Optional<Kin> kin(Gist gist, Doc asked, double norm, Doc doc) {
        var kinship = compare(asked, norm, doc);
        return kinship.isSameEvent()
                ? Optional.of(new Kin(
                        doc.articleId(),
                        doc.storyId(),
                        kinship.similarity(),
                        sharedWithAsked(doc).stream()
                                .map(stem -> gist.shown().getOrDefault(stem, stem))
                                .toList(),
                        kinship.isCopy()))
                : Optional.empty();
    }

    /// Those that share the weightiest names and numbers: the one of the same event is among the first, and to
    /// compare all that share one costs more the more articles there are.
    private List<Doc> candidates(Doc asked) {
        var shared = new HashMap<Doc, Double>();
        var weightiest = weightiest(asked);
        weightiest.stream().limit(FOR_COPIES).forEach(i -> add(shared, asked.term(i)));
        var telling = asked.cased() ? IntStream.range(0, asked.size()).boxed().toList() : weightiest;
        telling.stream().filter(i -> isTelling(asked, i)).forEach(i -> add(shared, asked.term(i)));
        return shared.entrySet().stream()
                .sorted(Map.Entry.<Doc, Double>comparingByValue()
                        .reversed()
                        .thenComparingLong(entry -> entry.getKey().articleId()))
                .limit(COMPARED)
                .map(Map.Entry::getKey)
                .toList();
    }

    private void add(Map<Doc, Double> shared, Term term) {
        double weight = worth(term) * worth(term);
        term.docs().forEach(doc -> shared.merge(doc, weight, Double::sum));
    }

    private List<Integer> weightiest(Doc doc) {
        return IntStream.range(0, doc.size())
                .boxed()
                .filter(i -> !doc.term(i).docs().isEmpty())
                .sorted(Comparator.comparingDouble((Integer i) -> weight(doc, i))
                        .reversed())
                .limit(WEIGHTIEST)
                .toList();
    }

    /// One walk over the other article's terms; those of the asked one are marked.
    private Kinship compare(Doc asked, double norm, Doc doc) {
        double product = 0;
        double squares = 0;
        int both = 0;
        int numbers = 0;
        int telling = 0;
        for (int i = 0; i < doc.size(); i++) {
            double weight = weight(doc, i);
            squares += weight * weight;
            double loudness = doc.term(i).asked();
            if (loudness > 0) {
                product += weight * loudness * worth(doc.term(i));
                both++;
                numbers += doc.is(i, Doc.NUMBER) ? 1 : 0;
                telling += isTellingOfBoth(doc, i) ? 1 : 0;
            }
        }
        double asksFor = agreement(asked, doc);
        double tellsOf = agreementWithAsked(doc);
        int fewer = Math.min(asked.numbers(), doc.numbers());
        return new Kinship(
                norm == 0 || squares == 0 ? 0 : product / (norm * Math.sqrt(squares)),
                both == 0 ? 0 : (double) both / (asked.size() + doc.size() - both),
                telling,
                Math.min(asksFor, tellsOf),
                Math.max(asksFor, tellsOf),
                asked.cased() && doc.cased(),
                fewer == 0 ? 1 : (double) numbers / fewer,
                fewer >= COUNTABLE,
                asked.isList() && doc.isList(),
                numbers == asked.numbers() && numbers == doc.numbers(),
                Math.min(asked.size(), doc.size()) < BRIEF);
    }

    private double agreement(Doc asked, Doc doc) {
        double all = 0;
        double mentioned = 0;
        var focus = focus(asked);
        for (int i : focus) {
            double worth = worth(asked.term(i));
            all += worth;
            mentioned += asked.term(i).docs().contains(doc) ? worth : 0;
        }
        return all == 0 ? 1 : mentioned / all;
    }

    private double agreementWithAsked(Doc doc) {
        double all = 0;
        double mentioned = 0;
        for (int i : focus(doc)) {
            double worth = worth(doc.term(i));
            all += worth;
            mentioned += doc.term(i).asked() > 0 ? worth : 0;
        }
        return all == 0 ? 1 : mentioned / all;
    }

    /// What it is about: the names in its headline, or else its headline.
    private int[] focus(Doc doc) {
        var named = IntStream.range(0, doc.size())
                .filter(i -> doc.is(i, Doc.TITLE) && doc.is(i, Doc.NAME) && isRare(doc.term(i)))
                .toArray();
        return named.length > 0
                ? named
                : IntStream.range(0, doc.size())
                        .filter(i -> doc.is(i, Doc.TITLE))
                        .toArray();
    }

    private List<String> sharedWithAsked(Doc doc) {
        return IntStream.range(0, doc.size())
                .filter(i -> doc.term(i).asked() > 0 && isTellingOfBoth(doc, i))
                .boxed()
                .sorted(Comparator.comparingDouble((Integer i) -> weight(doc, i))
                        .reversed())
                .limit(SHOWN)
                .map(i -> doc.term(i).stem())
                .toList();
    }

    private boolean isTelling(Doc doc, int i) {
        return doc.is(i, Doc.TELLING) && isRare(doc.term(i));
    }

    /// At the beginning of a sentence a capital says nothing; one of the two may have it elsewhere.
    private boolean isTellingOfBoth(Doc doc, int i) {
        return (doc.is(i, Doc.TELLING) || doc.term(i).isAskedTelling()) && isRare(doc.term(i));
    }

    private boolean isRare(Term term) {
        return term.stories() <= Math.max(RARE_AMONG_FEW, RARE * articles.size());
    }

    private double norm(Doc doc) {
        return Math.sqrt(IntStream.range(0, doc.size())
                .mapToDouble(i -> weight(doc, i))
                .map(weight -> weight * weight)
                .sum());
    }

    private double weight(Doc doc, int i) {
        return doc.loudness(i) * worth(doc.term(i));
    }

    private double worth(Term term) {
        return term.worth((double) UNSEEN + articles.size(), changes);
    }
}
