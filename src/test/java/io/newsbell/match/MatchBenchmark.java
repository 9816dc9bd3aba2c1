package io.newsbell.match;

import io.newsbell.bench.Benchmark;
import io.newsbell.bench.Report;
import io.newsbell.ingest.ArticleContent;
import io.newsbell.language.Language;
import io.newsbell.topic.TopicKind;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.lucene.monitor.TermWeightor;
import org.apache.lucene.queryparser.classic.ParseException;
import org.apache.lucene.search.Query;

/// How long an article is held against a thousand to a million rules, in one thread, and what Lucene Monitor takes.
public final class MatchBenchmark implements Benchmark {
    private static final int[] SIZES = {1_000, 10_000, 100_000, 1_000_000};
    private static final int LARGEST = 1_000_000;
    private static final int SAMPLE = 500;
    private static final int ARTICLES = 1_000;
    private static final int WARM_UP = 3_000;

    /// Monitor takes tens of milliseconds for each at a million rules.
    private static final int ARTICLES_FOR_MONITOR = 300;

    /// Monitor takes 128 kB for each rule of a batch while it stores it.
    private static final int AT_ONCE = 5_000;

    private static final int UPDATES = 5_000;
    private static final double NANOS_PER_MILLI = 1e6;
    private static final double NANOS_PER_MICRO = 1e3;
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();
    private static final Language ENGLISH = Language.of(Locale.ENGLISH);

    @Override
    public String name() {
        return "match";
    }

    @Override
    public void run(Report report) throws Exception {
        var news = new BenchNews(7);
        var sample = Stream.generate(news::article)
                .limit(SAMPLE)
                .map(ArticleWords::new)
                .toList();
        var articles = Stream.generate(news::article).limit(ARTICLES).toList();
        var rules = Stream.generate(news::rule).limit(LARGEST + UPDATES).toList();
        report.line(
                "%-10s %9s %9s %9s %9s %9s %10s %9s %9s",
                "rules", "p50 ms", "p99 ms", "CPU ms", "matches", "verified", "matches/s", "B/rule", "build s");
        var own = new Times[SIZES.length];
        for (int i = 0; i < SIZES.length; i++) {
            own[i] = ours(report, rules, SIZES[i], sample, articles);
        }
        report.line("%nLucene Monitor, multipass presearcher, weighed by document frequency:");
        for (int i = 0; i < SIZES.length; i++) {
            var monitor = monitors(report, rules, SIZES[i], sample, articles);
            var times = monitor.median() / own[i].median();
            report.line("           %.1f times ours", times);
            if (SIZES[i] == LARGEST) {
                report.figure("speedup_vs_monitor_1m", times, "times");
                report.figure("monitor_1m_p50_ms", monitor.median(), "ms");
            }
        }
    }

    private static Times ours(
            Report report, List<String> rules, int size, List<ArticleWords> sample, List<ArticleContent> articles)
            throws ParseException {
        var before = heap();
        var began = System.nanoTime();
        var index = new RuleIndex(new Commonness(ENGLISH, sample));
        for (int i = 0; i < size; i++) {
            index.put(i + 1L, parse(rules.get(i)));
        }
        var built = (System.nanoTime() - began) / NANOS_PER_MILLI / 1_000;
        var bytes = (double) (heap() - before) / size;
        for (int i = 0; i < WARM_UP; i++) {
            index.match(new ArticleWords(articles.get(i % articles.size())));
        }
        var nanos = new long[articles.size()];
        var matches = 0L;
        var cost = new RuleIndex.Cost();
        var cpu = -THREADS.getCurrentThreadCpuTime();
        for (int i = 0; i < nanos.length; i++) {
            var start = System.nanoTime();
            matches += index.match(new ArticleWords(articles.get(i)), cost).length;
            nanos[i] = System.nanoTime() - start;
        }
        cpu += THREADS.getCurrentThreadCpuTime();
        var times = Times.of(nanos);
        report.line(
                "%,10d %9.3f %9.3f %9.3f %9.1f %9.0f %,10.0f %9.0f %9.1f",
                size,
                times.median(),
                times.p99(),
                cpu / NANOS_PER_MILLI / nanos.length,
                (double) matches / nanos.length,
                (double) cost.candidates() / nanos.length,
                matches / (Arrays.stream(nanos).sum() / NANOS_PER_MILLI / 1_000),
                bytes,
                built);
        if (size == 100_000) {
            report.figure("rules_100k_p50_ms", times.median(), "ms");
        }
        if (size == LARGEST) {
            report.figure("rules_1m_p50_ms", times.median(), "ms");
            report.figure("rules_1m_p99_ms", times.p99(), "ms");
            report.figure("rules_1m_cpu_ms", cpu / NANOS_PER_MILLI / nanos.length, "ms");
            report.figure("bytes_per_rule_1m", bytes, "B");
            report.figure("build_s_1m", built, "s");
            report.figure("update_us_1m", update(report, index, rules), "µs");
        }
        return times;
    }

