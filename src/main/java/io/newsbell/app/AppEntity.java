package io.newsbell.app;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.Id;
import jakarta.persistence.SequenceGenerator;
import jakarta.persistence.Table;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

@Entity
@Table(name = "app")
class AppEntity {
    @Id
    @GeneratedValue(generator = "app_seq")
    @SequenceGenerator(name = "app_seq", sequenceName = "app_seq")
    long id;

    String slug = "";

    String name = "";

    /// Written by [PolicySql] only.
    @Column(insertable = false, updatable = false)
    String policy = "{}";

    @Column(name = "app_check")
    @Enumerated(EnumType.STRING)
    AppCheck.Mode appCheck = AppCheck.Mode.OFF;

    /// Written by [OwnAppSql] only.
    @Column(insertable = false, updatable = false)
    boolean internal;

    /// `projects/` and the number of the Firebase project.
    @Column(name = "app_check_audience")
    @Nullable
    String appCheckAudience;

    @Column(name = "app_check_keys")
    @Nullable
    String appCheckKeys;

    @Column(name = "user_token_keys")
    @Nullable
    String userTokenKeys;

    @Column(name = "user_token_issuer")
    @Nullable
    String userTokenIssuer;

    @ApplicationScoped
    static class Repository implements PanacheRepositoryBase<AppEntity, Long> {
        Optional<AppEntity> bySlug(String slug) {
            return find("slug", slug).firstResultOptional();
        }
    }
}
