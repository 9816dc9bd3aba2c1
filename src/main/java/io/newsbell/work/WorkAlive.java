package io.newsbell.work;

import jakarta.inject.Singleton;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Liveness;

/// A node whose scheduler does not run takes no work, and says nothing of it: only starting it again helps.
@Liveness
@Singleton
class WorkAlive implements HealthCheck {
    private final WorkScheduler scheduler;

    WorkAlive(WorkScheduler scheduler) {
        this.scheduler = scheduler;
    }

    @Override
    public HealthCheckResponse call() {
        return HealthCheckResponse.named("work")
                .status(!scheduler.hasStopped())
                .withData("busy", "%.0f %%".formatted(100 * scheduler.crowded()))
                .build();
    }
}