    /// Changes rules, and looks each time whether an article is matched by the new one and not by the old.
    private static double update(Report report, RuleIndex index, List<String> rules) throws ParseException {
        var nanos = new long[UPDATES];
        for (int i = 0; i < UPDATES; i++) {
            var topic = 1L + (i * 199L) % LARGEST;
            var rule = rules.get(LARGEST + i);
            var start = System.nanoTime();
            index.put(topic, parse(rule));
            nanos[i] = System.nanoTime() - start;
        }
        var seen = 0;
        for (int i = 0; i < 1_000; i++) {
            index.put(i + 1L, parse("\"sighting of number" + i + "\""));
            var article = TestArticle.named("A sighting of number" + i + " is reported")
                    .words();
            if (Arrays.binarySearch(index.match(article), i + 1L) >= 0) {
                seen++;
            }
        }
        var times = Times.of(nanos);
        report.line(
                "           a change of a rule, parsed anew: p50 %.1f, p99 %.1f µs; of 1,000 changes %d seen by the next"
                        + " article",
                times.median() * NANOS_PER_MICRO, times.p99() * NANOS_PER_MICRO, seen);
        if (seen < 1_000) {
            throw new IllegalStateException("Changes were not seen by the next article");
        }
        return times.median() * NANOS_PER_MICRO;
    }

    private static Times monitors(
            Report report, List<String> rules, int size, List<ArticleWords> sample, List<ArticleContent> articles)
            throws IOException, ParseException {
        var before = heap();
        var began = System.nanoTime();
        try (var monitor = LuceneMonitor.best(weights(sample))) {
            var batch = new HashMap<Long, Query>();
            for (int i = 0; i < size; i++) {
                batch.put(i + 1L, RuleParser.query(rules.get(i), TopicKind.TAG, ENGLISH));
                if (batch.size() == AT_ONCE || i == size - 1) {
                    monitor.register(batch);
                    batch.clear();
                }
            }
            var built = (System.nanoTime() - began) / NANOS_PER_MILLI / 1_000;
            var bytes = (double) (heap() - before) / size;
            for (int i = 0; i < ARTICLES_FOR_MONITOR; i++) {
                monitor.match(new ArticleWords(articles.get(i)));
            }
            var nanos = new long[ARTICLES_FOR_MONITOR];
            var matches = 0L;
            for (int i = 0; i < nanos.length; i++) {
                // Putting our words into Lucene's document is none of its work, finding them is.
                var document = LuceneMonitor.document(new ArticleWords(articles.get(i)));
                var start = System.nanoTime();
                new ArticleWords(articles.get(i));
                matches += monitor.count(document);
                nanos[i] = System.nanoTime() - start;
            }
            var times = Times.of(nanos);
            report.line(
                    "%,10d %9.3f %9.3f %9.1f %9s %10s %9.0f %9.1f",
                    size, times.median(), times.p99(), (double) matches / nanos.length, "", "", bytes, built);
            return times;
        }
    }

    private static TermWeightor weights(List<ArticleWords> sample) {
        var frequencies = new HashMap<String, Integer>();
        for (var field : Field.values()) {
            sample.forEach(
                    article -> article.terms(field).keySet().forEach(term -> frequencies.merge(term, 1, Integer::sum)));
        }
        return term -> 1.0 / (1 + frequencies.getOrDefault(term.text(), 0));
    }

    private static Clause parse(String rule) throws ParseException {
        return RuleParser.parse(rule, TopicKind.TAG, ENGLISH);
    }

    private static long heap() {
        IntStream.range(0, 3).forEach(_ -> System.gc());
        return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
    }

    /// In milliseconds.
    private record Times(double median, double p99) {
        static Times of(long[] nanos) {
            var sorted = Arrays.stream(nanos).sorted().toArray();
            return new Times(
                    sorted[sorted.length / 2] / NANOS_PER_MILLI, sorted[sorted.length * 99 / 100] / NANOS_PER_MILLI);
        }
    }
}
