package io.newsbell.console;

import io.newsbell.ledger.Pace;
import io.newsbell.ledger.Pace.Point;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// How far a fan-out has come, drawn against what readers were promised: nine in ten within two minutes.
record Curve(Pace pace) {
    static final double GOAL_SHARE = 0.9;
    static final Duration GOAL = Duration.ofMinutes(2);
    private static final double WIDTH = 600;
    private static final double HEIGHT = 200;
    private static final double BEYOND = 1.25;

    /// Between the marks below the drawing: the first that makes few enough of them.
    private static final List<Duration> STEPS = List.of(
            Duration.ofSeconds(30),
            Duration.ofMinutes(1),
            Duration.ofMinutes(5),
            Duration.ofMinutes(15),
            Duration.ofHours(1),
            Duration.ofHours(6),
            Duration.ofDays(1),
            Duration.ofDays(7));

    private static final int MOST_MARKS = 4;

    public boolean isEmpty() {
        return pace.points().isEmpty() || pace.size() == 0;
    }

    /// Who wanted it slow is not promised that it is fast.
    public boolean hasGoal() {
        return !pace.slow();
    }

    /// For `points` of an SVG polyline.
    public String line() {
        return pace.points().stream().map(this::place).collect(Collectors.joining(" "));
    }

    public String area() {
        return "%s %s,%s %s,%s"
                .formatted(
                        line(),
                        x(last().since()),
                        number(HEIGHT),
                        x(pace.points().getFirst().since()),
                        number(HEIGHT));
    }

    /// From the beginning to nine in ten after two minutes.
    public String goal() {
        return "0,%s %s,%s".formatted(number(HEIGHT), x(GOAL), number(HEIGHT * (1 - GOAL_SHARE)));
    }

    public String goalX() {
        return x(GOAL);
    }

    public String lastX() {
        return x(last().since());
    }

    public String lastY() {
        return y(last().tried());
    }

    public List<Mark> marks() {
        var step = STEPS.stream()
                .filter(each -> millis() / each.toMillis() <= MOST_MARKS)
                .findFirst()
                .orElse(STEPS.getLast());
        return IntStream.rangeClosed(1, (int) (millis() / step.toMillis()))
                .mapToObj(step::multipliedBy)
                .filter(at -> at.toMillis() < millis())
                .map(at -> new Mark(x(at), Spans.words(at)))
                .toList();
    }

    /// For who cannot see it, and for who wants it in words.
    public String words() {
        if (isEmpty()) {
            return "Nothing has gone out yet.";
        }
        return pace.reached(GOAL_SHARE)
                .map(took -> "90 in 100 were through after %s%s."
                        .formatted(Spans.words(took), hasGoal() ? "; the goal is 2 min" : ""))
                .orElseGet(() -> "%d in 100 are through after %s%s."
                        .formatted(
                                100 * last().tried() / pace.size(),
                                Spans.words(last().since()),
                                hasGoal() ? "; the goal is 90 after 2 min" : ""));
    }

    private Point last() {
        return pace.points().getLast();
    }

    /// Of the time that the drawing spans.
    private double millis() {
        var last = isEmpty() ? Duration.ZERO : last().since();
        return Math.max(hasGoal() ? BEYOND * GOAL.toMillis() : 1, (double) last.toMillis());
    }

    private String place(Point point) {
        return x(point.since()) + "," + y(point.tried());
    }

    private String x(Duration since) {
        return number(WIDTH * Math.max(0, since.toMillis()) / millis());
    }

    private String y(long tried) {
        return number(HEIGHT * (1 - Math.min(1, (double) tried / pace.size())));
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, "%.1f", value);
    }

    /// @param x where the time is in the drawing
    record Mark(String x, String words) {}
}
