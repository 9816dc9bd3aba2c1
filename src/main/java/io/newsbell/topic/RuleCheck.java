package io.newsbell.topic;

import java.util.Optional;

/// Tells whether a rule can be used. Matching implements it: the catalogue stores rules, but does not understand
/// them.
public interface RuleCheck {
    /// Why the rule cannot be used and what to write instead; empty if it can.
    Optional<String> objection(String rule);
}
