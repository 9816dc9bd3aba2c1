package io.newsbell.trace;

import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.sdk.trace.IdGenerator;
import jakarta.inject.Singleton;

/// Gives an alert's own span the ids that all nodes derive from the alert; any other span gets one by chance.
@Singleton
class AlertIds implements IdGenerator {
    static final ScopedValue<SpanContext> ROOT = ScopedValue.newInstance();

    private final IdGenerator random = IdGenerator.random();

    @Override
    public String generateTraceId() {
        return ROOT.isBound() ? ROOT.get().getTraceId() : random.generateTraceId();
    }

    @Override
    public String generateSpanId() {
        return ROOT.isBound() ? ROOT.get().getSpanId() : random.generateSpanId();
    }
}
