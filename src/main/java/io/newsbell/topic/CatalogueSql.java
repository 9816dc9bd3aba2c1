package io.newsbell.topic;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.newsbell.topic.Catalogue.Entry;
import io.newsbell.topic.Catalogue.Question;
import io.newsbell.topic.Catalogue.Sort;
import io.newsbell.topic.Catalogue.Weekly;
import jakarta.inject.Singleton;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.Query;

/// What the public may read of topics.
@Singleton
class CatalogueSql {
    /// Keywords and stories belong to readers: they are in no list.
    private static final String ENTRY = """
            SELECT topic.slug, topic.kind, parent.slug AS parent,
                coalesce((SELECT topic.names ->> language
                          FROM unnest(:languages) WITH ORDINALITY AS asked (language, rank)
                          WHERE jsonb_exists(topic.names, language) ORDER BY rank LIMIT 1), topic.name) AS shown,
                coalesce(followers, 0) AS followers, coalesce(weekly_every, 0) AS weekly_every,
                coalesce(weekly_important, 0) AS weekly_important
            FROM topic
                LEFT JOIN topic AS parent ON parent.id = topic.parent_id AND parent.retired_at IS NULL
                LEFT JOIN topic_figures ON topic_id = topic.id
            WHERE topic.app_id = :app AND topic.retired_at IS NULL AND topic.kind NOT IN ('KEYWORD', 'STORY')""";

    private final Jdbi jdbi;
    private final ObjectMapper json;

    CatalogueSql(Jdbi jdbi, ObjectMapper json) {
        this.jdbi = jdbi;
        this.json = json;
    }

    List<Entry> list(long app, Question question, Optional<Cursor> after, int limit) {
        var sql = new StringBuilder("SELECT * FROM (").append(ENTRY);
        question.words()
                .ifPresent(_ -> sql.append(" AND to_tsvector('simple', topic.search) @@ to_tsquery('simple', :words)"));
        question.kind().ifPresent(_ -> sql.append(" AND topic.kind = :kind"));
        question.parent().ifPresent(_ -> sql.append(" AND parent.slug = :parent"));
        sql.append(") AS entry");
        var popular = question.sort() == Sort.POPULAR;
        after.ifPresent(_ -> sql.append(
                popular
                        ? " WHERE (-followers, slug) > (-:followers, :slug)"
                        : " WHERE (shown, slug) > (:shown, :slug)"));
        sql.append(popular ? " ORDER BY -followers, slug" : " ORDER BY shown, slug")
                .append(" LIMIT :limit");
        return jdbi.withHandle(db -> {
            var query = entry(db, sql.toString(), app, question.languages()).bind("limit", limit);
            question.words().ifPresent(words -> query.bind("words", words));
            question.kind().ifPresent(kind -> query.bind("kind", kind.name()));
            question.parent().ifPresent(parent -> query.bind("parent", parent));
            after.ifPresent(cursor -> {
                query.bind("slug", cursor.slug());
                if (popular) {
                    query.bind("followers", cursor.followers());
                } else {
                    query.bind("shown", cursor.shown());
                }
            });
            return entries(query);
        });
    }

    Optional<Entry> find(long app, String slug, List<String> languages) {
        return jdbi.withHandle(db ->
                entries(entry(db, ENTRY + " AND topic.slug = :slug", app, languages)
                                .bind("slug", slug))
                        .stream()
                        .findFirst());
    }

    long followers(long topic, Instant now) {
        return jdbi.withHandle(db -> db.createQuery("""
                        SELECT count(*) FROM subscription
                        WHERE topic_id = :topic AND (until IS NULL OR until > :now)""")
                .bind("topic", topic)
                .bind("now", now)
                .mapTo(Long.class)
                .one());
    }

    /// All that the newsroom said about a topic that is not retired.
    Optional<Topics.Draft> draft(long app, String slug) {
        return jdbi.withHandle(db -> db.createQuery("""
                        SELECT topic.*, parent.slug AS parent
                        FROM topic LEFT JOIN topic AS parent ON parent.id = topic.parent_id
                        WHERE topic.app_id = :app AND topic.slug = :slug AND topic.retired_at IS NULL""")
                .bind("app", app)
                .bind("slug", slug)
                .map((row, context) -> new Topics.Draft(
                        TopicKind.valueOf(row.getString("kind")),
                        row.getString("name"),
                        names(row.getString("names")),
                        row.getString("parent"),
                        new Rules(row.getString("rule"), names(row.getString("rules")), row.getDouble("threshold")),
                        row.getBoolean("automatic")))
                .findOne());
    }

    private static Query entry(Handle db, String sql, long app, List<String> languages) {
        return db.createQuery(sql).bind("app", app).bindArray("languages", String.class, languages);
    }

    private static List<Entry> entries(Query query) {
        return query.map((row, context) -> new Entry(
                        row.getString("slug"),
                        TopicKind.valueOf(row.getString("kind")),
                        row.getString("shown"),
                        row.getString("parent"),
                        row.getLong("followers"),
                        new Weekly(row.getDouble("weekly_every"), row.getDouble("weekly_important"))))
                .list();
    }

    private Map<String, String> names(String text) {
        try {
            return json.readValue(text, new TypeReference<>() {});
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Where a page ended.
    record Cursor(long followers, String shown, String slug) {}
}
