package io.newsbell.match;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.newsbell.match.TopicMatch.Evidence;
import io.newsbell.topic.Topic;
import jakarta.inject.Singleton;
import java.io.UncheckedIOException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Jdbi;

@Singleton
class MatchSql {
    private final Jdbi jdbi;
    private final ObjectMapper json;

    MatchSql(Jdbi jdbi, ObjectMapper json) {
        this.jdbi = jdbi;
        this.json = json;
    }

    /// Replaces what the article's earlier version matched.
    void store(long article, List<TopicMatch> matches) {
        jdbi.useHandle(db -> {
            db.execute("DELETE FROM article_match WHERE article_id = ?", article);
            var batch = db.prepareBatch("""
                    INSERT INTO article_match (article_id, topic_id, rank, score, about, evidence)
                    VALUES (:article, :topic, :rank, :score, :about, :evidence::jsonb)""");
            for (int rank = 0; rank < matches.size(); rank++) {
                var match = matches.get(rank);
                batch.bind("article", article)
                        .bind("topic", match.topic().id())
                        .bind("rank", rank)
                        .bind("score", match.score())
                        .bind("about", match.about())
                        .bind("evidence", text(match.evidence()))
                        .add();
            }
            if (!matches.isEmpty()) {
                batch.execute();
            }
        });
    }

    /// The one that the article is most about first.
    List<Stored> of(long article) {
        return jdbi.withHandle(db -> db.createQuery("""
                        SELECT topic_id, score, about, evidence FROM article_match
                        WHERE article_id = :article ORDER BY rank""")
                .bind("article", article)
                .map((row, context) -> stored(row))
                .list());
    }

    /// The same of many articles, by article.
    Map<Long, List<Stored>> of(Collection<Long> articles) {
        return jdbi.withHandle(db -> db
                .createQuery("""
                        SELECT article_id, topic_id, score, about, evidence FROM article_match
                        WHERE article_id = ANY (:articles) ORDER BY article_id, rank""")
                .bindArray("articles", Long.class, articles)
                .map((row, context) -> Map.entry(row.getLong("article_id"), stored(row)))
                .stream()
                .collect(Collectors.groupingBy(
                        Map.Entry::getKey, Collectors.mapping(Map.Entry::getValue, Collectors.toList()))));
    }

    private Stored stored(ResultSet row) throws SQLException {
        return new Stored(
                row.getLong("topic_id"),
                row.getDouble("score"),
                row.getBoolean("about"),
                evidence(row.getString("evidence")));
    }

    private String text(List<Evidence> evidence) {
        try {
            return json.writeValueAsString(evidence);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    private List<Evidence> evidence(String text) {
        try {
            return json.readValue(text, new TypeReference<>() {});
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    record Stored(long topic, double score, boolean about, List<Evidence> evidence) {
        TopicMatch of(Topic each) {
            return new TopicMatch(each, score, about, evidence);
        }
    }
}
