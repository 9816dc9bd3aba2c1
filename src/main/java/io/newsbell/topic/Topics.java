package io.newsbell.topic;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.newsbell.audit.Act;
import io.newsbell.audit.Actor;
import io.newsbell.audit.AuditLog;
import io.newsbell.problem.ErrorCode;
import io.newsbell.problem.Problem;
import io.quarkus.narayana.jta.runtime.TransactionConfiguration;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// What can be followed. What readers see of it is in [Catalogue], what they name to follow it in
/// [FollowTargets].
@ApplicationScoped
public class Topics {
    /// What the newsroom may call a topic in the API.
    public static final String SLUG = "[a-z0-9][a-z0-9-]{0,62}";

    public static final String SLUG_MESSAGE = "Use up to 63 of a-z, 0-9 and -";

    private static final String SUBJECT = "topic:";

    /// Seconds. A million rules take 11 to be put into an index, besides being read.
    private static final int READING_ALL = 1_800;

    private final TopicEntity.Repository topics;
    private final TopicSql sql;
    private final RuleCheck rules;
    private final ObjectMapper json;
    private final AuditLog log;
    private final Clock clock;

    Topics(TopicEntity.Repository topics, TopicSql sql, RuleCheck rules, ObjectMapper json, AuditLog log, Clock clock) {
        this.topics = topics;
        this.sql = sql;
        this.rules = rules;
        this.json = json;
        this.log = log;
        this.clock = clock;
    }

    /// Of these, what an article may belong to: all that are not retired and, if they are a reader's keyword, are
    /// followed by somebody.
    @Transactional
    public List<Topic> matchable(Collection<Long> ids) {
        return ids.isEmpty() ? List.of() : sql.matchable(ids, clock.instant());
    }

    /// Retired or not.
    @Transactional
    public List<Topic> byIds(Collection<Long> ids) {
        return ids.isEmpty() ? List.of() : sql.byIds(ids);
    }

    /// Hands over all that have a rule and are not retired, whether or not somebody follows them. In a
    /// transaction of its own, which may take longer than the caller's.
    ///
    /// @return how far the app's topics have been read, for [#changedSince]
    @Transactional(TxType.REQUIRES_NEW)
    @TransactionConfiguration(timeout = READING_ALL)
    public long forEach(long appId, Consumer<Topic> each) {
        return sql.forEach(appId, each);
    }

