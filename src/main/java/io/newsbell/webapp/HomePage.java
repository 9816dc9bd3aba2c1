package io.newsbell.webapp;

import io.newsbell.topic.Catalogue;
import io.newsbell.topic.TopicKind;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/// What there is to follow, and what was news.
///
/// @param typed     what is searched for; empty for nothing
/// @param hasSearch whether there are more topics than anybody wants to look through
record HomePage(List<Group> groups, String typed, boolean hasSearch, List<NewsItem> news) {
    /// So many fit on a screen or two.
    private static final int LOOKED_THROUGH = 12;

    static HomePage of(List<Catalogue.Entry> topics, String typed, List<NewsItem> news) {
        var groups = Arrays.stream(TopicKind.values())
                .map(kind -> new Group(
                        kind,
                        topics.stream().filter(topic -> topic.kind() == kind).toList()))
                .filter(group -> !group.topics().isEmpty())
                .toList();
        return new HomePage(groups, typed, !typed.isEmpty() || topics.size() > LOOKED_THROUGH, news);
    }

    public boolean isSearch() {
        return !typed.isEmpty();
    }

    /// What the kind is called.
    static String key(TopicKind kind) {
        return "kind." + kind.name().toLowerCase(Locale.ROOT);
    }

    record Group(TopicKind kind, List<Catalogue.Entry> topics) {
        public String key() {
            return HomePage.key(kind);
        }
    }
}
