package io.newsbell.bench;

import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/// Several articles to the same number of followers.
///
/// @param cpu for 10,000 messages
record PathTimes(int followers, List<Stages> runs, PathRuns.Cpu cpu) {
    private static final double MEDIAN = 0.5;
    private static final double P95 = 0.95;
    private static final double SECOND = 1_000;

    /// From the request to its 202.
    double put() {
        return median(Stages::accepted);
    }

    /// From the 202 to the first phone.
    double first() {
        return median(run -> run.first() - run.accepted());
    }

    double firstP95() {
        return quantile(P95, run -> run.first() - run.accepted());
    }

    /// From the 202 to the last phone.
    double last() {
        return median(run -> run.last() - run.accepted());
    }

    double messagesPerSecond() {
        return followers / median(run -> run.last() - run.first()) * SECOND;
    }

    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "%,9d %5d | %6.1f %7.1f %7.1f %7.1f %6.1f %7.1f %8.1f | %8.2f %8.2f %8.2f | %,9.0f",
                followers,
                runs.size(),
                put(),
                median(Stages::matched),
                median(Stages::decided),
                median(Stages::planned),
                median(Stages::first),
                median(Stages::last),
                median(Stages::recorded),
                cpu.newsbell(),
                cpu.postgres(),
                cpu.sandbox(),
                followers == 1 ? 0 : messagesPerSecond());
    }

    private double median(ToDoubleFunction<Stages> stage) {
        return quantile(MEDIAN, stage);
    }

    private double quantile(double share, ToDoubleFunction<Stages> stage) {
        var sorted = runs.stream().mapToDouble(stage).sorted().toArray();
        return sorted[(int) (share * (sorted.length - 1))];
    }
}
