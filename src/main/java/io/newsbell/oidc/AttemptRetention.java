package io.newsbell.oidc;

import io.newsbell.work.Recurring;
import jakarta.inject.Singleton;
import java.time.Duration;

/// Forgets sign-ins that were begun and not ended: anybody can begin one.
@Singleton
class AttemptRetention implements Recurring {
    private final Oidc oidc;

    AttemptRetention(Oidc oidc) {
        this.oidc = oidc;
    }

    @Override
    public String name() {
        return "sign-in-attempt-retention";
    }

    @Override
    public Duration every() {
        return Duration.ofMinutes(10);
    }

    @Override
    public void run() {
        oidc.forget();
    }
}
