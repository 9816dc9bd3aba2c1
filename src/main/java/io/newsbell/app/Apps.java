package io.newsbell.app;

import io.newsbell.problem.ErrorCode;
import io.newsbell.problem.Problem;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Finds the app that a request is about.
@ApplicationScoped
public class Apps {
    private final AppEntity.Repository apps;
    private final ApiKeyEntity.Repository keys;

    Apps(AppEntity.Repository apps, ApiKeyEntity.Repository keys) {
        this.apps = apps;
        this.keys = keys;
    }

    @Transactional
    public Optional<App> bySlug(String slug) {
        return apps.bySlug(slug).map(AppEntity::toApp);
    }

    @Transactional
    public App byId(long id) {
        return apps.findByIdOptional(id)
                .map(AppEntity::toApp)
                .orElseThrow(() -> new IllegalStateException("There is no app " + id));
    }

    /// The app whose server sent this `Authorization` header.
    ///
    /// @throws Problem `unauthenticated` if it holds no valid API key
    @Transactional
    public App authenticate(@Nullable String authorization) {
        return Bearer.of(authorization)
                .flatMap(key -> keys.byHash(key.hash()))
                .flatMap(key -> apps.findByIdOptional(key.appId))
                .map(AppEntity::toApp)
                .orElseThrow(() -> new Problem(
                        ErrorCode.UNAUTHENTICATED,
                        "Send your server's API key as \"Authorization: Bearer <key>\"; it is in the file api-key in"
                                + " the data folder, or in the setting NEWSBELL_APP_API_KEY."));
    }
}
