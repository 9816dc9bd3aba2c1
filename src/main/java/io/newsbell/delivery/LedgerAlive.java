package io.newsbell.delivery;

import jakarta.inject.Singleton;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Liveness;

/// Without the ledger's writer a node would send nothing more, and wait for ever.
@Liveness
@Singleton
class LedgerAlive implements HealthCheck {
    private final Recorder recorder;

    LedgerAlive(Recorder recorder) {
        this.recorder = recorder;
    }

    @Override
    public HealthCheckResponse call() {
        return HealthCheckResponse.named("ledger's writer")
                .status(!recorder.hasDied())
                .build();
    }
}
