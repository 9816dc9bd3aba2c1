package io.newsbell.projection;

import jakarta.inject.Singleton;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/// Not ready while the index is built: nothing could be sent yet.
@Readiness
@Singleton
class IndexReady implements HealthCheck {
    private final ChangeListener changes;

    IndexReady(ChangeListener changes) {
        this.changes = changes;
    }

    @Override
    public HealthCheckResponse call() {
        return HealthCheckResponse.named("audience index")
                .status(changes.isComplete())
                .withData("state", changes.state().name())
                .withData("progress", changes.progress().toString())
                .build();
    }
}
