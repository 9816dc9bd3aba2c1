package io.newsbell.match;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// A rule as numbers: thirty-two bytes for a word, eight more for a phrase of two, where a tree of objects takes
/// hundreds.
///
/// The first two numbers are the topic's id. Then comes one part: what it is stands in the upper three bits of
/// its first number, a term or a count in the others.
final class Program {
    private static final int TOPIC = 2;

    private static final int KIND_SHIFT = 29;
    private static final int REST = (1 << KIND_SHIFT) - 1;

    /// A term. The rest is its id.
    private static final int WORD = 0;

    private static final int TITLE_WORD = 1;
    /// Terms that follow each other. The rest tells how many; their ids come next.
    private static final int PHRASE = 2;

    private static final int TITLE_PHRASE = 3;
    /// The rest tells how many parts; next comes how many numbers they take together, then the parts.
    private static final int ALL = 4;

    private static final int ANY = 5;
    /// One part comes next.
    private static final int NOT = 6;

    private final Dictionary dictionary;
    private int[] numbers = new int[16];
    private int size;

    private Program(Dictionary dictionary) {
        this.dictionary = dictionary;
    }

    static int[] of(long topic, Clause rule, Dictionary dictionary) {
        var program = new Program(dictionary);
        program.add((int) (topic >>> Integer.SIZE));
        program.add((int) topic);
        program.add(rule);
        return Arrays.copyOf(program.numbers, program.size);
    }

    static long topic(int[] program) {
        return ((long) program[0] << Integer.SIZE) | (program[1] & 0xFFFFFFFFL);
    }

    /// Whether the article satisfies the rule.
    static boolean holds(int[] program, ArticleTerms article) {
        return holds(program, TOPIC, article);
    }

    /// What an article must have of the rule at least, as likely to be missing as can be: it has one of these
    /// or it does not match.
    static List<Key> keys(int[] program, Dictionary dictionary) {
        return keys(program, TOPIC, dictionary);
    }

    private static boolean holds(int[] program, int at, ArticleTerms article) {
        var rest = program[at] & REST;
        return switch (program[at] >>> KIND_SHIFT) {
            case WORD -> article.has(rest);
            case TITLE_WORD -> article.hasInTitle(rest);
            case PHRASE -> article.hasPhrase(program, at + 1, rest, article.end());
            case TITLE_PHRASE -> article.hasPhrase(program, at + 1, rest, article.titleEnd());
            case ALL -> {
                var part = at + 2;
                for (int i = 0; i < rest; i++) {
                    if (!holds(program, part, article)) {
                        yield false;
                    }
                    part = after(program, part);
                }
                yield true;
            }
            case ANY -> {
                var part = at + 2;
                for (int i = 0; i < rest; i++) {
                    if (holds(program, part, article)) {
                        yield true;
                    }
                    part = after(program, part);
                }
                yield false;
            }
            default -> !holds(program, at + 1, article);
        };
    }

    private static int after(int[] program, int at) {
        var rest = program[at] & REST;
        return switch (program[at] >>> KIND_SHIFT) {
            case WORD, TITLE_WORD -> at + 1;
            case PHRASE, TITLE_PHRASE -> at + 1 + rest;
            case ALL, ANY -> at + 2 + program[at + 1];
            default -> after(program, at + 1);
        };
    }

    private static List<Key> keys(int[] program, int at, Dictionary dictionary) {
        var rest = program[at] & REST;
        return switch (program[at] >>> KIND_SHIFT) {
            case WORD, TITLE_WORD -> List.of(Key.of(rest, dictionary));
            case PHRASE, TITLE_PHRASE -> {
                var rarest = Key.of(program[at + 1], program[at + 2], dictionary);
                for (int i = at + 2; i < at + rest; i++) {
                    rarest = rarest.orRarer(Key.of(program[i], program[i + 1], dictionary));
                }
                yield List.of(rarest);
            }
            case ALL -> {
                List<Key> rarest = List.of();
                var part = at + 2;
                for (int i = 0; i < rest; i++) {
                    if (program[part] >>> KIND_SHIFT != NOT) {
                        var keys = keys(program, part, dictionary);
                        rarest = rarest.isEmpty() || likelihood(keys) < likelihood(rarest) ? keys : rarest;
                    }
                    part = after(program, part);
                }
                yield rarest;
            }
            case ANY -> {
                var all = new ArrayList<Key>();
                var part = at + 2;
                for (int i = 0; i < rest; i++) {
                    all.addAll(keys(program, part, dictionary));
                    part = after(program, part);
                }
                yield all.stream().distinct().toList();
            }
            default -> throw new IllegalStateException("A rule that only says NOT is refused by the parser");
        };
    }

    private static double likelihood(List<Key> keys) {
        return keys.stream().mapToDouble(Key::likelihood).sum();
    }

    private void add(Clause clause) {
        switch (clause) {
            case Clause.Words words
            when words.terms().size() == 1 -> add((words.title() ? TITLE_WORD : WORD) << KIND_SHIFT | id(words, 0));
            case Clause.Words words -> {
                add((words.title() ? TITLE_PHRASE : PHRASE) << KIND_SHIFT
                        | words.terms().size());
                for (int i = 0; i < words.terms().size(); i++) {
                    add(id(words, i));
                }
            }
            case Clause.All(var clauses) -> addGroup(ALL, clauses);
            case Clause.Any(var clauses) -> addGroup(ANY, clauses);
            case Clause.Not(var inner) -> {
                add(NOT << KIND_SHIFT);
                add(inner);
            }
        }
    }

    private void addGroup(int kind, List<Clause> clauses) {
        add(kind << KIND_SHIFT | clauses.size());
        var length = size;
        add(0);
        clauses.forEach(this::add);
        numbers[length] = size - length - 1;
    }

    private int id(Clause.Words words, int index) {
        return dictionary.idToBe(words.field(), words.terms().get(index));
    }

    private void add(int number) {
        if (size == numbers.length) {
            numbers = Arrays.copyOf(numbers, 2 * size);
        }
        numbers[size++] = number;
    }

    /// What an article can be looked up by: a term, or two that follow each other.
    ///
    /// @param pair       the ids of both in one number; of a single term the upper half is 0
    /// @param likelihood about the share of articles that have it
    record Key(long pair, double likelihood) {
        /// Two words stand side by side this much more rarely than the rarer of them stands anywhere.
        private static final double TOGETHER = 0.1;

        static Key of(int id, Dictionary dictionary) {
            return new Key(id, dictionary.likelihood(id));
        }

        static Key of(int first, int second, Dictionary dictionary) {
            return new Key(
                    pair(first, second),
                    TOGETHER * Math.min(dictionary.likelihood(first), dictionary.likelihood(second)));
        }

        static long pair(int first, int second) {
            return (long) first << Integer.SIZE | second;
        }

        Key orRarer(Key other) {
            return other.likelihood < likelihood ? other : this;
        }
    }
}
