package io.newsbell.device;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.newsbell.app.Bearer;
import io.newsbell.app.Requirement;
import io.newsbell.app.Secret;
import io.newsbell.device.CallLimits.Verdict;
import io.newsbell.groupcommit.GroupCommit.TooManyWaiting;
import io.newsbell.problem.ErrorCode;
import io.newsbell.problem.Problem;
import io.quarkus.runtime.StartupEvent;
import io.vertx.core.http.HttpServerRequest;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.util.HexFormat;
import java.util.stream.Stream;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;
import org.jboss.resteasy.reactive.server.ServerResponseFilter;

/// Counts what phones call before anything else is done for them, and tells each how much it has left.
@Singleton
class CallLimitFilter {
    private static final String VERDICT = CallLimitFilter.class.getName();
    private static final String SURGE = "surge";

    private final CallLimits limits;
    private final MeterRegistry metrics;

    CallLimitFilter(CallLimits limits, MeterRegistry metrics) {
        this.limits = limits;
        this.metrics = metrics;
    }

    /// All are there from the start: Prometheus sees no rise in a counter that begins with 1.
    void begin(@Observes StartupEvent event) {
        Stream.of(CallLimits.DEVICE, CallLimits.BLOCK, SURGE).forEach(this::counter);
    }

    @ServerRequestFilter(priority = Priorities.AUTHENTICATION - 1)
    void count(ContainerRequestContext request, ResourceInfo resource, HttpServerRequest from) {
        var requirement = Requirement.of(resource);
        if (requirement.named(Requirement.DEVICE_SECRET).isEmpty()) {
            return;
        }
        var authorization = request.getHeaderString(HttpHeaders.AUTHORIZATION);
        if (authorization == null && requirement.optional()) {
            require(
                    request,
                    limits.register(AddressBlock.of(from.remoteAddress().hostAddress())));
            if (!limits.surgeAllowsOneMore()) {
                throw surge();
            }
        } else if (requirement.named(Requirement.API_KEY).isEmpty() || Bearer.holds(authorization, Secret.DEVICE)) {
            // By the secret, not by the id: who only knows a device's id cannot use up its calls.
            Bearer.of(authorization)
                    .map(secret -> HexFormat.of().formatHex(secret.hash()))
                    .ifPresent(caller -> require(request, limits.call(caller)));
        }
    }

    private void require(ContainerRequestContext request, Verdict verdict) {
        request.setProperty(VERDICT, verdict);
        if (!verdict.allowed()) {
            count(verdict.policy());
            throw Problem.later(
                    ErrorCode.TOO_MANY_REQUESTS,
                    "Call again after the seconds in Retry-After, and no more than %d times a minute."
                            .formatted(verdict.quota()),
                    verdict.pause());
        }
    }

    @ServerResponseFilter
    void tell(ContainerRequestContext request, ContainerResponseContext response) {
        if (request.getProperty(VERDICT) instanceof Verdict verdict) {
            response.getHeaders().putSingle("RateLimit-Policy", verdict.policyHeader());
            response.getHeaders().putSingle("RateLimit", verdict.header());
        }
    }

    /// The database cannot keep up: better to say so to some than to let everyone wait.
    @ServerExceptionMapper
    Response shed(TooManyWaiting e) {
        return surge().toResponse();
    }

    private Problem surge() {
        count(SURGE);
        return Problem.later(
                ErrorCode.TOO_MANY_REQUESTS,
                "Very many phones call at this moment; call again after the seconds in Retry-After.",
                CallLimits.jitter());
    }

    private void count(String limit) {
        counter(limit).increment();
    }

    private Counter counter(String limit) {
        return Counter.builder("newsbell.calls.shed")
                .description("Calls of phones that were told to come back later, by the limit they met")
                .tag("limit", limit)
                .register(metrics);
    }
}
