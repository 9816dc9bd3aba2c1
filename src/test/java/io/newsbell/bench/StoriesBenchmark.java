package io.newsbell.bench;

import io.newsbell.story.StoryQuality;
import io.newsbell.story.StorySpeed;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/// How well articles are put into stories, on our own sample and on the labelled articles of a folder
/// (`-Dfolder=PATH`), and what that costs with some thousand articles in the window.
final class StoriesBenchmark implements Benchmark {
    private static final Path OWN = Path.of("src", "test", "resources", "stories", "sample.jsonl");
    private static final Duration WINDOW = Duration.ofDays(2);
    private static final int SHOWN = 20;
    private static final List<Integer> SIZES = List.of(1_000, 5_000, 20_000);

    @Override
    public String name() {
        return "stories";
    }

    @Override
    public void run(Report report) throws IOException {
        quality(report, OWN, "own");
        var folder = System.getProperty("folder", "");
        if (!folder.isBlank()) {
            try (var files = Files.list(Path.of(folder))) {
                for (var file : files.filter(each -> each.toString().endsWith(".jsonl"))
                        .sorted()
                        .toList()) {
                    quality(report, file, file.getFileName().toString().replace(".jsonl", ""));
                }
            }
        }
        for (int size : SIZES) {
            var speed = StorySpeed.of(size, WINDOW);
            report.line("%,7d articles in the window: %s", size, speed);
            report.figure("story_p50_ms_" + size, speed.p50(), "ms");
            report.figure("story_p99_ms_" + size, speed.p99(), "ms");
            report.figure("story_kb_per_article_" + size, speed.kilobytesPerArticle(), "kB");
        }
    }

    private static void quality(Report report, Path file, String name) throws IOException {
        var quality = StoryQuality.of(file, WINDOW);
        report.line("%s: %s", file, quality);
        quality.wrong().stream().limit(SHOWN).forEach(pair -> report.line("  wrong  %s", pair));
        quality.missed().stream().limit(SHOWN).forEach(pair -> report.line("  missed %s", pair));
        report.figure("story_precision_" + name, quality.precision(), "");
        report.figure("story_recall_" + name, quality.recall(), "");
        report.figure("story_f1_" + name, quality.f1(), "");
        report.figure("story_ms_per_article_" + name, quality.millisPerArticle(), "ms");
    }
}
