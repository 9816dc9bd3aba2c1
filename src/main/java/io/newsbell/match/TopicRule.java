package io.newsbell.match;

import io.newsbell.language.Language;
import io.newsbell.topic.Topic;
import java.util.ArrayList;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.apache.lucene.queryparser.classic.ParseException;
import org.jboss.logging.Logger;

/// A topic's rule for articles in one language.
final class TopicRule {
    private static final Logger LOG = Logger.getLogger(TopicRule.class);

    private TopicRule() {}

    /// The rule for all languages, or the one for this, whichever an article satisfies. Empty if there is
    /// neither, or none that can be read: a rule that was accepted once and cannot be read now must not keep the
    /// other topics from their articles.
    ///
    /// @param language ISO 639
    static Optional<Clause> of(Topic topic, String language) {
        return of(topic, Language.of(Locale.of(language)), language::equals);
    }

    /// The rules for all languages whose words are treated alike. What is found by it may be the rule of another of
    /// them.
    static Optional<Clause> of(Topic topic, Language words) {
        return of(
                topic,
                words,
                language -> Language.of(Locale.of(language)).code().equals(words.code()));
    }

    private static Optional<Clause> of(Topic topic, Language words, Predicate<String> languages) {
        var clauses = new ArrayList<Clause>();
        var rules = topic.rules();
        Stream.concat(
                        Stream.of(rules.any()),
                        rules.byLanguage().entrySet().stream()
                                .filter(rule -> languages.test(rule.getKey()))
                                .map(Map.Entry::getValue))
                .filter(rule -> !rule.isBlank())
                .forEach(rule -> {
                    try {
                        clauses.add(RuleParser.parse(rule, topic.kind(), words));
                    } catch (ParseException e) {
                        LOG.errorf(
                                "A rule of topic %s cannot be read for articles in \"%s\", so it matches none; save it"
                                        + " again: %s",
                                topic.slug(), words.code(), e.getMessage());
                    }
                });
        return switch (clauses.size()) {
            case 0 -> Optional.empty();
            case 1 -> Optional.of(clauses.getFirst());
            default -> Optional.of(new Clause.Any(clauses));
        };
    }
}
