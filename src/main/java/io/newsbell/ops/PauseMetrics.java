package io.newsbell.ops;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.newsbell.work.Flow;
import io.newsbell.work.PausedSteps;
import io.newsbell.work.Reading;
import io.quarkus.runtime.Startup;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Set;

/// `newsbell_step_paused`: the same on every node, because it is read from the database.
@Startup
@Singleton
class PauseMetrics {
    /// However often it is scraped.
    private static final Duration KEPT = Duration.ofSeconds(5);

    PauseMetrics(Flow flow, PausedSteps paused, MeterRegistry metrics) {
        var known = new Reading<Set<String>>(KEPT, () -> paused.all().keySet());
        for (var step : flow.names()) {
            Gauge.builder("newsbell.step.paused", () -> known.value(steps -> steps.contains(step) ? 1 : 0))
                    .description("1 while somebody has paused the step: its work is put off")
                    .tag("step", step)
                    .register(metrics);
        }
    }
}
