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
import java.time.Duration;
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

    @Column(name = "fresh_minutes")
    int freshMinutes = 120;

    @Column(name = "expires_minutes")
    int expiresMinutes = 60;

    @Column(name = "urgent_up_to")
    int urgentUpTo = 3;

    @Column(name = "app_check")
    @Enumerated(EnumType.STRING)
    AppCheck.Mode appCheck = AppCheck.Mode.OFF;

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

    App toApp() {
        return new App(
                id, slug, name, Duration.ofMinutes(freshMinutes), Duration.ofMinutes(expiresMinutes), urgentUpTo);
    }

    @ApplicationScoped
    static class Repository implements PanacheRepositoryBase<AppEntity, Long> {
        Optional<AppEntity> bySlug(String slug) {
            return find("slug", slug).firstResultOptional();
        }
    }
}
