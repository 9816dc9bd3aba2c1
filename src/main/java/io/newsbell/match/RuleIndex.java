package io.newsbell.match;

import java.util.Arrays;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/// The rules of an app's topics in one language, found by what an article must have to match them.
///
/// Every rule hangs on its rarest term or pair of adjacent terms, one of each alternative; an article's terms
/// lead to the rules that hang on them, and only these are verified. So the cost of an article grows with the
/// rules that nearly match it, not with those that there are.
///
/// One thread at a time changes it, any number match without waiting: whoever begins to match after a change
/// has returned sees it, and who is matching meanwhile sees each rule as it was or as it is.
final class RuleIndex {
    /// A rule is missed only if it moves in each of so many passes, of some tenths of a millisecond each.
    private static final int TRIES = 8;

    private final Dictionary dictionary;

    /// What hangs on a key: a program, or [Hung] if there are more.
    private final LongTable<Object> hooks = new LongTable<>();

    private final LongTable<int[]> programs = new LongTable<>();

    /// Counts what was taken off its hooks, before it is.
    private final AtomicInteger moves = new AtomicInteger();

    RuleIndex(Commonness commonness) {
        this.dictionary = new Dictionary(commonness);
    }

    /// Adds the topic's rule, or changes it.
    synchronized void put(long topic, Clause rule) {
        var program = Program.of(topic, rule, dictionary);
        var before = programs.get(topic);
        if (before == null || !Arrays.equals(before, program)) {
            programs.put(topic, program);
            Program.keys(program, dictionary).forEach(key -> hang(key.pair(), program));
            drop(before);
        }
    }

    synchronized void remove(long topic) {
        var program = programs.get(topic);
        programs.remove(topic);
        drop(program);
    }

    /// The topics whose rules the article satisfies, by ascending id.
    long[] match(ArticleWords article) {
        return match(article, new Cost());
    }

    long[] match(ArticleWords article, Cost cost) {
        var candidates = new Candidates();
        ArticleTerms terms;
        int movesBefore;
        var tries = 0;
        do {
            // A rule that moves to another hook meanwhile may be seen on neither; then it is on the new one by now.
            movesBefore = moves.get();
            terms = new ArticleTerms(article, dictionary);
            gather(terms, candidates);
        } while (moves.get() != movesBefore && ++tries < TRIES);
        cost.candidates += candidates.size;
        return verified(candidates, terms);
    }

    private void gather(ArticleTerms terms, Candidates candidates) {
        terms.forEachKey(key -> {
            var hung = hooks.get(key);
            if (hung instanceof int[] program) {
                candidates.add(program);
            } else if (hung instanceof Hung list) {
                candidates.addAll(list);
            }
        });
    }

    /// In two rounds: the first only touches the programs, so that the processor waits for many of them at the
    /// same time. They lie all over the memory, and to wait for one after the other took most of the time of a
    /// match.
    private static long[] verified(Candidates candidates, ArticleTerms article) {
        var touched = 0;
        for (int i = 0; i < candidates.size; i++) {
            touched += candidates.programs[i].length;
        }
        var topics = new long[candidates.size];
        var size = 0;
        for (int i = 0; i < candidates.size && touched > 0; i++) {
            var program = candidates.programs[i];
            if (Program.holds(program, article)) {
                topics[size++] = Program.topic(program);
            }
        }
        return distinct(topics, size);
    }

    /// A rule with alternatives may have been found by several of them.
    private static long[] distinct(long[] topics, int size) {
        Arrays.sort(topics, 0, size);
        var different = 0;
        for (int i = 0; i < size; i++) {
            if (i == 0 || topics[i] != topics[i - 1]) {
                topics[different++] = topics[i];
            }
        }
        return Arrays.copyOf(topics, different);
    }

    int size() {
        return programs.size();
    }

    private void hang(long key, int[] program) {
        switch (hooks.get(key)) {
            case null -> hooks.put(key, program);
            case Hung list -> list.add(program);
            case Object other -> hooks.put(key, new Hung((int[]) other, program));
        }
    }

    private void drop(int @Nullable [] program) {
        if (program != null) {
            moves.incrementAndGet();
            Program.keys(program, dictionary).forEach(key -> unhang(key.pair(), program));
        }
    }

    private void unhang(long key, int[] program) {
        if (hooks.get(key) instanceof Hung list && list.size() > 1) {
            hooks.put(key, list.without(program));
        } else {
            hooks.remove(key);
        }
    }

    /// What a match took.
    static final class Cost {
        private int candidates;

        /// How many rules were verified.
        int candidates() {
            return candidates;
        }
    }

    private static final class Candidates {
        private int[][] programs = new int[1_024][];
        private int size;

        void add(int[] program) {
            makeRoom(1);
            programs[size++] = program;
        }

        void addAll(Hung list) {
            var count = list.size();
            makeRoom(count);
            list.copy(count, programs, size);
            size += count;
        }

        private void makeRoom(int more) {
            if (size + more > programs.length) {
                programs = Arrays.copyOf(programs, 2 * (size + more));
            }
        }
    }
}
