package io.newsbell.topic;

import io.newsbell.problem.Problem;
import io.newsbell.topic.CatalogueSql.Cursor;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/// What readers see of the topics: names in their language, what belongs to what, how popular it is, how
/// often it rings.
@ApplicationScoped
public class Catalogue {
    private static final int PARTS = 3;

    private final CatalogueSql sql;
    private final Clock clock;

    Catalogue(CatalogueSql sql, Clock clock) {
        this.sql = sql;
        this.clock = clock;
    }

    /// @param after where the page before it ended
    /// @throws Problem `invalid_field` if that was not given out by this method
    @Transactional
    Page list(long appId, Question question, Optional<String> after, int limit) {
        var found = sql.list(appId, question, after.map(Catalogue::cursor), limit + 1);
        var page = found.subList(0, Math.min(limit, found.size()));
        return new Page(List.copyOf(page), found.size() > limit ? cursor(page.getLast()) : null);
    }

    /// What the newsroom sees of it: by its own names, the most followed first.
    ///
    /// @param typed each word must begin a word of a name in any language; blank for all
    /// @throws Problem `invalid_field` if `after` was not given out by this method
    @Transactional
    public Page search(long appId, String typed, Optional<String> after, int limit) {
        var words = SearchWords.query(typed);
        return words.isEmpty() && !typed.isBlank()
                ? new Page(List.of(), null)
                : list(
                        appId,
                        new Question(words, Optional.empty(), Optional.empty(), List.of(), Sort.POPULAR),
                        after,
                        limit);
    }

    /// What readers see of it: by the names of their language, the most followed first.
    ///
    /// @param typed as for [#search]
    @Transactional
    public List<Entry> offered(long appId, String typed, List<String> languages, int limit) {
        var words = SearchWords.query(typed);
        return words.isEmpty() && !typed.isBlank()
                ? List.of()
                : sql.list(
                        appId,
                        new Question(words, Optional.empty(), Optional.empty(), languages, Sort.POPULAR),
                        Optional.empty(),
                        limit);
    }

    /// Counted now.
    @Transactional
    public long followers(long topicId) {
        return sql.followers(topicId, clock.instant());
    }

    @Transactional
    public Optional<Entry> find(long appId, String slug, List<String> languages) {
        return sql.find(appId, slug, languages);
    }

    /// What the newsroom said, the rule too; not for the public.
    @Transactional
    public Optional<Topics.Draft> draft(long appId, String slug) {
        return sql.draft(appId, slug);
    }

    private static String cursor(Entry entry) {
        var text = entry.followers() + "\n" + entry.slug() + "\n" + entry.name();
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    private static Cursor cursor(String text) {
        try {
            var decoded = new String(Base64.getUrlDecoder().decode(text), StandardCharsets.UTF_8);
            var parts = decoded.split("\n", PARTS);
            if (parts.length == PARTS && decoded.indexOf(0) < 0) {
                return new Cursor(Long.parseLong(parts[0]), parts[2], parts[1]);
            }
        } catch (IllegalArgumentException _) {
            // Answered below.
        }
        throw Problem.invalid("/cursor", "Send the cursor as the page before it gave it, or none for the first page.");
    }

    enum Sort {
        POPULAR,
        NAME
    }

    /// @param words     a `tsquery`
    /// @param languages the most wanted first
    record Question(
            Optional<String> words,
            Optional<TopicKind> kind,
            Optional<String> parent,
            List<String> languages,
            Sort sort) {}

    @Schema(name = "TopicPage")
    public record Page(
            List<Entry> topics,

            @Schema(description = "Send it as `cursor` for the next page; absent on the last") @Nullable
            String next) {}

    @Schema(name = "TopicEntry")
    public record Entry(
            @Schema(examples = "kochi-metro") String slug,

            TopicKind kind,

            @Schema(description = "In the asked locale, or its language, or else as the newsroom names it")
            String name,

            @Schema(description = "The slug of the topic that it is part of", examples = "kochi") @Nullable
            String parent,

            @Schema(description = "How many readers follow it, counted every few minutes", examples = "18230")
            long followers,

            Weekly weekly) {}

    @Schema(name = "Weekly", description = "About so many alerts a week, by the last 14 days")
    public record Weekly(
            @Schema(description = "for who follows it at the level every", examples = "12.5")
            double every,

            @Schema(description = "for who follows it at the level important", examples = "1.5")
            double important) {}
}
