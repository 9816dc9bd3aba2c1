package io.newsbell.push;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// The window of this node, and the quotas of Firebase projects as they were when this node last asked.
/// Browsers' services are as many as their makers like: each with a label of its own would be without
/// bound.
final class PacerMetrics {
    private static final String BOUNDED = "fcm:";

    private final MeterRegistry metrics;
    private final Map<String, Rate> rates = new ConcurrentHashMap<>();

    PacerMetrics(MeterRegistry metrics, Pacer pacer, int window) {
        this.metrics = metrics;
        Gauge.builder("newsbell.window.in.flight", pacer, Pacer::inFlight)
                .description("Messages on the wire without an answer")
                .register(metrics);
        Gauge.builder("newsbell.window.limit", () -> window)
                .description("Messages that may be on the wire without an answer")
                .register(metrics);
    }

    void taken(String quota, double perSecond, double limit) {
        if (quota.startsWith(BOUNDED)) {
            rates.computeIfAbsent(quota, this::register).set(perSecond, limit);
        }
    }

    private Rate register(String quota) {
        var rate = new Rate();
        Gauge.builder("newsbell.quota.rate.per.second", rate, each -> each.perSecond)
                .description(
                        "Messages a second that all nodes together send at most; falls when the service says later")
                .tag("quota", quota)
                .register(metrics);
        Gauge.builder("newsbell.quota.limit.per.second", rate, each -> each.limit)
                .description("Messages a second that the quota allows")
                .tag("quota", quota)
                .register(metrics);
        return rate;
    }

    private static final class Rate {
        private volatile double perSecond;
        private volatile double limit;

        void set(double newRate, double newLimit) {
            perSecond = newRate;
            limit = newLimit;
        }
    }
}
