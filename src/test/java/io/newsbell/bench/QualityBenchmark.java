package io.newsbell.bench;

import io.newsbell.match.MatchQuality;
import java.io.IOException;
import java.nio.file.Path;

/// How well topics are found, on our own sample and on the labelled articles of a folder (`-Dfolder=PATH`, in
/// the form that [MatchQuality] names).
final class QualityBenchmark implements Benchmark {
    private static final Path OWN = Path.of("src", "test", "resources", "matching");
    private static final int SHOWN = 20;

    @Override
    public String name() {
        return "quality";
    }

    @Override
    public void run(Report report) throws IOException {
        quality(report, OWN, "own");
        var folder = System.getProperty("folder", "");
        if (!folder.isBlank()) {
            quality(report, Path.of(folder), "folder");
        }
    }

    private static void quality(Report report, Path folder, String name) throws IOException {
        var quality = MatchQuality.of(folder);
        report.line("%s: %s", folder, quality);
        quality.wrong().stream().limit(SHOWN).forEach(each -> report.line("  wrong  %s", each));
        quality.missed().stream().limit(SHOWN).forEach(each -> report.line("  missed %s", each));
        report.figure("match_precision_" + name, quality.precision(), "");
        report.figure("match_recall_" + name, quality.recall(), "");
    }
}
