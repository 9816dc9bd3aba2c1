package io.newsbell.delivery;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.inject.Singleton;
import org.jboss.logging.Logger;

/// Batches that somebody else has claimed while this node was at them. Who takes work over counts it, too;
/// only who loses it knows that it was alive, frozen or cut off, and that the batch's last messages may
/// have gone out twice.
@Singleton
class LostBatches {
    private static final Logger LOG = Logger.getLogger(LostBatches.class);

    private final Counter lost;

    LostBatches(MeterRegistry metrics) {
        lost = Counter.builder("newsbell.batches.lost")
                .description("Batches that another worker took over while this node was sending them")
                .register(metrics);
    }

    void count(long batch) {
        LOG.warnf("Batch %d was taken over by another worker; this one leaves it", batch);
        lost.increment();
    }
}
