package io.newsbell.ops;

import io.micrometer.core.instrument.MeterRegistry;
import io.smallrye.health.api.HealthGroup;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.function.DoublePredicate;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;

/// `/q/health/group/degraded`: what is not as it should be although Newsbell runs, in words. UP means that
/// nothing is. The figures are those of the metrics, so that both say the same.
@HealthGroup("degraded")
@Singleton
class Degraded implements HealthCheck {
    private static final double A_MINUTE = 60;
    private static final String ALWAYS_A_NUMBER = "newsbell.sending.stopped";
    private static final List<State> STATES = List.of(
            new State(
                    "work is waiting",
                    "newsbell.step.oldest.waiting",
                    age -> age > A_MINUTE,
                    "the oldest work has been due for %.0f s: readers are told late"),
            new State(
                    "a step is paused",
                    "newsbell.step.paused",
                    paused -> paused > 0,
                    "somebody has paused it at the desk: its work is put off until it is resumed at /desk/{app}/ops"),
            new State(
                    "index is behind",
                    "newsbell.audience.index.lag.seconds",
                    lag -> lag > A_MINUTE,
                    "follows of the last %.0f s are not in the audience index of this node yet"),
            new State(
                    "ledger does not add up",
                    "newsbell.ledger.imbalance",
                    devices -> devices != 0,
                    "%.0f devices of the last day have no outcome, or two: that is a bug, keep the database as it is"),
            new State(
                    "batches are set aside",
                    "newsbell.batches.set.aside",
                    batches -> batches > 0,
                    "%.0f batches have failed too often; look at GET /v1/set-aside-batches and release them"),
            new State(
                    "dead addresses wait for a person",
                    "newsbell.dead.addresses.quarantined",
                    addresses -> addresses > 0,
                    "%.0f addresses were called dead, too many to believe; look at GET /v1/dead-addresses"),
            new State(
                    "sending is stopped",
                    "newsbell.sending.stopped",
                    apps -> apps > 0,
                    "all sending of %.0f apps was stopped at the desk, and goes on only when somebody lets it"),
            new State(
                    "audit log is broken",
                    "newsbell.audit.chain.intact",
                    intact -> intact == 0,
                    "entries of it were changed or are missing; POST /v1/audit/check names the first"),
            new State(
                    "a push service fails",
                    "newsbell.provider.up",
                    up -> up == 0,
                    "all its answers to this node were failures for a minute; see /q/health/group/providers"));

    private final MeterRegistry metrics;

    Degraded(MeterRegistry metrics) {
        this.metrics = metrics;
    }

    @Override
    public HealthCheckResponse call() {
        var answer = HealthCheckResponse.named("degraded states").up();
        if (metrics.find(ALWAYS_A_NUMBER).gauges().stream().allMatch(gauge -> Double.isNaN(gauge.value()))) {
            answer.down()
                    .withData(
                            "figures are missing", "the database does not answer: nothing of it is known for a minute");
        }
        for (var state : STATES) {
            metrics.find(state.metric()).gauges().stream()
                    .mapToDouble(gauge -> gauge.value())
                    .filter(state.isBad())
                    .max()
                    .ifPresent(worst -> answer.down()
                            .withData(state.name(), state.sentence().formatted(worst)));
        }
        return answer.build();
    }

    /// @param sentence with a place for the worst value
    private record State(String name, String metric, DoublePredicate isBad, String sentence) {}
}
