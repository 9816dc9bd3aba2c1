package io.newsbell.topic;

import io.newsbell.problem.ErrorCode;
import io.newsbell.problem.Problem;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.List;
import java.util.Optional;

/// The catalogue of topics.
@ApplicationScoped
public class Topics {
    private final TopicEntity.Repository topics;
    private final RuleCheck rules;

    Topics(TopicEntity.Repository topics, RuleCheck rules) {
        this.topics = topics;
        this.rules = rules;
    }

    @Transactional
    public List<Topic> ofApp(long appId) {
        return topics.ofApp(appId).stream().map(TopicEntity::toTopic).toList();
    }

    @Transactional
    public Optional<Topic> find(long appId, String slug) {
        return topics.bySlug(appId, slug).map(TopicEntity::toTopic);
    }

    @Transactional
    public Topic byId(long id) {
        return topics.findById(id).toTopic();
    }

    /// Makes the topic, or changes it if the app has one of that slug. The next article is matched by the new rule.
    ///
    /// @throws Problem `invalid_rule` if the rule cannot be used
    @Transactional
    public Topic save(long appId, String slug, TopicKind kind, String name, String rule, boolean automatic) {
        rules.objection(rule).ifPresent(why -> {
            throw new Problem(ErrorCode.INVALID_RULE, why, List.of(new Problem.FieldError("/rule", why)));
        });
        var topic = topics.bySlug(appId, slug).orElseGet(TopicEntity::new);
        topic.appId = appId;
        topic.slug = slug;
        topic.kind = kind;
        topic.name = name;
        topic.rule = rule;
        topic.automatic = automatic;
        // Others read it by SQL, perhaps in the same transaction, and Hibernate would write it only at the end.
        topics.persistAndFlush(topic);
        return topic.toTopic();
    }
}
