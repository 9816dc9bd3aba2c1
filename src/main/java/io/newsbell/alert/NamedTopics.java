package io.newsbell.alert;

import io.newsbell.problem.ErrorCode;
import io.newsbell.problem.Problem;
import io.newsbell.problem.Problem.FieldError;
import io.newsbell.topic.Topic;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/// The topics that a draft names, found: each once, in its order.
record NamedTopics(List<Long> topics, List<Long> alsoFollowing, List<Long> notFollowing) {

    /// @param find the topic of a slug
    /// @throws Problem that points at every slug that will not do
    static NamedTopics of(Draft draft, Function<String, Optional<Topic>> find) {
        var finder = new Finder(find, new ArrayList<>());
        var topics = finder.find("/topics/", draft.topics(), false);
        var also = finder.find("/alsoFollowing/", draft.alsoFollowing(), true);
        var not = finder.find("/notFollowing/", draft.notFollowing(), true);
        if (!finder.wrong.isEmpty()) {
            throw new Problem(
                    ErrorCode.INVALID_FIELD, "Name topics that exist; GET /v1/topics lists them.", finder.wrong);
        }
        for (int index = 0; index < draft.notFollowing().size(); index++) {
            var slug = draft.notFollowing().get(index);
            var id = not.get(index);
            if (topics.contains(id) || also.contains(id)) {
                finder.wrong.add(new FieldError(
                        "/notFollowing/" + index,
                        topics.contains(id)
                                ? "\"%s\" is among the topics whose followers are told, too.".formatted(slug)
                                : "Nobody can follow \"%s\" and not follow it.".formatted(slug)));
            }
        }
        if (!finder.wrong.isEmpty()) {
            throw new Problem(ErrorCode.INVALID_FIELD, finder.wrong.getFirst().detail(), finder.wrong);
        }
        return new NamedTopics(distinct(topics), distinct(also), distinct(not));
    }

    private static List<Long> distinct(List<Long> ids) {
        return ids.stream().distinct().toList();
    }

    private record Finder(Function<String, Optional<Topic>> find, List<FieldError> wrong) {
        /// @param catalogued whether readers' own keywords and stories will not do
        List<Long> find(String pointer, List<String> slugs, boolean catalogued) {
            var found = new ArrayList<Long>();
            for (int index = 0; index < slugs.size(); index++) {
                var slug = slugs.get(index);
                var at = index;
                var topic = find.apply(slug)
                        .filter(each -> !catalogued || !each.kind().isMadeByReaders());
                topic.map(Topic::id)
                        .ifPresentOrElse(
                                found::add,
                                () -> wrong.add(
                                        new FieldError(pointer + at, "There is no topic \"%s\".".formatted(slug))));
            }
            return found;
        }
    }
}
