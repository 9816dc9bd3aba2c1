package io.newsbell.app;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.Id;
import jakarta.persistence.SequenceGenerator;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

@Entity
@Table(name = "api_key")
class ApiKeyEntity {
    /// The name of the key that the settings hold.
    static final String FROM_SETTINGS = "settings";

    @Id
    @GeneratedValue(generator = "api_key_seq")
    @SequenceGenerator(name = "api_key_seq", sequenceName = "api_key_seq")
    long id;

    @Column(name = "app_id")
    long appId;

    String name = "";

    @Column(name = "key_hash")
    byte[] keyHash = {};

    String[] scopes = Stream.of(Scope.values()).map(Scope::value).toArray(String[]::new);

    @Column(name = "expires_at")
    @Nullable
    Instant expiresAt;

    @Column(name = "created_at")
    Instant createdAt = Instant.EPOCH;

    /// The key before the last rotation, good until then.
    @Column(name = "previous_hash")
    byte @Nullable [] previousHash;

    @Column(name = "previous_until")
    @Nullable
    Instant previousUntil;

    boolean comesFromTheSettings() {
        return name.equals(FROM_SETTINGS);
    }

    Set<Scope> scopes() {
        return Stream.of(scopes).map(Scope::of).flatMap(Optional::stream).collect(Collectors.toUnmodifiableSet());
    }

    @ApplicationScoped
    static class Repository implements PanacheRepositoryBase<ApiKeyEntity, Long> {
        Optional<ApiKeyEntity> byHash(byte[] hash) {
            return find("keyHash", hash).firstResultOptional();
        }

        Optional<ApiKeyEntity> goodAt(Instant now, byte[] hash) {
            return find("""
                    (keyHash = ?1 or previousHash = ?1 and previousUntil > ?2) and (expiresAt is null or expiresAt > ?2)""", hash, now).firstResultOptional();
        }

        List<ApiKeyEntity> ofApp(long appId) {
            return list("appId = ?1 order by name", appId);
        }

        Optional<ApiKeyEntity> byName(long appId, String name) {
            return find("appId = ?1 and name = ?2", appId, name).firstResultOptional();
        }
    }
}
