package io.newsbell.app;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.newsbell.problem.ErrorCode;
import io.newsbell.problem.Problem;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/// Finds the app that a request is about.
@ApplicationScoped
public class Apps {
    private static final int MOST_APPS = 1_000;

    private final AppEntity.Repository apps;
    private final ApiKeyEntity.Repository keys;
    private final OwnAppSql own;
    private final Policies policies;
    private final Clock clock;
    private final Set<String> admitting = ConcurrentHashMap.newKeySet();
    private final Cache<String, Optional<App>> bySlug = Caffeine.newBuilder()
            .maximumSize(MOST_APPS)
            .expireAfterWrite(Duration.ofSeconds(1))
            .build();

    Apps(AppEntity.Repository apps, ApiKeyEntity.Repository keys, OwnAppSql own, Policies policies, Clock clock) {
        this.apps = apps;
        this.keys = keys;
        this.own = own;
        this.policies = policies;
        this.clock = clock;
    }

    /// A publisher's app, as it was at most a second ago.
    public Optional<App> bySlug(String slug) {
        return known(slug).filter(app -> !app.internal());
    }

    /// The same, or one of Newsbell's own that lets phones in.
    public Optional<App> registrable(String slug) {
        return known(slug).filter(app -> !app.internal() || admitting.contains(slug));
    }

    /// One of Newsbell's own.
    public Optional<App> own(String slug) {
        return known(slug).filter(App::internal);
    }

    /// Whether phones may register with one of Newsbell's own apps on this node. Nothing proves that they are
    /// ours, and to ask whose an address is costs a push with a publisher's credentials.
    public void admit(String slug, boolean phones) {
        if (phones) {
            admitting.add(slug);
        } else {
            admitting.remove(slug);
        }
    }

    private Optional<App> known(String slug) {
        return bySlug.get(
                slug,
                unknown -> QuarkusTransaction.joiningExisting()
                        .call(() -> apps.bySlug(unknown).map(this::app)));
    }

    /// All publishers' apps.
    @Transactional
    public List<App> all() {
        return apps.streamAll().map(this::app).filter(app -> !app.internal()).toList();
    }

    /// An app of Newsbell's own, made if it is missing.
    @Transactional
    public App own(String slug, String name, Policy policy) {
        if (!own.put(slug, name, policies.write(policy))) {
            throw new IllegalStateException(
                    "A publisher's app has the name %s, which is one of Newsbell's own".formatted(slug));
        }
        bySlug.invalidate(slug);
        return apps.bySlug(slug).map(this::app).orElseThrow();
    }

    @Transactional
    public App byId(long id) {
        return apps.findByIdOptional(id)
                .map(this::app)
                .orElseThrow(() -> new IllegalStateException("There is no app " + id));
    }

    /// The key in this `Authorization` header.
    ///
    /// @throws Problem `unauthenticated` if it holds no valid API key
    @Transactional
    ServerKey authenticate(@Nullable String authorization) {
        return Bearer.of(authorization)
                .filter(key -> !key.value().startsWith(Secret.DEVICE))
                .flatMap(key -> keys.goodAt(clock.instant(), key.hash()))
                .flatMap(key -> apps.findByIdOptional(key.appId)
                        .map(app -> new ServerKey(app(app), key.name, key.scopes(), key.expiresAt)))
                .orElseThrow(() -> new Problem(
                        ErrorCode.UNAUTHENTICATED,
                        "Send a good API key as \"Authorization: Bearer <key>\". The first one is in the file api-key in"
                                + " the data folder or in the setting NEWSBELL_APP_API_KEY, further ones are made with"
                                + " POST /v1/keys; an expired or revoked key, or one from before a rotation, is good no"
                                + " more."));
    }

    private App app(AppEntity entity) {
        return new App(entity.id, entity.slug, entity.name, policies.read(entity.policy), entity.internal);
    }
}
