package io.newsbell.audience;

import io.newsbell.alert.AlertLevel;
import io.newsbell.alert.Target;
import io.newsbell.bench.Benchmark;
import io.newsbell.bench.Report;
import io.newsbell.bench.Times;
import io.newsbell.device.Platform;
import io.newsbell.index.AudienceIndex;
import io.newsbell.index.AudienceIndex.Changes;
import io.newsbell.projection.BenchBuild;
import io.newsbell.projection.BenchDatabase;
import io.newsbell.projection.BenchReaders;
import io.newsbell.projection.Visibility;
import io.newsbell.subscription.Level;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;
import org.postgresql.PGConnection;

/// Who gets an alert, of a million and of ten million devices: how long the index takes to build, what it takes of
/// memory, how quickly it answers and learns, and what PostgreSQL takes for the same question.
public final class AudienceBenchmark implements Benchmark {
    private static final int MILLION = 1_000_000;
    private static final int[] SIZES = {MILLION, 10 * MILLION};
    private static final int[] TOPICS = {1, 10, 50};
    private static final int WARM_UP = 100;
    private static final int QUESTIONS = 400;
    private static final int ESTIMATES = 100;
    private static final int UPDATES = 100_000;
    private static final double NANOS_PER_MILLI = 1e6;
    private static final double NANOS_PER_SECOND = 1e9;
    private static final double MEGA = 1e6;

    private final SplittableRandom random = new SplittableRandom(11);

    @Override
    public String name() {
        return "audience";
    }

    @Override
    public void run(Report report) throws Exception {
        try (var database = BenchDatabase.start()) {
            for (int size : SIZES) {
                var began = System.nanoTime();
                database.fill(size);
                report.line(
                        "%n%,d devices, %,d follows; filled in %.0f s",
                        size, (long) size * BenchReaders.FOLLOWS, seconds(began));
                measure(report, database, size);
            }
        }
    }

    private void measure(Report report, BenchDatabase database, int size) throws SQLException {
        var suffix = size == MILLION ? "1m" : "10m";
        var before = heap();
        var index = build(report, database, size, suffix);
        var heap = (heap() - before) / MEGA;
        index.memory().forEach((part, bytes) -> report.line("  %-20s %,9.1f MB", part, bytes / MEGA));
        var sum = index.memory().values().stream().mapToLong(Long::longValue).sum() / MEGA;
        report.line("  together %.1f MB, heap %.1f MB", sum, heap);
        report.figure("index_mb_" + suffix, heap, "MB");
        for (int topics : TOPICS) {
            var times = plan(report, index, database, topics);
            report.figure("plan_%s_%dtopics_p50_ms".formatted(suffix, topics), times.median(), "ms");
            report.figure("plan_%s_%dtopics_p99_ms".formatted(suffix, topics), times.p99(), "ms");
        }
        estimate(report, index, database, suffix);
        if (size == MILLION) {
            SqlForms.compare(report, index, database, question(database, 10));
            Visibility.measure(report, database, size);
        }
        updates(report, index, size, suffix);
    }

    private static AudienceIndex build(Report report, BenchDatabase database, int size, String suffix)
            throws SQLException {
        try (var db = database.connect()) {
            copyAlone(db);
            var began = System.nanoTime();
            var bytes = copyAlone(db);
            var copied = seconds(began);
            var built = AudienceIndex.toBeFilled(BenchReaders.NOW);
            began = System.nanoTime();
            var rows = BenchBuild.fill(built, db);
            var index = new AudienceIndex(BenchReaders.NOW);
            index.replaceBy(built);
            var took = seconds(began);
            report.line(
                    "built in %.1f s, %,.0f rows/s; COPY alone, of %,.0f MB, takes %.1f s: %.2f times",
                    took, rows / took, bytes / MEGA, copied, took / copied);
            report.figure("build_s_" + suffix, took, "s");
            report.figure("copy_alone_s_" + suffix, copied, "s");
            report.figure("build_rows_per_s_" + suffix, (size * (1.0 + BenchReaders.FOLLOWS)) / took, "/s");
            return index;
        }
    }

    /// What the index reads, and nothing done with it.
    private static long copyAlone(Connection db) throws SQLException {
        var bytes = 0L;
        for (var what : List.of(
                "(SELECT reader_id, ordinal, retired_at IS NULL AND address IS NOT NULL, paused_until, "
                        + BenchBuild.PROFILE + " FROM device LEFT JOIN preferences USING (reader_id))",
                "subscription (reader_id, topic_id, level, until)",
                "mute (reader_id, kind, target_id, until)")) {
            var copy =
                    db.unwrap(PGConnection.class).getCopyAPI().copyOut("COPY " + what + " TO STDOUT (FORMAT binary)");
            for (var chunk = copy.readFromCopy(); chunk != null; chunk = copy.readFromCopy()) {
                bytes += chunk.length;
            }
        }
        return bytes;
    }

