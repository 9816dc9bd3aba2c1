package io.newsbell.bench;

import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// What a benchmark found: lines for people as it goes, and the figures in `target/bench/NAME.json`.
public final class Report {
    private static final Path FOLDER = Path.of("target", "bench");
    private static final double HUNDRED = 100;

    private final String bench;
    private final String commit;
    private final List<Figure> figures = new ArrayList<>();

    Report(String bench, String commit) {
        this.bench = bench;
        this.commit = commit;
    }

    public void line(String format, Object... values) {
        System.out.printf(Locale.ROOT, format + "%n", values);
    }

    /// Kept to a hundredth, which CPU seconds need; of milliseconds it is noise.
    public void figure(String name, double value, String unit) {
        figures.add(new Figure(name, Math.round(value * HUNDRED) / HUNDRED, unit));
    }

    void finish() throws IOException {
        line("");
        figures.forEach(figure -> line("%-44s %,12.2f %s", figure.name(), figure.value(), figure.unit()));
        var file = FOLDER.resolve(bench + ".json");
        Files.createDirectories(FOLDER);
        JsonMapper.builder()
                .enable(SerializationFeature.INDENT_OUTPUT)
                .build()
                .writeValue(file.toFile(), new Content(bench, commit, figures));
        line("%ncommit %s, figures in %s", commit, file);
    }

    record Figure(String name, double value, String unit) {}

    record Content(String bench, String commit, List<Figure> figures) {}
}
