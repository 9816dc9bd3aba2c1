package io.newsbell.app;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.Id;
import jakarta.persistence.SequenceGenerator;
import jakarta.persistence.Table;
import java.util.Optional;

@Entity
@Table(name = "api_key")
class ApiKeyEntity {
    @Id
    @GeneratedValue(generator = "api_key_seq")
    @SequenceGenerator(name = "api_key_seq", sequenceName = "api_key_seq")
    long id;

    @Column(name = "app_id")
    long appId;

    String name = "";

    @Column(name = "key_hash")
    byte[] keyHash = {};

    @ApplicationScoped
    static class Repository implements PanacheRepositoryBase<ApiKeyEntity, Long> {
        Optional<ApiKeyEntity> byHash(byte[] hash) {
            return find("keyHash", hash).firstResultOptional();
        }

        Optional<ApiKeyEntity> byName(long appId, String name) {
            return find("appId = ?1 and name = ?2", appId, name).firstResultOptional();
        }
    }
}
