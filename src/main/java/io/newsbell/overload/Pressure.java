package io.newsbell.overload;

import io.agroal.api.AgroalDataSource;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

/// How much more is asked of the database than it can do at once: whatever this node is short of, calls
/// hold their connections longer, and others wait for one. Sending waits in the same line.
///
/// Filters are made before the settings can be read: hence not a singleton, which would be made with them.
@ApplicationScoped
class Pressure {
    private final AgroalDataSource dataSource;

    Pressure(AgroalDataSource dataSource) {
        this.dataSource = dataSource;
    }

    void register(@Observes StartupEvent event, MeterRegistry metrics) {
        Gauge.builder("newsbell.pressure", this, Pressure::now)
                .description("Threads of this node that wait for a connection of the database, by how many connections"
                        + " there are; reads of phones are refused from 0.25 on")
                .register(metrics);
    }

    /// Threads that wait for a connection, for each connection there is. Does not block.
    double now() {
        long waiting = dataSource.getMetrics().awaitingCount();
        return (double) waiting
                / dataSource.getConfiguration().connectionPoolConfiguration().maxSize();
    }
}
