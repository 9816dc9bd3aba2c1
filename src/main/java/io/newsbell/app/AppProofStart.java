package io.newsbell.app;

import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import java.net.URI;

/// Writes to the app of the settings what phones have to prove. The settings are the truth: a line that is taken out
/// of them is off again after the next start.
@Singleton
class AppProofStart {
    private static final int AFTER_THE_APP_EXISTS = 110;

    private final AppConfig config;
    private final AppEntity.Repository apps;

    AppProofStart(AppConfig config, AppEntity.Repository apps) {
        this.config = config;
        this.apps = apps;
    }

    /// @throws IllegalStateException that says which setting is missing
    @Transactional
    void write(@Observes @Priority(AFTER_THE_APP_EXISTS) StartupEvent event) {
        if (config.appCheck() != AppCheck.Mode.OFF && config.appCheckAudience().isEmpty()) {
            throw new IllegalStateException(
                    "NEWSBELL_APP_APP_CHECK needs NEWSBELL_APP_APP_CHECK_AUDIENCE: projects/ and the number of the Firebase"
                            + " project (Firebase console, Project settings)");
        }
        if (config.userTokenKeys().isPresent() != config.userTokenIssuer().isPresent()) {
            throw new IllegalStateException(
                    "Set both NEWSBELL_APP_USER_TOKEN_KEYS and NEWSBELL_APP_USER_TOKEN_ISSUER, or neither");
        }
        var app = apps.bySlug(config.slug()).orElseThrow();
        app.appCheck = config.appCheck();
        app.appCheckAudience = config.appCheckAudience().orElse(null);
        app.appCheckKeys = config.appCheckKeys().toString();
        app.userTokenKeys = config.userTokenKeys().map(URI::toString).orElse(null);
        app.userTokenIssuer = config.userTokenIssuer().orElse(null);
    }
}
