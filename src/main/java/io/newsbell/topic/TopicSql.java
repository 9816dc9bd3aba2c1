package io.newsbell.topic;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.inject.Singleton;
import java.io.UncheckedIOException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jdbi.v3.core.Jdbi;

@Singleton
class TopicSql {
    /// All that committed before this transaction began can be seen.
    private static final String SNAPSHOT = "SELECT pg_snapshot_xmin(pg_current_snapshot())::text::bigint";

    private static final int FETCH = 5_000;

    private final Jdbi jdbi;
    private final ObjectMapper json;

    TopicSql(Jdbi jdbi, ObjectMapper json) {
        this.jdbi = jdbi;
        this.json = json;
    }

    /// Of these, the catalogue's, and the keywords that somebody follows now.
    List<Topic> matchable(Collection<Long> ids, Instant now) {
        return jdbi.withHandle(db -> db.createQuery("""
                        SELECT * FROM topic
                        WHERE id = ANY (:ids) AND retired_at IS NULL AND (kind <> 'KEYWORD' OR EXISTS (
                            SELECT 1 FROM subscription WHERE topic_id = topic.id AND (until IS NULL OR until > :now)))""")
                .bindArray("ids", Long.class, List.copyOf(ids))
                .bind("now", now)
                .map((row, context) -> topic(row))
                .list());
    }

    List<Topic> byIds(Collection<Long> ids) {
        return jdbi.withHandle(db -> db.createQuery("SELECT * FROM topic WHERE id = ANY (:ids)")
                .bindArray("ids", Long.class, List.copyOf(ids))
                .map((row, context) -> topic(row))
                .list());
    }

    /// Stories have no rule.
    long forEach(long app, Consumer<Topic> each) {
        return jdbi.withHandle(db -> {
            // Asked first: what is written after it is seen twice rather than never.
            var until = db.createQuery(SNAPSHOT).mapTo(Long.class).one();
            db.createQuery("SELECT * FROM topic WHERE app_id = :app AND retired_at IS NULL AND kind <> 'STORY'")
                    .bind("app", app)
                    .setFetchSize(FETCH)
                    .map((row, context) -> topic(row))
                    .forEach(each);
            return until;
        });
    }

    /// After a restore into a new cluster rows may name transactions that are yet to come: they were read when
    /// the index was built.
    Topics.Changes changedSince(long app, long since) {
        return jdbi.withHandle(db -> {
            var until = db.createQuery(SNAPSHOT).mapTo(Long.class).one();
            var changed = db.createQuery("""
                            SELECT * FROM topic
                            WHERE app_id = :app AND kind <> 'STORY' AND changed_by >= :since::text::xid8
                                AND changed_by < pg_snapshot_xmax(pg_current_snapshot())""")
                    .bind("app", app)
                    .bind("since", since)
                    .map((row, context) -> new Topics.Changed(topic(row), row.getTimestamp("retired_at") != null))
                    .list();
            return new Topics.Changes(changed, until);
        });
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

    /// What the slugs mean: themselves, or the topics that they were merged into. Also those that are retired.
    Map<String, Found> meant(long app, Collection<String> slugs) {
        return jdbi.withHandle(db -> db.createQuery("""
                        SELECT named.slug AS named, topic.*
                        FROM topic AS named JOIN topic ON topic.id = coalesce(named.merged_into, named.id)
                        WHERE named.app_id = :app AND named.slug = ANY (:slugs)""")
                .bind("app", app)
                .bindArray("slugs", String.class, List.copyOf(slugs))
                .map((row, context) -> Map.entry(
                        row.getString("named"), new Found(topic(row), row.getTimestamp("retired_at") != null)))
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue)));
    }

    /// In no order.
    List<Meant> meant(Collection<Long> ids) {
        return jdbi.withHandle(db -> db.createQuery("""
                        SELECT named.id AS named, topic.id, topic.kind,
                            ARRAY(SELECT moving.id FROM topic AS moving
                                  WHERE moving.merged_into = topic.id AND moving.moving ORDER BY moving.id) AS arriving
                        FROM topic AS named JOIN topic ON topic.id = coalesce(named.merged_into, named.id)
                        WHERE named.id = ANY (:ids)""")
                .bindArray("ids", Long.class, List.copyOf(ids))
                .map((row, context) -> new Meant(
                        row.getLong("named"), row.getLong("id"), TopicKind.valueOf(row.getString("kind")), List.of((Long
                                        [])
                                row.getArray("arriving").getArray())))
                .list());
    }

    /// Those merged into it before go with it, and so do the topics below it.
    void merge(long from, long into, Instant now) {
        jdbi.useHandle(db -> {
            var statements = Stream.of(
                    // If the other one is below it: up to where it was, or they would make a circle.
                    isWithin(into, from)
                            ? "UPDATE topic SET parent_id = (SELECT parent_id FROM topic WHERE id = :from) WHERE id = :into"
                            : "",
                    "UPDATE topic SET parent_id = :into WHERE parent_id = :from AND id <> :into",
                    "UPDATE topic SET merged_into = :into WHERE merged_into = :from",
                    """
                    UPDATE topic SET merged_into = :into, moving = true,
                        retired_at = coalesce(retired_at, CAST(:now AS timestamptz)) WHERE id = :from""");
            statements
                    .filter(statement -> !statement.isEmpty())
                    .forEach(statement -> db.createUpdate(statement)
                            .bindMap(Map.of("from", from, "into", into, "now", now))
                            .execute());
        });
    }

    void moved(long topic) {
        jdbi.useHandle(db -> db.execute("UPDATE topic SET moving = false WHERE id = ?", topic));
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

    private Topic topic(ResultSet row) throws SQLException {
        return new Topic(
                row.getLong("id"),
                row.getLong("app_id"),
                row.getString("slug"),
                TopicKind.valueOf(row.getString("kind")),
                row.getString("name"),
                new Rules(row.getString("rule"), byLanguage(row.getString("rules")), row.getDouble("threshold")),
                row.getBoolean("automatic"));
    }

    private Map<String, String> byLanguage(String text) {
        try {
            return text.equals("{}") ? Map.of() : json.readValue(text, new TypeReference<>() {});
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    record Found(Topic topic, boolean retired) {
        Optional<Topic> active() {
            return retired ? Optional.empty() : Optional.of(topic);
        }
    }
}
