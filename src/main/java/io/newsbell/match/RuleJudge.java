package io.newsbell.match;

import io.newsbell.language.Language;
import io.newsbell.topic.RuleCheck;
import io.newsbell.topic.TopicKind;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.lucene.queryparser.classic.ParseException;

/// Refuses a rule that cannot be read, that no article can satisfy, or that nearly every article does.
@Singleton
class RuleJudge implements RuleCheck {
    private static final Language ENGLISH = Language.of(Locale.ENGLISH);

    /// Fewer articles say nothing.
    private static final int FEWEST = 20;

    private static final double NEARLY_ALL = 0.8;

    private final RuleIndexes indexes;

    RuleJudge(RuleIndexes indexes) {
        this.indexes = indexes;
    }

    @Override
    public Optional<String> objection(long appId, TopicKind kind, Optional<String> language, String rule) {
        var languages = language.isPresent()
                ? Stream.of(Language.of(Locale.of(language.get())))
                : Stream.concat(Stream.of(ENGLISH), indexes.languages(appId).stream())
                        .distinct();
        return languages
                .flatMap(each -> objection(rule, kind, each, indexes.sample(appId, each)).stream())
                .findFirst();
    }

    static Optional<String> objection(String rule, TopicKind kind, Language words, List<ArticleWords> sample) {
        try {
            var clause = RuleParser.parse(rule, kind, words);
            return contradiction(clause)
                    .or(() -> Optional.of(clause)
                            .filter(each -> isEverywhere(each, words))
                            .map(_ -> "It would match nearly every article: it asks for nothing but words that are"
                                    + " everywhere. Add others, or put them into a longer phrase."))
                    .or(() -> tooOften(clause, sample));
        } catch (ParseException e) {
            return Optional.of(RuleFault.of(e));
        }
    }

    private static Optional<String> contradiction(Clause clause) {
        return switch (clause) {
            case Clause.Words _ -> Optional.empty();
            case Clause.Not(var inner) -> contradiction(inner);
            case Clause.Any(var clauses) ->
                clauses.stream().flatMap(each -> contradiction(each).stream()).findFirst();
            case Clause.All(var clauses) ->
                clauses.stream()
                        .filter(each -> clauses.contains(new Clause.Not(each)))
                        .findFirst()
                        .map(each -> "It can never match: it asks for %s and forbids it."
                                .formatted(each instanceof Clause.Words words ? words.written() : "something"))
                        .or(() -> clauses.stream()
                                .flatMap(each -> contradiction(each).stream())
                                .findFirst());
        };
    }

    /// Whether single words that mean nothing are enough to match.
    private static boolean isEverywhere(Clause clause, Language language) {
        return switch (clause) {
            case Clause.Words words ->
                words.field() == Field.TEXT
                        && words.terms().size() == 1
                        && language.forms(words.terms().getFirst()).stem() == null;
            case Clause.Any(var clauses) -> clauses.stream().anyMatch(each -> isEverywhere(each, language));
            case Clause.All(var clauses) ->
                clauses.stream()
                        .filter(each -> !(each instanceof Clause.Not))
                        .allMatch(each -> isEverywhere(each, language));
            case Clause.Not _ -> false;
        };
    }

    private static Optional<String> tooOften(Clause clause, List<ArticleWords> sample) {
        if (sample.size() < FEWEST) {
            return Optional.empty();
        }
        var matched = sample.stream()
                .filter(article -> Verdict.of(clause, article).matches())
                .count();
        return matched > NEARLY_ALL * sample.size()
                ? Optional.of("It would match nearly every article: %d of the last %d. Ask for more with AND."
                        .formatted(matched, sample.size()))
                : Optional.empty();
    }
}
