package io.newsbell.topic;

import java.util.Optional;

/// Tells whether a rule can be used. Matching implements it: the catalogue stores rules, but does not understand
/// them.
public interface RuleCheck {
    /// Why the rule cannot be used and what to write instead; empty if it can.
    ///
    /// @param language that of the articles; empty if the rule is for articles in every language
    Optional<String> objection(long appId, TopicKind kind, Optional<String> language, String rule);
}
