package io.newsbell.topic;

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
import java.time.Instant;
import java.util.Optional;
import org.hibernate.annotations.ColumnTransformer;
import org.jspecify.annotations.Nullable;

@Entity
@Table(name = "topic")
class TopicEntity {
    @Id
    @GeneratedValue(generator = "topic_seq")
    @SequenceGenerator(name = "topic_seq", sequenceName = "topic_seq")
    long id;

    @Column(name = "app_id")
    long appId;

    String slug = "";

    @Enumerated(EnumType.STRING)
    TopicKind kind = TopicKind.TAG;

    String name = "";

    /// As JSON.
    @ColumnTransformer(write = "?::jsonb")
    String names = "{}";

    String search = "";

    String rule = "";

    /// Those of single languages, as JSON.
    @ColumnTransformer(write = "?::jsonb")
    String rules = "{}";

    double threshold = Rules.ABOUT;

    boolean automatic;

    @Column(name = "parent_id")
    @Nullable
    Long parentId;

    @Column(name = "retired_at")
    @Nullable
    Instant retiredAt;

    /// The topic that its followers follow since.
    @Column(name = "merged_into")
    @Nullable
    Long mergedInto;

    /// Whether some of them are still to be moved.
    boolean moving;

    @ApplicationScoped
    static class Repository implements PanacheRepositoryBase<TopicEntity, Long> {
        Optional<TopicEntity> bySlug(long appId, String slug) {
            return find("appId = ?1 and slug = ?2", appId, slug).firstResultOptional();
        }
    }
}
