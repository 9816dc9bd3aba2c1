package io.newsbell.app;

import io.newsbell.audit.Act;
import io.newsbell.audit.Actor;
import io.newsbell.audit.AuditLog;
import io.newsbell.problem.ErrorCode;
import io.newsbell.problem.Problem;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The keys of an app's servers: made, rotated and revoked by a key that may do no less than they.
@ApplicationScoped
class ApiKeys {
    private final AppEntity.Repository apps;
    private final ApiKeyEntity.Repository keys;
    private final AuditLog log;
    private final Clock clock;

    ApiKeys(AppEntity.Repository apps, ApiKeyEntity.Repository keys, AuditLog log, Clock clock) {
        this.apps = apps;
        this.keys = keys;
        this.log = log;
        this.clock = clock;
    }

    @Transactional
    List<KeyFacts> ofApp(App app) {
        return keys.ofApp(app.id()).stream().map(this::facts).toList();
    }

    /// @param expiresAt without it the new key lasts as long as the one that makes it
    @Transactional
    NewKey make(ServerKey by, String name, Set<Scope> scopes, @Nullable Instant expiresAt) {
        lock(by.app());
        if (expiresAt != null && !expiresAt.isAfter(clock.instant())) {
            throw Problem.invalid("/expiresAt", "Give a time in the future.");
        }
        var until = expiresAt == null ? by.expiresAt() : expiresAt;
        checkThatItMayGive(by, scopes, until);
        if (name.equals(ApiKeyEntity.FROM_SETTINGS)
                || keys.byName(by.app().id(), name).isPresent()) {
            throw new Problem(ErrorCode.KEY_EXISTS, "Choose another name, or rotate or delete the key of this name.");
        }
        var secret = Secret.random(Secret.API_KEY);
        var key = new ApiKeyEntity();
        key.appId = by.app().id();
        key.name = name;
        key.keyHash = secret.hash();
        key.scopes = scopes.stream().sorted().map(Scope::value).toArray(String[]::new);
        key.createdAt = clock.instant();
        key.expiresAt = until;
        keys.persist(key);
        record(
                Act.KEY_MADE,
                key,
                by,
                Map.of("scopes", String.join(" ", key.scopes), "lasts", until == null ? "for ever" : "until " + until));
        return new NewKey(facts(key), secret);
    }

    /// The key that was good until now stays good for the overlap; one from an earlier rotation ends at once.
    @Transactional
    NewKey rotate(ServerKey by, String name, Duration overlap) {
        lock(by.app());
        var key = changeable(by, name);
        var secret = Secret.random(Secret.API_KEY);
        key.previousHash = overlap.isZero() ? null : key.keyHash;
        key.previousUntil = overlap.isZero() ? null : clock.instant().plus(overlap);
        key.keyHash = secret.hash();
        record(Act.KEY_ROTATED, key, by, Map.of("overlap", overlap.toString()));
        return new NewKey(facts(key), secret);
    }

    @Transactional
    void delete(ServerKey by, String name) {
        lock(by.app());
        var key = changeable(by, name);
        var now = clock.instant();
        var another = keys.ofApp(by.app().id()).stream()
                .anyMatch(other -> other.id != key.id
                        && other.scopes().contains(Scope.KEYS_WRITE)
                        && (other.expiresAt == null || other.expiresAt.isAfter(now)));
        if (key.scopes().contains(Scope.KEYS_WRITE) && !another) {
            throw new Problem(
                    ErrorCode.KEY_KEPT,
                    "Make another key with the scope keys:write first: without one nobody could make keys any more.");
        }
        keys.delete(key);
        record(Act.KEY_REVOKED, key, by, Map.of());
    }

    private void record(Act act, ApiKeyEntity key, ServerKey by, Map<String, String> detail) {
        log.record(key.appId, Actor.key(by.name()), act, "key:" + key.name, detail);
    }

    /// One change at a time: two deletions could each take the other's key for the one that is left.
    private void lock(App app) {
        apps.findById(app.id(), LockModeType.PESSIMISTIC_WRITE);
    }

    private ApiKeyEntity changeable(ServerKey by, String name) {
        var key = keys.byName(by.app().id(), name)
                .orElseThrow(() ->
                        new Problem(ErrorCode.NOT_FOUND, "There is no key of this name; GET /v1/keys lists them."));
        if (key.comesFromTheSettings()) {
            throw new Problem(
                    ErrorCode.KEY_KEPT,
                    "This key comes from the settings: change NEWSBELL_APP_API_KEY, or the file api-key in the data"
                            + " folder, and restart. To do without it, use keys made with POST /v1/keys.");
        }
        checkThatItMayGive(by, key.scopes(), key.expiresAt);
        return key;
    }

    private static void checkThatItMayGive(ServerKey by, Set<Scope> scopes, @Nullable Instant until) {
        if (!by.mayGive(scopes, until)) {
            throw new Problem(
                    ErrorCode.MISSING_SCOPE,
                    "Use a key that has all these scopes itself, and for as long: a key can give only what it has.");
        }
    }

    private KeyFacts facts(ApiKeyEntity key) {
        var rotating = key.previousUntil != null && key.previousUntil.isAfter(clock.instant());
        return new KeyFacts(
                key.name,
                key.scopes().stream().sorted().toList(),
                key.createdAt,
                key.expiresAt,
                rotating ? key.previousUntil : null);
    }

    /// @param previousUntil while the key from before the last rotation is good too
    record KeyFacts(
            String name,
            List<Scope> scopes,
            Instant createdAt,
            @Nullable Instant expiresAt,
            @Nullable Instant previousUntil) {}

    record NewKey(KeyFacts facts, Secret secret) {}
}
