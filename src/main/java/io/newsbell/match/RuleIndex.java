package io.newsbell.match;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.Arrays;
import java.util.BitSet;

/// The rules of an app's topics in one language, found by what an article must have to match them.
///
/// Every rule hangs on its rarest term or pair of adjacent terms, one of each alternative; an article's terms
/// lead to the rules that hang on them, and only these are verified. So the cost of an article grows with the
/// rules that nearly match it, not with those that there are.
///
/// One thread at a time changes it, any number match without waiting: whoever begins to match after a change
/// has returned sees it, and who is matching meanwhile sees each rule as it was or as it is.
final class RuleIndex {
    private static final VarHandle ROW = MethodHandles.arrayElementVarHandle(int[][].class);
    private static final VarHandle NUMBER = MethodHandles.arrayElementVarHandle(int[].class);
    private static final int SHORTEST_LIST = 4;

    private final Dictionary dictionary;

    /// What hangs on a key: the number of a rule, counted from 1; or, below 0, the number of a list of them.
    private final LongIntTable hooks = new LongIntTable();

    /// Rules that hang on the same key; at 0 stands how many there are.
    private volatile int[][] lists = new int[SHORTEST_LIST][];

    private int lastList;
    private volatile int[][] rules = new int[1024][];
    private int lastRule;
    private final BitSet freeRules = new BitSet();
    private final LongIntTable ruleOfTopic = new LongIntTable();

    RuleIndex(Commonness commonness) {
        this.dictionary = new Dictionary(commonness);
    }

    /// Adds the topic's rule, or changes it.
    synchronized void put(long topic, Clause rule) {
        var program = Program.of(topic, rule, dictionary);
        var before = ruleOfTopic.get(topic);
        if (before != LongIntTable.NONE && Arrays.equals(rules[before], program)) {
            return;
        }
        var number = free();
        set(number, program);
        ruleOfTopic.put(topic, number);
        Program.keys(program, dictionary).forEach(key -> hang(key.pair(), number));
        if (before != LongIntTable.NONE) {
            drop(before);
        }
    }

    synchronized void remove(long topic) {
        var number = ruleOfTopic.get(topic);
        if (number != LongIntTable.NONE) {
            ruleOfTopic.put(topic, LongIntTable.NONE);
            drop(number);
        }
    }

    /// The topics whose rules the article satisfies, by ascending id.
    long[] match(ArticleWords article) {
        return match(article, new Cost());
    }

    long[] match(ArticleWords article, Cost cost) {
        var terms = new ArticleTerms(article, dictionary);
        cost.terms = terms.distinct();
        var candidates = new Numbers();
        terms.forEachKey(key -> {
            var hook = hooks.get(key);
            if (hook > 0) {
                candidates.add(hook);
            } else if (hook < 0) {
                var list = (int[]) ROW.getAcquire(lists, -hook);
                candidates.addAll(list, (int) NUMBER.getAcquire(list, 0));
            }
        });
        cost.candidates += candidates.size;
        return verified(candidates, terms);
    }

    /// In two rounds: the first only touches the programs, so that the processor waits for many of them at the same
    /// time. They lie all over the memory, and to wait for one after the other took most of the time of a match.
    private long[] verified(Numbers candidates, ArticleTerms article) {
        // Read after the candidates: their numbers may be younger than an array that was read before.
        var now = rules;
        var programs = new int[candidates.size][];
        var touched = 0;
        for (int i = 0; i < programs.length; i++) {
            programs[i] = (int[]) ROW.getAcquire(now, candidates.values[i]);
            touched += programs[i] == null ? 0 : programs[i].length;
        }
        var topics = new long[programs.length];
        var size = 0;
        for (int i = 0; i < programs.length && touched > 0; i++) {
            if (programs[i] != null && Program.holds(programs[i], article)) {
                topics[size++] = Program.topic(programs[i]);
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
        return ruleOfTopic.size();
    }

    private int free() {
        var number = freeRules.nextSetBit(0);
        if (number > 0) {
            freeRules.clear(number);
            return number;
        }
        return ++lastRule;
    }

    private void set(int number, int[] program) {
        if (number == rules.length) {
            rules = Arrays.copyOf(rules, number + number / 2);
        }
        ROW.setRelease(rules, number, program);
    }

    private void drop(int number) {
        var program = rules[number];
        Program.keys(program, dictionary).forEach(key -> unhang(key.pair(), number));
        ROW.setRelease(rules, number, null);
        freeRules.set(number);
    }

    private void hang(long key, int number) {
        var hook = hooks.get(key);
        if (hook == LongIntTable.NONE) {
            hooks.put(key, number);
        } else if (hook > 0) {
            lastList++;
            if (lastList == lists.length) {
                lists = Arrays.copyOf(lists, lastList + lastList / 2);
            }
            lists[lastList] = new int[] {2, hook, number, 0};
            hooks.put(key, -lastList);
        } else {
            var list = lists[-hook];
            var size = list[0] + 1;
            if (size == list.length) {
                list = Arrays.copyOf(list, size + size / 2);
                list[size] = number;
                list[0] = size;
                replace(-hook, list);
            } else {
                list[size] = number;
                NUMBER.setRelease(list, 0, size);
            }
        }
    }

    private void unhang(long key, int number) {
        var hook = hooks.get(key);
        if (hook > 0) {
            hooks.put(key, LongIntTable.NONE);
            return;
        }
        // A copy: in the list itself a rule would move away from under those who read it.
        var list = lists[-hook];
        var shorter = new int[Math.max(SHORTEST_LIST, list[0])];
        for (int i = 1; i <= list[0]; i++) {
            if (list[i] != number) {
                shorter[++shorter[0]] = list[i];
            }
        }
        replace(-hook, shorter);
    }

    private void replace(int number, int[] list) {
        ROW.setRelease(lists, number, list);
    }

    /// What a match took.
    static final class Cost {
        private int terms;
        private int candidates;

        /// How many terms of rules the article has.
        int terms() {
            return terms;
        }

        /// How many rules were verified.
        int candidates() {
            return candidates;
        }
    }

    private static final class Numbers {
        private int[] values = new int[1_024];
        private int size;

        void add(int number) {
            makeRoom(1);
            values[size++] = number;
        }

        /// @param list  begins at 1
        void addAll(int[] list, int count) {
            makeRoom(count);
            System.arraycopy(list, 1, values, size, count);
            size += count;
        }

        private void makeRoom(int more) {
            if (size + more > values.length) {
                values = Arrays.copyOf(values, 2 * (size + more));
            }
        }
    }
}
