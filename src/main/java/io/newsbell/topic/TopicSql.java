package io.newsbell.topic;

import jakarta.inject.Singleton;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Jdbi;

@Singleton
class TopicSql {
    private final Jdbi jdbi;

    TopicSql(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    /// What an article is held against: the catalogue, and the keywords that somebody follows now. Stories
    /// have no rule.
    List<Topic> matchable(long app, Instant now) {
        return jdbi.withHandle(db -> db.createQuery("""
                        SELECT * FROM topic
                        WHERE app_id = :app AND retired_at IS NULL AND kind <> 'STORY' AND (kind <> 'KEYWORD' OR EXISTS (
                            SELECT 1 FROM subscription WHERE topic_id = topic.id AND (until IS NULL OR until > :now)))
                        ORDER BY slug""")
                .bind("app", app)
                .bind("now", now)
                .map((row, context) -> topic(row))
                .list());
    }

    Optional<Topic> followedStory(long app, String slug, Instant now) {
        return jdbi.withHandle(db -> db.createQuery("""
                        SELECT * FROM topic WHERE app_id = :app AND slug = :slug AND EXISTS (
                            SELECT 1 FROM subscription WHERE topic_id = topic.id AND (until IS NULL OR until > :now))""")
                .bind("app", app)
                .bind("slug", slug)
                .bind("now", now)
                .map((row, context) -> topic(row))
                .findOne());
    }

    List<Topic> catalogue(long app) {
        return jdbi.withHandle(db -> db.createQuery("""
                        SELECT * FROM topic
                        WHERE app_id = :app AND retired_at IS NULL AND kind NOT IN ('KEYWORD', 'STORY') ORDER BY slug""")
                .bind("app", app)
                .map((row, context) -> topic(row))
                .list());
    }

    boolean hasAny(long app) {
        return jdbi.withHandle(db -> db.createQuery("SELECT EXISTS (SELECT 1 FROM topic WHERE app_id = :app)")
                .bind("app", app)
                .mapTo(Boolean.class)
                .one());
    }

    /// Also those that are retired.
    List<Found> find(long app, Collection<String> slugs) {
        return jdbi.withHandle(db -> db.createQuery("SELECT * FROM topic WHERE app_id = :app AND slug = ANY (:slugs)")
                .bind("app", app)
                .bindArray("slugs", String.class, List.copyOf(slugs))
                .map((row, context) -> new Found(topic(row), row.getTimestamp("retired_at") != null))
                .list());
    }

    Topic byId(long id) {
        return jdbi.withHandle(db -> db.createQuery("SELECT * FROM topic WHERE id = :id")
                .bind("id", id)
                .map((row, context) -> topic(row))
                .one());
    }

    /// The topic of this slug, made if it does not exist; of several who make it at once one does, and all
    /// get it.
    Topic findOrMake(long app, String slug, TopicKind kind, String name, String rule) {
        return find(app, List.of(slug)).stream().map(Found::topic).findFirst().orElseGet(() -> {
            make(app, slug, kind, name, rule);
            return find(app, List.of(slug)).getFirst().topic();
        });
    }

    private void make(long app, String slug, TopicKind kind, String name, String rule) {
        // What readers chose themselves may ring them without an editor; it rings nobody else (see AlertPolicy).
        jdbi.useHandle(db -> db.createUpdate("""
                        INSERT INTO topic (id, app_id, slug, kind, name, rule, automatic)
                        VALUES (nextval('topic_seq'), :app, :slug, :kind, :name, :rule, true)
                        ON CONFLICT (app_id, slug) DO NOTHING""")
                .bind("app", app)
                .bind("slug", slug)
                .bind("kind", kind.name())
                .bind("name", name)
                .bind("rule", rule)
                .execute());
    }

    /// Until the transaction ends nobody else changes the app's catalogue: two changes that are each
    /// allowed could together make a circle of parents.
    void lockCatalogue(long app) {
        jdbi.useHandle(db -> db.execute("SELECT 1 FROM app WHERE id = ? FOR NO KEY UPDATE", app));
    }

    boolean isWithin(long topic, long ancestor) {
        return jdbi.withHandle(db -> db.createQuery("""
                        WITH RECURSIVE line AS (
                            SELECT id, parent_id FROM topic WHERE id = :topic
                            UNION SELECT topic.id, topic.parent_id FROM topic JOIN line ON topic.id = line.parent_id)
                        SELECT EXISTS (SELECT 1 FROM line WHERE id = :ancestor)""")
                .bind("topic", topic)
                .bind("ancestor", ancestor)
                .mapTo(Boolean.class)
                .one());
    }

    private static Topic topic(ResultSet row) throws SQLException {
        return new Topic(
                row.getLong("id"),
                row.getLong("app_id"),
                row.getString("slug"),
                TopicKind.valueOf(row.getString("kind")),
                row.getString("name"),
                row.getString("rule"),
                row.getBoolean("automatic"));
    }

    record Found(Topic topic, boolean retired) {
        Optional<Topic> active() {
            return retired ? Optional.empty() : Optional.of(topic);
        }
    }
}
