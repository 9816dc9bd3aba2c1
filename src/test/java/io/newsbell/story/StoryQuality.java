package io.newsbell.story;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// How well stories are told apart, counted in pairs of articles: of those that were put together, how many belong
/// together (precision), and of those that belong together, how many were (recall).
///
/// @param wrong  pairs that were put together and do not belong together, to be read
/// @param missed likewise
public record StoryQuality(
        int articles, int together, int right, int belonging, double millis, List<String> wrong, List<String> missed) {
    private static final double NANOS = 1_000_000;

    /// Puts the articles of a file into stories, as they would arrive.
    public static StoryQuality of(Path file, Duration window) throws IOException {
        var articles = LabelledArticles.read(file).articles();
        var indexes = new HashMap<String, StoryIndex>();
        var stories = new long[articles.size()];
        long nanos = 0;
        for (int i = 0; i < stories.length; i++) {
            var article = articles.get(i);
            long begin = System.nanoTime();
            var gist = Gist.of(article.content());
            var index = indexes.computeIfAbsent(gist.language(), _ -> new StoryIndex(window));
            index.forget(article.at().minus(window));
            long own = i + 1L;
            stories[i] = index.nearest(article.at(), gist).map(Kin::storyId).orElse(own);
            index.put(own, stories[i], article.at(), gist);
            nanos += System.nanoTime() - begin;
        }
        return compare(articles, stories, nanos / NANOS);
    }

    public double precision() {
        return together == 0 ? 1 : (double) right / together;
    }

    public double recall() {
        return belonging == 0 ? 1 : (double) right / belonging;
    }

    public double f1() {
        return right == 0 ? 0 : 2 * precision() * recall() / (precision() + recall());
    }

    public double millisPerArticle() {
        return articles == 0 ? 0 : millis / articles;
    }

    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "%,d articles, %,d pairs belong together, %,d were put together: precision %.3f, recall %.3f, F1 %.3f; %.3f ms per article",
                articles,
                belonging,
                together,
                precision(),
                recall(),
                f1(),
                millisPerArticle());
    }

    private static StoryQuality compare(List<LabelledArticles.Labelled> articles, long[] stories, double millis) {
        var wrong = new ArrayList<String>();
        var missed = new ArrayList<String>();
        var found = sizes(articles.size(), i -> stories[i]);
        var given = sizes(articles.size(), i -> articles.get(i).story());
        var both =
                sizes(articles.size(), i -> List.of(stories[i], articles.get(i).story()));
        for (int i = 0; i < stories.length; i++) {
            for (int j = Math.max(0, i - NEAR); j < i; j++) {
                boolean same = articles.get(i).story().equals(articles.get(j).story());
                if (same != (stories[i] == stories[j])) {
                    (same ? missed : wrong)
                            .add("%s: \"%s\" / \"%s\""
                                    .formatted(
                                            articles.get(i).story(),
                                            articles.get(j).content().headline(),
                                            articles.get(i).content().headline()));
                }
            }
        }
        return new StoryQuality(articles.size(), pairs(found), pairs(both), pairs(given), millis, wrong, missed);
    }

    /// Enough to show; the figures count all pairs.
    private static final int NEAR = 100;

    private static Map<Object, Integer> sizes(int count, java.util.function.IntFunction<Object> group) {
        var sizes = new HashMap<Object, Integer>();
        for (int i = 0; i < count; i++) {
            sizes.merge(group.apply(i), 1, Integer::sum);
        }
        return sizes;
    }

    private static int pairs(Map<Object, Integer> sizes) {
        return sizes.values().stream().mapToInt(size -> size * (size - 1) / 2).sum();
    }
}
