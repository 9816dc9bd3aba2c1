package io.newsbell.work;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.TimeGauge;
import io.micrometer.core.instrument.Timer;
import java.time.Clock;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/// What goes into one step on this node and what comes out of it: `newsbell_step_…{step}`. What waits is
/// the same on all nodes and told by [BacklogMetrics].
final class StepMetrics {
    private static final Duration[] BOUNDS = {
        Duration.ofMillis(5),
        Duration.ofMillis(25),
        Duration.ofMillis(100),
        Duration.ofMillis(500),
        Duration.ofSeconds(1),
        Duration.ofSeconds(5),
        Duration.ofSeconds(10),
        Duration.ofSeconds(30),
        Duration.ofMinutes(1),
        Duration.ofMinutes(5),
    };

    private final Clock clock;
    private final Counter put;
    private final Counter takeovers;
    private final Map<Result, Timer> turns = new EnumMap<>(Result.class);
    private final AtomicInteger running = new AtomicInteger();
    private volatile double lastDone = Double.NaN;

    /// How a turn of work ended.
    enum Result {
        DONE,
        /// It is to be taken up again at its time.
        LATER,
        FAILED
    }

    StepMetrics(String step, MeterRegistry registry, Clock clock) {
        this.clock = clock;
        var tags = Tags.of(Tag.of("step", step));
        put = Counter.builder("newsbell.step.put")
                .description("Work that was put for the step")
                .tags(tags)
                .register(registry);
        takeovers = Counter.builder("newsbell.step.takeovers")
                .description("Work of the step that was taken over from a node that had died or lost its lease")
                .tags(tags)
                .register(registry);
        for (var result : Result.values()) {
            turns.put(
                    result,
                    Timer.builder("newsbell.step")
                            .description("Turns of work on the step: done, put off until later, or failed")
                            .tags(tags.and("result", result.name().toLowerCase(Locale.ROOT)))
                            .serviceLevelObjectives(BOUNDS)
                            .register(registry));
        }
        Gauge.builder("newsbell.step.running", running, AtomicInteger::get)
                .description("Work of the step that this node is doing")
                .tags(tags)
                .register(registry);
        TimeGauge.builder("newsbell.step.last.done.timestamp", () -> lastDone, TimeUnit.SECONDS)
                .description("When this node last ended work of the step, in Unix time")
                .tags(tags)
                .register(registry);
    }

    void put() {
        put.increment();
    }

    void takenOver() {
        takeovers.increment();
    }

    int running() {
        return running.get();
    }

    long done() {
        return Objects.requireNonNull(turns.get(Result.DONE)).count();
    }

    /// Does the work and measures it. What it throws is thrown on.
    Worker.Result measure(ScopedValue.CallableOp<Worker.Result, RuntimeException> work) {
        running.incrementAndGet();
        long from = System.nanoTime();
        var result = Result.FAILED;
        try {
            var end = work.call();
            result = switch (end) {
                case Worker.Result.Done() -> Result.DONE;
                case Worker.Result.NotNow _ -> Result.LATER;
            };
            return end;
        } finally {
            running.decrementAndGet();
            Objects.requireNonNull(turns.get(result)).record(System.nanoTime() - from, TimeUnit.NANOSECONDS);
            if (result == Result.DONE) {
                lastDone = clock.millis() / 1e3;
            }
        }
    }
}
