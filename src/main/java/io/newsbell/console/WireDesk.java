package io.newsbell.console;

import io.newsbell.alert.Alert;
import io.newsbell.alert.AlertState;
import io.newsbell.alert.Alerts;
import io.newsbell.app.App;
import io.newsbell.console.Wire.About;
import io.newsbell.console.Wire.Item;
import io.newsbell.console.Wire.Kind;
import io.newsbell.ingest.Article;
import io.newsbell.ingest.Articles;
import io.newsbell.match.Matches;
import io.newsbell.match.TopicMatch;
import io.newsbell.match.TopicMatch.Evidence;
import io.newsbell.story.Stories;
import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Gathers what the wire shows, in a handful of statements however many articles there are.
@Singleton
class WireDesk {
    private static final int SHOWN = 40;
    private static final int MOST_HELD = 200;
    private static final int TOPICS = 4;

    private final Articles articles;
    private final Matches matches;
    private final Stories stories;
    private final Alerts alerts;

    WireDesk(Articles articles, Matches matches, Stories stories, Alerts alerts) {
        this.articles = articles;
        this.matches = matches;
        this.stories = stories;
        this.alerts = alerts;
    }

    /// @param before only articles that changed earlier
    @Transactional
    Wire wire(App app, Kind kind, Optional<Instant> before) {
        var held = alerts.recent(app.id(), AlertState.HELD, MOST_HELD);
        var found = switch (kind) {
            case ALL ->
                before.map(time -> articles.recent(app.id(), time, SHOWN))
                        .orElseGet(() -> articles.recent(app.id(), SHOWN));
            case HELD -> of(held);
            case ALERTED ->
                of(alerts.recent(app.id(), SHOWN).stream()
                        .filter(alert -> alert.state() != AlertState.DISMISSED && alert.state() != AlertState.HELD)
                        .toList());
        };
        return new Wire(
                kind,
                items(found),
                held.size(),
                kind == Kind.ALL && found.size() == SHOWN ? found.getLast().changedAt() : null,
                before.isEmpty());
    }

    @Transactional
    Optional<Item> item(App app, String externalId) {
        return articles.find(app.id(), externalId)
                .map(article -> items(List.of(article)).getFirst());
    }

    /// What the article says, below its headline.
    @Transactional
    String text(App app, String externalId) {
        return articles.find(app.id(), externalId)
                .map(Article::content)
                .map(content -> content.summary() + "\n" + content.body())
                .orElse("")
                .strip();
    }

    /// In the order of the alerts.
    private List<Article> of(List<Alert> about) {
        var ids = about.stream()
                .map(Alert::articleId)
                .filter(Objects::nonNull)
                .distinct()
                .toList();
        var byId = articles.byIds(ids);
        return ids.stream().map(byId::get).filter(Objects::nonNull).toList();
    }

    private List<Item> items(List<Article> found) {
        var ids = found.stream().map(Article::id).toList();
        var topics = matches.of(ids);
        var told = alerts.ofArticles(ids);
        var read = stories.seenNewest(ids);
        return found.stream()
                .map(article -> item(article, topics.getOrDefault(article.id(), List.of()), told, read))
                .toList();
    }

    private static Item item(Article article, List<TopicMatch> topics, Map<Long, List<Alert>> told, Set<Long> read) {
        var own = told.getOrDefault(article.id(), List.of());
        var last = own.isEmpty() ? null : own.getLast();
        return Item.of(
                article,
                topics.stream().limit(TOPICS).map(WireDesk::about).toList(),
                outcome(topics, read.contains(article.id()), last),
                last);
    }

    private static About about(TopicMatch match) {
        return new About(
                match.topic().slug(),
                match.topic().name(),
                match.evidence().stream()
                        .map(Evidence::words)
                        .distinct()
                        .limit(2)
                        .collect(Collectors.joining(", ")));
    }

    private static String outcome(List<TopicMatch> topics, boolean isRead, @Nullable Alert last) {
        if (last != null) {
            return last.reason();
        }
        if (!isRead) {
            return "It is being read.";
        }
        return topics.isEmpty() ? "It is about no topic, so it rings nobody." : "No alert came of it.";
    }
}
