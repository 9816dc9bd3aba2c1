package io.newsbell.ops;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.Startup;
import jakarta.inject.Singleton;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/// `newsbell_build_info`: which version a node runs. Its labels are the figure; the value is always 1.
@Startup
@Singleton
class BuildMetrics {
    BuildMetrics(
            MeterRegistry metrics,
            @ConfigProperty(name = "quarkus.application.version") String version,
            @ConfigProperty(name = "newsbell.commit", defaultValue = "unknown") String commit) {
        Gauge.builder("newsbell.build.info", () -> 1)
                .description("The version that this node runs")
                .tag("version", version)
                .tag("commit", commit)
                .tag("java", Runtime.version().toString())
                .strongReference(true)
                .register(metrics);
    }
}
