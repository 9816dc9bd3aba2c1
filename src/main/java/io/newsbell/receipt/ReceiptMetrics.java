package io.newsbell.receipt;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.Locale;

/// `newsbell_receipts_total{event}`, at 0 from the start: Prometheus sees no rise in a counter that begins
/// with 1.
@Singleton
class ReceiptMetrics {
    void register(@Observes StartupEvent event, MeterRegistry metrics) {
        for (var kind : ReceiptEvent.values()) {
            metrics.counter("newsbell.receipts", "event", kind.name().toLowerCase(Locale.ROOT));
        }
    }
}