    /// What was written since topics were read as far as `since`, perhaps with some that were read already.
    @Transactional
    public Changes changedSince(long appId, long since) {
        return sql.changedSince(appId, since);
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

    /// What readers and newsrooms mean who name it, perhaps for longer than it exists: the topic, or the one that it
    /// was merged into. Not if that is retired.
    @Transactional
    public Optional<Topic> meant(long appId, String slug) {
        return Optional.ofNullable(sql.meant(appId, List.of(slug)).get(slug)).flatMap(TopicSql.Found::active);
    }

    /// Retired or not, of that very slug.
    @Transactional
    public Optional<Topic> any(long appId, String slug) {
        return sql.find(appId, List.of(slug)).stream()
                .map(TopicSql.Found::topic)
                .findFirst();
    }

    /// In no order.
    @Transactional
    public List<Meant> meant(Collection<Long> ids) {
        return ids.isEmpty() ? List.of() : sql.meant(ids);
    }

    /// Until the transaction ends nobody else changes the app's topics.
    @Transactional(Transactional.TxType.MANDATORY)
    public void hold(long appId) {
        sql.lockCatalogue(appId);
    }

    /// From now on the one means the other: it is retired, and whoever names it gets the other. Its followers are to be
    /// moved by the caller, in the same transaction or later, who then says that they [are][#moved].
    ///
    /// @param into may be named by what was merged into it
    /// @throws Problem `not_found` or `invalid_field`
    @Transactional(Transactional.TxType.MANDATORY)
    public Merged merge(long appId, String slug, String into) {
        hold(appId);
        var from = topics.bySlug(appId, slug)
                .filter(found -> !found.kind.isMadeByReaders())
                .orElseThrow(() ->
                        new Problem(ErrorCode.NOT_FOUND, "There is no topic of this name; GET /v1/topics lists them."));
        var other = meant(appId, into)
                .filter(found -> !found.kind().isMadeByReaders())
                .orElseThrow(() -> Problem.invalid("/into", "There is no topic \"%s\".".formatted(into)));
        if (other.id() == from.id) {
            throw Problem.invalid("/into", "\"%s\" is the topic itself, or was merged into it.".formatted(into));
        }
        if (from.mergedInto != null && from.mergedInto != other.id()) {
            throw Problem.invalid(
                    "/into",
                    "It was merged into \"%s\" already; merge that."
                            .formatted(sql.byId(from.mergedInto).slug()));
        }
        var begins = from.mergedInto == null;
        if (begins) {
            sql.merge(from.id, other.id(), clock.instant());
        }
        return new Merged(sql.byId(from.id), other, begins);
    }

    /// All who followed it follow the one that it was merged into, and every node has heard of that.
    @Transactional(Transactional.TxType.MANDATORY)
    public void moved(long id) {
        sql.moved(id);
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

    /// Newsbell makes it by itself.
    @Transactional
    public Topic save(long appId, String slug, TopicKind kind, String name, String rule, boolean automatic) {
        return save(appId, slug, new Draft(kind, name, Map.of(), null, Rules.of(rule), automatic), Actor.NEWSBELL);
    }

    /// Makes the topic, or changes it if the app has one of that slug; one that was retired can be followed
    /// again, and means itself again if it was merged. The next article is matched by the new rule.
    ///
    /// @throws Problem `invalid_rule` if the rule cannot be used, `invalid_field` if the parent will not do
    @Transactional
    public Topic save(long appId, String slug, Draft draft, Actor by) {
        check(appId, draft.kind(), draft.rules());
        sql.lockCatalogue(appId);
        var topic = topics.bySlug(appId, slug).orElseGet(TopicEntity::new);
        topic.appId = appId;
        topic.slug = slug;
        topic.kind = draft.kind();
        topic.name = draft.name();
        topic.names = json(draft.names());
        topic.search = SearchWords.of(Stream.concat(Stream.of(draft.name()), draft.names().values().stream()));
        topic.rule = draft.rules().any();
        topic.rules = json(draft.rules().byLanguage());
        topic.threshold = draft.rules().threshold();
        topic.automatic = draft.automatic();
        topic.parentId = parent(topic, draft.parent());
        topic.retiredAt = null;
        if (topic.moving) {
            throw Problem.invalid(
                    "/slug",
                    "Its followers are just being moved to another topic; make it again a minute after they are there.");
        }
        topic.mergedInto = null;
        // Others read it by SQL, perhaps in the same transaction, and Hibernate would write it only at the end.
        topics.persistAndFlush(topic);
        log.record(appId, by, Act.TOPIC_SAVED, SUBJECT + slug, detail(draft));
        return new Topic(topic.id, appId, slug, draft.kind(), draft.name(), draft.rules(), draft.automatic());
    }

    /// From now on it can be neither followed nor matched. False if there is no such topic in the
    /// catalogue.
    @Transactional
    public boolean retire(long appId, String slug, Actor by) {
        var topic = topics.bySlug(appId, slug).filter(found -> !found.kind.isMadeByReaders());
        topic.filter(found -> found.retiredAt == null).ifPresent(found -> {
            found.retiredAt = clock.instant();
            topics.flush();
            log.record(appId, by, Act.TOPIC_RETIRED, SUBJECT + slug);
        });
        return topic.isPresent();
    }

    /// @throws Problem `invalid_rule` if one of the rules cannot be used
    public void check(long appId, TopicKind kind, Rules each) {
        var errors = new ArrayList<Problem.FieldError>();
        if (!each.any().isBlank()) {
            rules.objection(appId, kind, Optional.empty(), each.any())
                    .ifPresent(why -> errors.add(new Problem.FieldError("/rule", why)));
        }
        new TreeMap<>(each.byLanguage())
                .forEach((language, rule) -> rules.objection(appId, kind, Optional.of(language), rule)
                        .ifPresent(why -> errors.add(new Problem.FieldError("/rules/" + language, why))));
        if (!errors.isEmpty()) {
            throw new Problem(ErrorCode.INVALID_RULE, errors.getFirst().detail(), errors);
        }
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

    private static Map<String, String> detail(Draft draft) {
        var rules = draft.rules();
        var detail = new TreeMap<>(Map.of(
                "kind", draft.kind().name().toLowerCase(Locale.ROOT),
                "name", draft.name(),
                "rule", rules.any(),
                "threshold", Double.toString(rules.threshold()),
                "automatic", Boolean.toString(draft.automatic())));
        rules.byLanguage().forEach((language, rule) -> detail.put("rule." + language, rule));
        return detail;
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
            Rules rules,
            boolean automatic) {}

    /// @param begins false if it was merged into that one before: nothing was done
    public record Merged(Topic from, Topic into, boolean begins) {}

    /// @param changed those that can be followed or matched no more are retired
    /// @param until   for the next question
    public record Changes(List<Changed> changed, long until) {}

    public record Changed(Topic topic, boolean retired) {}
}
