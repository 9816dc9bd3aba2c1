package io.newsbell.overload;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.newsbell.problem.ErrorCode;
import io.newsbell.problem.Problem;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.HttpHeaders;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Stream;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;

/// Refuses the cheapest calls first while the database has too much to do, on the event loop: before a
/// thread, a body or a connection is spent on them.
@Singleton
class OverloadFilter {
    private static final String RETRY = "Newsbell has very much to do at this moment; call again after the seconds in"
            + " Retry-After, and keep until then what you want to send.";

    /// Those who are refused come back spread over this time, not all at once.
    private static final Duration BACK_AT_LEAST = Duration.ofSeconds(2);

    private static final Duration BACK_AT_MOST = Duration.ofSeconds(30);

    private final Pressure pressure;
    private final MeterRegistry metrics;

    OverloadFilter(Pressure pressure, MeterRegistry metrics) {
        this.pressure = pressure;
        this.metrics = metrics;
    }

    /// All are there from the start: Prometheus sees no rise in a counter that begins with 1.
    void begin(@Observes StartupEvent event) {
        Stream.of(Sheddable.values()).forEach(this::counter);
    }

    @ServerRequestFilter(preMatching = true)
    void refuse(ContainerRequestContext request) {
        Sheddable.of(
                        request.getMethod(),
                        "/" + request.getUriInfo().getPath().replaceFirst("^/", ""),
                        request.getHeaderString(HttpHeaders.AUTHORIZATION))
                .filter(call -> call.isRefusedAt(pressure.now()))
                .ifPresent(call -> {
                    counter(call).increment();
                    throw Problem.later(ErrorCode.UNAVAILABLE, RETRY, jitter());
                });
    }

    private Counter counter(Sheddable call) {
        return Counter.builder("newsbell.calls.shed")
                .description("Calls of phones that were told to come back later, by the limit they met")
                .tag("limit", "overload_" + call.name().toLowerCase(Locale.ROOT))
                .register(metrics);
    }

    private static Duration jitter() {
        return Duration.ofMillis(
                ThreadLocalRandom.current().nextLong(BACK_AT_LEAST.toMillis(), BACK_AT_MOST.toMillis()));
    }
}
