package io.newsbell.ops;

import io.newsbell.push.Providers;
import io.smallrye.health.api.HealthGroup;
import jakarta.inject.Singleton;
import java.util.Locale;
import java.util.stream.Stream;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;

/// `/q/health/group/providers`. Not part of readiness: a node that is taken away because Google has a fault
/// could send nothing when Google is well again.
@HealthGroup("providers")
@Singleton
class ProvidersHealth implements HealthCheck {
    private final Providers providers;

    ProvidersHealth(Providers providers) {
        this.providers = providers;
    }

    @Override
    public HealthCheckResponse call() {
        var answer = HealthCheckResponse.named("push services")
                .status(Stream.of(Providers.Provider.values()).allMatch(providers::isUp));
        for (var provider : Providers.Provider.values()) {
            answer.withData(
                    provider.name().toLowerCase(Locale.ROOT),
                    providers.isUp(provider)
                            ? "takes messages, or was not asked within the last minute"
                            : "all its answers of the last minute were failures; what could not be sent is tried again");
        }
        return answer.build();
    }
}
