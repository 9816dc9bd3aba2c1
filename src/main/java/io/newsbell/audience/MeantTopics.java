package io.newsbell.audience;

import io.newsbell.alert.Alert;
import io.newsbell.alert.Target;
import io.newsbell.topic.Meant;
import io.newsbell.topic.TopicKind;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/// What the topics that an alert names mean by now: some may have been merged since it was written.
record MeantTopics(Map<Long, Meant> byName) {
    MeantTopics(Collection<Meant> all) {
        this(all.stream().collect(Collectors.toMap(Meant::named, Function.identity())));
    }

    /// Each once, in their order.
    List<Long> of(List<Long> named) {
        return named.stream().map(this::of).distinct().toList();
    }

    /// Without those left out that became one with a topic that is told or asked for: that wins, or the alert would
    /// be for nobody by a merge that its editor never heard of.
    Target target(Alert alert) {
        var also = of(alert.target().alsoFollowing());
        var told = of(alert.topics());
        return alert.target()
                .following(
                        also,
                        of(alert.target().notFollowing()).stream()
                                .filter(topic -> !told.contains(topic) && !also.contains(topic))
                                .toList());
    }

    private long of(long named) {
        var meant = byName.get(named);
        return meant == null ? named : meant.id();
    }

    Set<Long> stories() {
        return byName.values().stream()
                .filter(meant -> meant.kind() == TopicKind.STORY)
                .map(Meant::id)
                .collect(Collectors.toSet());
    }

    Map<Long, List<Long>> arriving() {
        return byName.values().stream()
                .filter(meant -> !meant.arriving().isEmpty())
                .collect(Collectors.toMap(Meant::id, Meant::arriving, (one, same) -> one));
    }
}
