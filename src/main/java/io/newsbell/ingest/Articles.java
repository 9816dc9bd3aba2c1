package io.newsbell.ingest;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.newsbell.work.Priority;
import io.newsbell.work.Work;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/// Stored articles.
@ApplicationScoped
public class Articles {
    private static final int MOST_URGENT = 1;

    /// PostgreSQL knows no later one.
    private static final Instant END_OF_TIME = Instant.parse("9999-12-31T00:00:00Z");

    private final ArticleReader reader;
    private final ArticleSql sql;
    private final Work work;
    private final ObjectMapper json;
    private final Clock clock;

    Articles(ArticleReader reader, ArticleSql sql, Work work, ObjectMapper json, Clock clock) {
        this.reader = reader;
        this.sql = sql;
        this.work = work;
        this.json = json;
        this.clock = clock;
    }

    /// Stores a version of an article together with its hand-over to matching. The same content again changes
    /// nothing.
    @Transactional
    public Accepted accept(long appId, String externalId, ArticleContent content, Source source) {
        return accept(appId, externalId, content, source, Arrival.NEWS);
    }

    private Accepted accept(long appId, String externalId, ArticleContent content, Source source, Arrival arrival) {
        CleanText.requireStorable("/externalId", externalId);
        var text = text(content);
        var stored = sql.store(appId, externalId, text, sha256(text), source, arrival, clock.instant());
        stored.ifPresent(article -> work.put(
                ArticleAccepted.STEP,
                article.id() + "/" + article.version(),
                new ArticleAccepted(article.id(), article.version()),
                priority(content)));
        return new Accepted(
                sql.byExternalId(appId, externalId).orElseThrow(),
                stored.map(article -> article.version() == 1 ? Change.CREATED : Change.UPDATED)
                        .orElse(Change.UNCHANGED));
    }

    /// The same for an article as it came, ours, ninjs or JSON-LD: checked and cleaned like one that came
    /// through the API.
    ///
    /// @throws io.newsbell.problem.Problem that names the field at fault
    /// @throws JsonProcessingException likewise
    @Transactional
    public Accepted accept(long appId, String externalId, JsonNode document, Source source)
            throws JsonProcessingException {
        return accept(appId, externalId, document, source, Arrival.NEWS);
    }

    /// The same for an article that may be no news. How the first version came is what counts.
    @Transactional
    public Accepted accept(long appId, String externalId, JsonNode document, Source source, Arrival arrival)
            throws JsonProcessingException {
        return accept(appId, externalId, reader.read(document).content(), source, arrival);
    }

    /// Takes an article back, together with the hand-over to whoever told readers of it. Again it changes
    /// nothing.
    ///
    /// @return false if there is no such article
    @Transactional
    public boolean withdraw(long appId, String externalId) {
        var withdrawn = sql.withdraw(appId, externalId, clock.instant());
        withdrawn.ifPresent(article -> work.put(
                ArticleWithdrawn.STEP,
                article.id() + "/" + article.version(),
                new ArticleWithdrawn(article.id()),
                Priority.BREAKING));
        return withdrawn.isPresent() || sql.byExternalId(appId, externalId).isPresent();
    }

    /// How many new articles came from the article's source in the time before it; no more than `most` are
    /// counted.
    @Transactional
    public int cameBefore(Article article, Duration within, int most) {
        return sql.cameBefore(article, article.receivedAt().minus(within), most);
    }

    @Transactional
    public Article byId(long id) {
        return sql.byId(id).orElseThrow(() -> new IllegalStateException("There is no article " + id));
    }

    /// The newest version, held until the caller's transaction ends: what is derived from it cannot overtake
    /// what is derived from a later one.
    @Transactional(Transactional.TxType.MANDATORY)
    public Article hold(long id) {
        return sql.lock(id).orElseThrow(() -> new IllegalStateException("There is no article " + id));
    }

    @Transactional
    public Optional<Article> find(long appId, String externalId) {
        return sql.byExternalId(appId, externalId);
    }

    /// The articles that changed last, newest first.
    @Transactional
    public List<Article> recent(long appId, int limit) {
        return sql.recent(appId, END_OF_TIME, limit);
    }

    /// The same of those that changed earlier.
    @Transactional
    public List<Article> recent(long appId, Instant before, int limit) {
        return sql.recent(appId, before, limit);
    }

    @Transactional
    public Map<Long, Article> byIds(Collection<Long> ids) {
        return sql.byIds(ids).stream().collect(Collectors.toMap(Article::id, Function.identity()));
    }

    @Transactional
    public long countSince(long appId, Instant time) {
        return sql.countSince(appId, time);
    }

    /// Articles that first came then or later and are not withdrawn, the newest first.
    ///
    /// @param before only those with a smaller id: that of the last one before
    @Transactional
    public List<Article> receivedSince(long appId, Instant time, long before, int limit) {
        return sql.receivedSince(appId, time, before, limit);
    }

    private static Priority priority(ArticleContent content) {
        return content.urgency() != null && content.urgency() == MOST_URGENT ? Priority.BREAKING : Priority.USUAL;
    }

    private String text(ArticleContent content) {
        try {
            return json.writeValueAsString(content);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static byte[] sha256(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256", e);
        }
    }

    public record Accepted(Article article, Change change) {}

    public enum Change {
        @JsonProperty("created")
        CREATED,
        @JsonProperty("updated")
        UPDATED,
        @JsonProperty("unchanged")
        UNCHANGED
    }
}
