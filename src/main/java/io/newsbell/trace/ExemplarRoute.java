package io.newsbell.trace;

import io.micrometer.prometheus.PrometheusMeterRegistry;
import io.prometheus.client.exporter.common.TextFormat;
import io.quarkus.vertx.http.ManagementInterface;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;

/// Gives Prometheus metrics in the format that has exemplars, OpenMetrics, if it asks for it and there are
/// traces. Quarkus has the format, too, but only for who writes its name with the charset, which Prometheus
/// does not. Without traces the usual one is better: OpenMetrics tells of each counter when it began, which
/// is nearly as much again.
@Singleton
// Micrometer has a newer registry of the same name; Quarkus makes this one.
@SuppressWarnings("deprecation")
class ExemplarRoute {
    private static final String OPEN_METRICS = "application/openmetrics-text";
    private static final int BEFORE_THE_USUAL = -1;

    private final PrometheusMeterRegistry registry;
    private final Traces traces;

    ExemplarRoute(PrometheusMeterRegistry registry, Traces traces) {
        this.registry = registry;
        this.traces = traces;
    }

    void register(@Observes ManagementInterface management) {
        if (traces.areOn()) {
            management.router().get("/q/metrics").order(BEFORE_THE_USUAL).blockingHandler(this::answer, false);
        }
    }

    private void answer(RoutingContext call) {
        var accepted = call.request().getHeader(HttpHeaders.ACCEPT);
        if (accepted != null && accepted.contains(OPEN_METRICS)) {
            call.response()
                    .putHeader(HttpHeaders.CONTENT_TYPE, TextFormat.CONTENT_TYPE_OPENMETRICS_100)
                    .end(registry.scrape(TextFormat.CONTENT_TYPE_OPENMETRICS_100));
        } else {
            call.next();
        }
    }
}
