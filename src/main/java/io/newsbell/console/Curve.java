package io.newsbell.console;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/// How far a fan-out has come, drawn against what readers were promised: nine in ten within two minutes.
///
/// @param size   of the whole audience
/// @param points in the order of time, the first at its beginning
record Curve(long size, List<Point> points) {
    private static final double WIDTH = 600;
    private static final double HEIGHT = 200;
    private static final double GOAL_SHARE = 0.9;
    private static final Duration GOAL = Duration.ofMinutes(2);

    record Point(Duration since, long done) {}

    static Curve of(long size, Instant begin, List<FanoutWatch.Sample> samples) {
        return new Curve(
                size,
                samples.stream()
                        .map(sample -> new Point(Duration.between(begin, sample.at()), sample.done()))
                        .toList());
    }

    /// Of the time that the drawing spans.
    private double millis() {
        var last = points.isEmpty() ? Duration.ZERO : points.getLast().since();
        return Math.max(1.25 * GOAL.toMillis(), (double) last.toMillis());
    }

    /// For `points` of an SVG polyline.
    public String line() {
        return points.stream().map(this::place).collect(Collectors.joining(" "));
    }

    public String area() {
        return points.isEmpty()
                ? ""
                : "%s %s,%s %s,%s"
                        .formatted(
                                line(),
                                x(points.getLast().since()),
                                number(HEIGHT),
                                x(points.getFirst().since()),
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
        return points.isEmpty() ? "0" : x(points.getLast().since());
    }

    public String lastY() {
        return points.isEmpty() ? number(HEIGHT) : y(points.getLast().done());
    }

    /// For who cannot see it.
    public String words() {
        if (points.isEmpty()) {
            return "Nothing has gone out yet.";
        }
        var last = points.getLast();
        return String.format(
                Locale.ENGLISH,
                "%d of 100 have an outcome after %d seconds; the goal is 90 after 120 seconds.",
                size == 0 ? 100 : 100 * last.done() / size,
                last.since().toSeconds());
    }

    private String place(Point point) {
        return x(point.since()) + "," + y(point.done());
    }

    private String x(Duration since) {
        return number(WIDTH * Math.max(0, since.toMillis()) / millis());
    }

    private String y(long done) {
        return number(size == 0 ? 0 : HEIGHT * (1 - (double) done / size));
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, "%.1f", value);
    }
}