    /// Topics of all kinds of popularity, from the most popular to the least, other ones each time.
    private Question question(BenchDatabase database, int count) {
        var topics = IntStream.range(0, count)
                .mapToObj(n -> (long) Math.pow(BenchReaders.TOPICS, (n + random.nextDouble()) / count))
                .distinct()
                .toList();
        return new Question(
                topics,
                Set.of(),
                BenchReaders.STORY,
                AlertLevel.TOP,
                new Target(
                        false,
                        Optional.of("en"),
                        Set.of(Platform.ANDROID, Platform.IOS),
                        Optional.of("7.5.0"),
                        Optional.empty(),
                        List.of(),
                        List.of()),
                database.told(),
                Optional.empty(),
                Optional.empty(),
                BenchReaders.NOW.plus(Duration.ofDays(1)),
                new Question.Breaking(true, true, true),
                List.of(LocalTime.of(18, 0)),
                Map.of());
    }

    private Times plan(Report report, AudienceIndex index, BenchDatabase database, int topics) {
        var questions = questions(database, topics, WARM_UP + QUESTIONS);
        var told = new long[1];
        var times = times(QUESTIONS, i -> {
            var selection = Selector.select(questions.get(i), index, BenchReaders.NOW);
            told[0] = count(selection);
        });
        report.line(
                "%2d topics: p50 %.2f ms, p99 %.2f ms; the last had %,d devices in it",
                topics, times.median(), times.p99(), told[0]);
        return times;
    }

    private List<Question> questions(BenchDatabase database, int topics, int count) {
        var questions = new ArrayList<Question>();
        for (int i = 0; i < count; i++) {
            questions.add(question(database, topics));
        }
        return questions;
    }

    /// Adds up all sets: what matched is in one of them.
    private static long count(Selection selection) {
        var counted = selection.suppressed().values().stream()
                .mapToLong(devices -> devices.getLongCardinality())
                .sum();
        counted += selection.parts().stream()
                .mapToLong(part -> part.devices().getLongCardinality())
                .sum();
        counted += selection.later().stream()
                .mapToLong(later -> later.devices().getLongCardinality())
                .sum();
        if (counted != selection.matched().getLongCardinality()) {
            throw new IllegalStateException("It does not add up");
        }
        return counted;
    }

    private void estimate(Report report, AudienceIndex index, BenchDatabase database, String suffix) {
        var questions = questions(database, 10, WARM_UP + ESTIMATES);
        var times = times(ESTIMATES, i -> Estimator.estimate(questions.get(i), index, BenchReaders.NOW, Map.of()));
        report.line("an estimate, 10 topics: p50 %.2f ms, p99 %.2f ms", times.median(), times.p99());
        report.figure("estimate_" + suffix + "_ms", times.median(), "ms");
    }

    /// Each change by itself, as when one reader after the other taps.
    private void updates(Report report, AudienceIndex index, int size, String suffix) {
        var times = times(UPDATES, _ -> index.change(changes -> update(changes, size)));
        var perSecond = NANOS_PER_SECOND / NANOS_PER_MILLI / times.mean();
        report.line("updates: %,.0f/s, p50 %.1f µs, p99 %.1f µs", perSecond, times.median() * 1e3, times.p99() * 1e3);
        report.figure("updates_per_s" + (size == MILLION ? "_" + suffix : ""), perSecond, "/s");
    }

    /// Of ten, six follow, two unfollow, one mutes, and one has other preferences or another version of the app.
    private void update(Changes changes, int size) {
        int device = random.nextInt(size);
        var topics = BenchReaders.topics(random.nextInt(size));
        switch (random.nextInt(10)) {
            case 0 -> changes.device(device, BenchReaders.profile(random.nextInt(size)));
            case 1 -> changes.mutedTopic(device, topics[0], BenchReaders.mutedUntil());
            case 2, 3 -> changes.follow(device, BenchReaders.topics(device)[1], null, null);
            default -> changes.follow(device, topics[0], Level.EVERY, null);
        }
    }

    private static Times times(int count, IntConsumer action) {
        var nanos = new long[count];
        for (int i = 0; i < WARM_UP; i++) {
            action.accept(i);
        }
        for (int i = 0; i < count; i++) {
            var began = System.nanoTime();
            action.accept(WARM_UP + i);
            nanos[i] = System.nanoTime() - began;
        }
        return Times.of(nanos);
    }

    private static double seconds(long began) {
        return (System.nanoTime() - began) / NANOS_PER_SECOND;
    }

    private static long heap() {
        IntStream.range(0, 3).forEach(_ -> System.gc());
        return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
    }
}
