package io.newsbell.topic;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.newsbell.problem.ErrorCode;
import io.newsbell.problem.Problem;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// What can be followed. What readers see of it is in [Catalogue], what they name to follow it in
/// [FollowTargets].
@ApplicationScoped
public class Topics {
    private final TopicEntity.Repository topics;
    private final TopicSql sql;
    private final RuleCheck rules;
    private final ObjectMapper json;
    private final Clock clock;

    Topics(TopicEntity.Repository topics, TopicSql sql, RuleCheck rules, ObjectMapper json, Clock clock) {
        this.topics = topics;
        this.sql = sql;
        this.rules = rules;
        this.json = json;
        this.clock = clock;
    }

    /// What an article is held against: all that have a rule, are not retired and, if they are a reader's
    /// keyword, are followed by somebody.
    @Transactional
    public List<Topic> ofApp(long appId) {
        return sql.matchable(appId, clock.instant());
    }

    /// What the newsroom offers.
    @Transactional
    public List<Topic> catalogue(long appId) {
        return sql.catalogue(appId);
    }

    /// Whether the app has, or had, anything to follow.
    @Transactional
    public boolean hasAny(long appId) {
        return sql.hasAny(appId);
    }

    /// Not if it is retired.
    @Transactional
    public Optional<Topic> find(long appId, String slug) {
        return sql.find(appId, List.of(slug)).stream()
                .flatMap(found -> found.active().stream())
                .findFirst();
    }

    /// What follows the story, if anybody does.
    @Transactional
    public Optional<Topic> followedStory(long appId, long storyId) {
        return sql.followedStory(appId, FollowTargets.STORY + storyId, clock.instant());
    }

    @Transactional
    public Topic byId(long id) {
        return sql.byId(id);
    }

    @Transactional
    public Topic save(long appId, String slug, TopicKind kind, String name, String rule, boolean automatic) {
        return save(appId, slug, new Draft(kind, name, Map.of(), null, rule, automatic));
    }

    /// Makes the topic, or changes it if the app has one of that slug; one that was retired can be followed
    /// again. The next article is matched by the new rule.
    ///
    /// @throws Problem `invalid_rule` if the rule cannot be used, `invalid_field` if the parent will not do
    @Transactional
    public Topic save(long appId, String slug, Draft draft) {
        rules.objection(draft.rule()).ifPresent(why -> {
            throw new Problem(ErrorCode.INVALID_RULE, why, List.of(new Problem.FieldError("/rule", why)));
        });
        sql.lockCatalogue(appId);
        var topic = topics.bySlug(appId, slug).orElseGet(TopicEntity::new);
        topic.appId = appId;
        topic.slug = slug;
        topic.kind = draft.kind();
        topic.name = draft.name();
        topic.names = json(draft.names());
        topic.search = SearchWords.of(Stream.concat(Stream.of(draft.name()), draft.names().values().stream()));
        topic.rule = draft.rule();
        topic.automatic = draft.automatic();
        topic.parentId = parent(topic, draft.parent());
        topic.retiredAt = null;
        // Others read it by SQL, perhaps in the same transaction, and Hibernate would write it only at the end.
        topics.persistAndFlush(topic);
        return topic.toTopic();
    }

    /// From now on it can be neither followed nor matched. False if there is no such topic in the
    /// catalogue.
    @Transactional
    public boolean retire(long appId, String slug) {
        var topic = topics.bySlug(appId, slug).filter(found -> !found.kind.isMadeByReaders());
        topic.filter(found -> found.retiredAt == null).ifPresent(found -> {
            found.retiredAt = clock.instant();
            topics.flush();
        });
        return topic.isPresent();
    }

    private @Nullable Long parent(TopicEntity topic, @Nullable String slug) {
        if (slug == null) {
            return null;
        }
        var parent = find(topic.appId, slug)
                .filter(found -> !found.kind().isMadeByReaders())
                .orElseThrow(
                        () -> Problem.invalid("/parent", "There is no topic of this name; make the parent first."));
        if (topic.id != 0 && sql.isWithin(parent.id(), topic.id)) {
            throw Problem.invalid("/parent", "The parent is the topic itself or one of those below it.");
        }
        return parent.id();
    }

    private String json(Map<String, String> names) {
        try {
            return json.writeValueAsString(new TreeMap<>(names));
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// What the newsroom says about a topic.
    ///
    /// @param names  in further languages, by language tag
    /// @param parent the slug of the topic that it is part of
    public record Draft(
            TopicKind kind,
            String name,
            Map<String, String> names,
            @Nullable String parent,
            String rule,
            boolean automatic) {}
}
