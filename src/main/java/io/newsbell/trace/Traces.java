package io.newsbell.trace;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.UUID;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/// The spans of alerts. The trace's id is the alert's: nothing has to be handed from step to step through
/// the queue, whichever node goes on finds the trace again after a crash, and who knows an alert can open
/// its trace. What is done twice after a crash is there twice.
@Singleton
public class Traces {
    static final String ALERT = "newsbell.alert_id";

    private final Tracer tracer;
    private final boolean areOn;

    Traces(Tracer tracer, @ConfigProperty(name = "quarkus.otel.sdk.disabled") boolean isDisabled) {
        this.tracer = tracer;
        this.areOn = !isDisabled;
    }

    boolean areOn() {
        return areOn;
    }

    /// The alert itself, from the moment when its readers could have been told until now, when it is known
    /// who they are; and how long it took until somebody or something had decided that they are told. The
    /// spans under it may come later, also on other nodes.
    public void alert(UUID alert, Instant released, Instant decided) {
        ScopedValue.where(AlertIds.ROOT, context(alert))
                .run(() -> tracer.spanBuilder("alert")
                        .setNoParent()
                        .setAttribute(ALERT, alert.toString())
                        .setStartTimestamp(released)
                        .startSpan()
                        .end());
        if (decided.isAfter(released)) {
            tracer.spanBuilder("match and decide")
                    .setParent(parent(alert))
                    .setStartTimestamp(released)
                    .startSpan()
                    .end(decided);
        }
    }

    /// Something that is done for the alert, begun now. The caller [ends][Span#end()] it, on any thread.
    public Span start(UUID alert, String name) {
        return tracer.spanBuilder(name).setParent(parent(alert)).startSpan();
    }

    /// Does something for the alert; what the work says of the [current][Span#current()] span is in its
    /// trace. What the work throws is thrown on.
    public void during(UUID alert, String name, Runnable work) {
        var span = start(alert, name);
        try (var _ = span.makeCurrent()) {
            work.run();
        } catch (RuntimeException e) {
            span.recordException(e).setStatus(StatusCode.ERROR);
            throw e;
        } finally {
            span.end();
        }
    }

    /// What the work measures has the alert's trace as its exemplar, if there are traces.
    public void exemplify(UUID alert, Runnable work) {
        if (areOn) {
            try (var _ = parent(alert).makeCurrent()) {
                work.run();
            }
        } else {
            work.run();
        }
    }

    /// As it is written in traces and in the log.
    public static String id(UUID alert) {
        return alert.toString().replace("-", "");
    }

    private static Context parent(UUID alert) {
        return Context.root().with(Span.wrap(context(alert)));
    }

    private static SpanContext context(UUID alert) {
        var id = id(alert);
        return SpanContext.create(id, id.substring(id.length() / 2), TraceFlags.getSampled(), TraceState.getDefault());
    }
}
