package io.newsbell.receipt;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.Locale;

/// `newsbell_receipts_total{event}` and `newsbell_receipts_unsampled_total`, at 0 from the start:
/// Prometheus sees no rise in a counter that begins with 1.
@Singleton
class ReceiptMetrics {
    /// Reports that nobody asked for: many are an app that does not know of samples, and costs the API what
    /// they save.
    static final String UNSAMPLED = "newsbell.receipts.unsampled";

    void register(@Observes StartupEvent event, MeterRegistry metrics) {
        metrics.counter(UNSAMPLED);
        for (var kind : ReceiptEvent.values()) {
            metrics.counter("newsbell.receipts", "event", kind.name().toLowerCase(Locale.ROOT));
        }
    }
}
