package io.newsbell.console;

import io.newsbell.aftermath.Comparison;
import io.newsbell.aftermath.Comparison.Measures;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;

/// An alert beside what is usual, in words and bars.
///
/// @param same   whether the others were about one of its topics
/// @param isOver whether its first hour is over: before, less than usual says nothing
record Beside(int alerts, boolean same, boolean isOver, List<Line> lines) {
    private static final double ROOM = 1.2;

    /// Less of a difference is chance.
    private static final double SAME = 0.2;

    /// @param soFar while the first hour is not over
    static Beside of(Comparison comparison, Measures soFar) {
        var own = comparison.own().orElse(soFar);
        var usual = comparison.usual();
        var isOver = comparison.own().isPresent();
        var lines = new ArrayList<Line>();
        lines.add(line("Received", own.received(), usual.received(), Share::percent, isOver, "less", "more"));
        lines.add(line("Opened", own.opened(), usual.opened(), Share::percent, isOver, "less", "more"));
        lines.add(line(
                "Turned away, of 1,000", own.reactions(), usual.reactions(), Beside::decimal, isOver, "fewer", "more"));
        usual.toGoal().ifPresent(time -> lines.add(time(own.toGoal(), time)));
        return new Beside(comparison.alerts(), comparison.same(), isOver, List.copyOf(lines));
    }

    private static Line time(Optional<Duration> own, Duration usual) {
        return own.map(took -> line(
                        "Until 90 % were through",
                        (double) took.toMillis(),
                        (double) usual.toMillis(),
                        millis -> Spans.words(Duration.ofMillis(Math.round(millis))),
                        true,
                        "faster",
                        "slower"))
                .orElseGet(() -> new Line(
                        "Until 90 % were through",
                        "–", Spans.words(usual), "not there", "0", Share.number(100 / ROOM)));
    }

    private static Line line(
            String what,
            double own,
            double usual,
            Function<Double, String> words,
            boolean isOver,
            String less,
            String more) {
        double scale = 100 / Math.max(1e-9, ROOM * Math.max(own, usual));
        return new Line(
                what,
                words.apply(own),
                words.apply(usual),
                verdict(own, usual, isOver, less, more),
                Share.number(scale * own),
                Share.number(scale * usual));
    }

    private static String verdict(double own, double usual, boolean isOver, String less, String more) {
        if (own > usual * (1 + SAME)) {
            return more + " than usual";
        }
        if (!isOver) {
            return "so far";
        }
        return own < usual * (1 - SAME) ? less + " than usual" : "as usual";
    }

    private static String decimal(double value) {
        return String.format(Locale.ENGLISH, "%.1f", value);
    }

    /// @param width of the alert's own bar, of 100
    /// @param mark  where the usual is in it
    record Line(String what, String own, String usual, String verdict, String width, String mark) {}
}
