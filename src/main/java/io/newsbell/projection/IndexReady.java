package io.newsbell.projection;

import jakarta.inject.Singleton;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;
import org.eclipse.microprofile.health.Startup;

/// Not started, and not ready, before the index is built: nothing could be sent yet. A node that builds it
/// again because it had lost PostgreSQL stays ready, or none would be left: they all lose it together.
@Readiness
@Startup
@Singleton
class IndexReady implements HealthCheck {
    private final ChangeListener changes;

    IndexReady(ChangeListener changes) {
        this.changes = changes;
    }

    @Override
    public HealthCheckResponse call() {
        return HealthCheckResponse.named("audience index")
                .status(changes.canAnswer())
                .withData("state", changes.state().name())
                .withData("progress", changes.progress().toString())
                .build();
    }
}
