package io.newsbell.match;

import io.newsbell.ingest.ArticleContent;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.lucene.analysis.en.EnglishAnalyzer;

/// Rules and articles as a large publisher has them: made up, but with the frequencies of English. The hundred
/// commonest words are those that mean nothing by themselves; the n-th word is n times rarer than the first.
final class BenchNews {
    private static final int VOCABULARY = 200_000;
    private static final int TAGS = 2_000;
    private static final int PHRASES = 500_000;
    private static final String CONSONANTS = "bdfgklmnprstvz";
    private static final String VOWELS = "aeiou";

    private final Random random;
    private final List<String> words;
    private final int stopWords;
    private final List<String> phrases;
    private final Set<String> given = new HashSet<>();

    BenchNews(long seed) {
        this.random = new Random(seed);
        var stop = EnglishAnalyzer.getDefaultStopSet().stream()
                .map(word -> new String((char[]) word))
                .sorted()
                .toList();
        this.stopWords = stop.size();
        var made = new HashSet<>(stop);
        this.words = new ArrayList<>(stop);
        while (words.size() < VOCABULARY) {
            var word = makeUp();
            if (made.add(word)) {
                words.add(word);
            }
        }
        this.phrases = IntStream.range(0, PHRASES)
                .mapToObj(_ -> IntStream.range(0, 2 + random.nextInt(2))
                        .mapToObj(_ -> tellingWord())
                        .collect(Collectors.joining(" ")))
                .toList();
    }

    /// 300 to 600 words, one in twenty the beginning of a phrase that rules may ask for.
    ArticleContent article() {
        var body = new StringBuilder();
        for (int length = 300 + random.nextInt(300), written = 0; written < length; written++) {
            body.append(random.nextInt(20) == 0 ? phrase() : word());
            body.append(written % 12 == 11 ? ". " : " ");
        }
        return TestArticle.named(
                        IntStream.range(0, 8).mapToObj(_ -> tellingWord()).collect(Collectors.joining(" ")))
                .summary(IntStream.range(0, 20).mapToObj(_ -> word()).collect(Collectors.joining(" ")))
                .body(body.toString())
                .tags(Set.copyOf(IntStream.range(0, 3 + random.nextInt(6))
                                .mapToObj(_ -> tag())
                                .toList())
                        .toArray(String[]::new))
                .section("section" + random.nextInt(20))
                .content();
    }

    /// Of twenty eight are phrases, three single words, nine Boolean of two to five parts; a third asks for a
    /// tag too. No two are the same: readers who choose the same words share a topic.
    String rule() {
        var rule = anyRule();
        while (!given.add(rule)) {
            rule = anyRule();
        }
        return rule;
    }

    private String anyRule() {
        var each = random.nextInt(20);
        var rule = each < 8
                ? phrases.get(random.nextInt(PHRASES)).transform(BenchNews::quoted)
                : each < 11 ? tellingWord() : group();
        return random.nextInt(3) == 0 ? "tag:" + tag() + " AND " + rule : rule;
    }

    private String group() {
        var size = 2 + random.nextInt(4);
        var parts = IntStream.range(0, size)
                .mapToObj(_ -> random.nextInt(4) == 0 ? quoted(phrase()) : tellingWord())
                .collect(Collectors.toCollection(ArrayList::new));
        return switch (random.nextInt(5)) {
            case 0, 1 -> String.join(" AND ", parts);
            case 2 -> "(" + String.join(" OR ", parts) + ")";
            case 3 -> parts.removeFirst() + " AND (" + String.join(" OR ", parts) + ")";
            default -> String.join(" AND ", parts.subList(0, size - 1)) + " AND NOT " + parts.getLast();
        };
    }

    private static String quoted(String text) {
        return "\"" + text + "\"";
    }

    private String phrase() {
        return phrases.get((int) (PHRASES * Math.pow(random.nextDouble(), 2)));
    }

    private String tag() {
        return "tag" + zipf(TAGS);
    }

    /// As in running text: the n-th word is n times rarer than the first.
    private String word() {
        return words.get(zipf(VOCABULARY));
    }

    /// As people ask for: none that means nothing, and rare words more often than in running text.
    private String tellingWord() {
        return words.get(stopWords + (int) ((VOCABULARY - stopWords) * Math.pow(random.nextDouble(), 2)));
    }

    private int zipf(int most) {
        return (int) Math.pow(most, random.nextDouble()) - 1;
    }

    private String makeUp() {
        var word = new StringBuilder();
        for (int syllables = 2 + random.nextInt(3), i = 0; i < syllables; i++) {
            word.append(CONSONANTS.charAt(random.nextInt(CONSONANTS.length())))
                    .append(VOWELS.charAt(random.nextInt(VOWELS.length())));
            if (random.nextInt(4) == 0) {
                word.append(CONSONANTS.charAt(random.nextInt(CONSONANTS.length())));
            }
        }
        return word.toString();
    }
}
