package io.newsbell.story;

import io.newsbell.ingest.ArticleContent;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// What finding an article's story costs with so many articles in the window, words included.
///
/// @param joined how many of the timed articles found a story
public record StorySpeed(double p50, double p99, double kilobytesPerArticle, int joined, int timed) {
    private static final int SEED = 7;
    private static final int TIMED = 2_000;
    private static final int WORDS = 300;
    private static final int VOCABULARY = 30_000;
    private static final int NAMES = 12_000;
    private static final int NAMES_OF_AN_ARTICLE = 12;
    private static final int EVENTS_PER_ARTICLE = 3;
    private static final int NAME_EVERY = 12;
    private static final double NANOS = 1_000_000;
    private static final double HALF = 0.5;
    private static final double ALMOST_ALL = 0.99;
    private static final double KILO = 1024;

    /// Articles of 300 words, common ones often and rare ones seldom, with a dozen names each; three tell of
    /// one event.
    public static StorySpeed of(int articles, Duration window) {
        var random = new Random(SEED);
        var index = new StoryIndex(window);
        var at = Instant.parse("2026-03-01T06:00:00Z");
        long before = used();
        for (int i = 0; i < articles; i++) {
            index.put(i, i, at, Gist.of(article(random, random.nextInt(articles / EVENTS_PER_ARTICLE))));
        }
        double kilobytes = (used() - before) / KILO / articles;
        var nanos = new long[TIMED];
        int joined = 0;
        for (int i = -TIMED / 2; i < TIMED; i++) {
            var content = article(random, random.nextInt(articles / EVENTS_PER_ARTICLE));
            long begin = System.nanoTime();
            var gist = Gist.of(content);
            var kin = index.nearest(at, gist);
            index.put(articles, articles, at, gist);
            if (i >= 0) {
                nanos[i] = System.nanoTime() - begin;
                joined += kin.isPresent() ? 1 : 0;
            }
        }
        Arrays.sort(nanos);
        return new StorySpeed(
                nanos[(int) (HALF * TIMED)] / NANOS,
                nanos[(int) (ALMOST_ALL * TIMED)] / NANOS,
                kilobytes,
                joined,
                TIMED);
    }

    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "p50 %.3f ms, p99 %.3f ms, %.1f kB per article; %d of %d joined",
                p50,
                p99,
                kilobytesPerArticle,
                joined,
                timed);
    }

    private static ArticleContent article(Random random, int event) {
        var own = new Random(event);
        var names = own.ints(NAMES_OF_AN_ARTICLE, 0, NAMES)
                .mapToObj(StorySpeed::name)
                .toList();
        var body = IntStream.range(0, WORDS)
                .mapToObj(i -> i % NAME_EVERY == 1
                        ? names.get(random.nextInt(names.size()))
                        : i % NAME_EVERY == 0 ? common(random, i) : word(random))
                .collect(Collectors.joining(" "));
        return new ArticleContent(
                common(random, 1) + " " + word(random) + " " + names.get(0) + " " + word(random) + " " + names.get(1),
                "",
                body,
                "en",
                null,
                null,
                List.of(),
                null,
                List.of(),
                List.of(),
                List.of(),
                null,
                null,
                null,
                null);
    }

    /// Every word half as often as the one that is twice as common.
    private static String word(Random random) {
        return "w" + spell((int) Math.pow(VOCABULARY, random.nextDouble()));
    }

    private static String common(Random random, int i) {
        return (i == 0 ? "" : ". ") + "The " + word(random);
    }

    private static String name(int number) {
        return "N" + spell(number);
    }

    /// Letters only: with digits it would be a number to some.
    private static String spell(int number) {
        return Integer.toString(number, 10)
                .chars()
                .mapToObj(c -> String.valueOf((char) ('a' + c - '0')))
                .collect(Collectors.joining());
    }

    private static long used() {
        System.gc();
        return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
    }
}
