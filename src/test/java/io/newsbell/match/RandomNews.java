package io.newsbell.match;

import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// Rules and articles made up of few words, so that they meet often.
final class RandomNews {
    private static final List<String> FIELDS = List.of("tag:", "section:", "person:", "place:", "author:");

    private final Random random;
    private final List<String> words;

    RandomNews(long seed, int vocabulary) {
        this.random = new Random(seed);
        this.words = IntStream.range(0, vocabulary)
                .mapToObj(i ->
                        new String(new char[] {(char) ('k' + i % 7), (char) ('a' + i % 5), (char) ('m' + i / 7 % 9)})
                                + (i % 11 == 0 ? "s" : ""))
                .distinct()
                .toList();
    }

    ArticleWords article() {
        return TestArticle.named(text(6))
                .summary(text(random.nextInt(12)))
                .body(text(random.nextInt(120)))
                .tags(names())
                .section(text(1 + random.nextInt(2)))
                .people(names())
                .places(names())
                .authors(names())
                .words();
    }

    String rule() {
        return rule(0);
    }

    private String rule(int depth) {
        return switch (random.nextInt(depth > 2 ? 4 : 9)) {
            case 0, 1 -> word();
            case 2 -> "\"" + text(1 + random.nextInt(3)) + "\"";
            case 3 -> field() + (random.nextBoolean() ? word() : "\"" + text(1 + random.nextInt(2)) + "\"");
            case 4, 5 -> group(" OR ", depth);
            case 6 -> "(" + group(" AND ", depth) + " AND NOT " + part(depth) + ")";
            default -> group(" AND ", depth);
        };
    }

    private String group(String operator, int depth) {
        return IntStream.range(0, 2 + random.nextInt(3))
                .mapToObj(_ -> part(depth))
                .collect(Collectors.joining(operator, "(", ")"));
    }

    private String part(int depth) {
        return rule(depth + 1);
    }

    private String field() {
        return random.nextInt(3) == 0 ? "title:" : FIELDS.get(random.nextInt(FIELDS.size()));
    }

    private String[] names() {
        return IntStream.range(0, random.nextInt(4))
                .mapToObj(_ -> text(1 + random.nextInt(2)))
                .toArray(String[]::new);
    }

    private String text(int length) {
        return IntStream.range(0, length).mapToObj(_ -> word()).collect(Collectors.joining(" "));
    }

    /// The first words are much more common than the last.
    private String word() {
        return words.get((int) (words.size() * Math.pow(random.nextDouble(), 2)));
    }
}
