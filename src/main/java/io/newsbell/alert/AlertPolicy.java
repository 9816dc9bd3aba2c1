package io.newsbell.alert;

import io.newsbell.app.App;
import io.newsbell.ingest.Article;
import io.newsbell.match.TopicMatch;
import io.newsbell.topic.Topic;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

/// Whether an article may ring phones without an editor, as far as the article tells by itself. What it takes
/// the world to know, and whether a person must look first, is asked of [Guards].
final class AlertPolicy {
    private static final int BREAKING = 1;

    private AlertPolicy() {}

    /// @param matches what the article belongs to; not empty
    static Decision decide(App app, Article article, List<TopicMatch> matches, Instant now) {
        if (article.backlog()) {
            return new Decision.Dismiss("It was in its feed already when Newsbell began to read the feed.");
        }
        var content = article.content();
        if (content.embargoedUntil() != null && content.embargoedUntil().isAfter(now)) {
            return new Decision.Later(content.embargoedUntil(), "It is under embargo.");
        }
        var outOfDate = Stream.of(new FutureDate(now), new Freshness(now))
                .flatMap(guard -> guard.look(article, app.policy()).stream())
                .findFirst();
        if (outOfDate.isPresent()) {
            return new Decision.Dismiss(
                    outOfDate.get().sentence(), outOfDate.stream().toList());
        }
        if (matches.stream().noneMatch(TopicMatch::about)) {
            var nearest = matches.getFirst();
            return new Decision.Dismiss("It only mentions \"%s\": it is about it by %.2f, and %.2f is asked for."
                    .formatted(
                            nearest.topic().name(),
                            nearest.score(),
                            nearest.topic().rules().threshold()));
        }
        var urgency = content.urgency();
        if (urgency != null && urgency <= app.policy().urgentUpTo()) {
            return new Decision.Approve(
                    urgency <= BREAKING ? AlertLevel.BREAKING : AlertLevel.TOP,
                    "Its urgency is %d.".formatted(urgency));
        }
        return matches.stream()
                .filter(TopicMatch::about)
                .map(TopicMatch::topic)
                .filter(topic -> topic.automatic())
                .findFirst()
                .<Decision>map(topic -> new Decision.Approve(
                        AlertLevel.FOLLOWING, "\"%s\" alerts on every article.".formatted(topic.name())))
                .orElseGet(
                        () -> new Decision.Digest("It is not urgent, and none of its topics alerts on every article."));
    }

    /// Who is told: the followers of what the article is about, not of what it only mentions. What only
    /// readers' own keywords and stories let ring without an editor rings those readers, not everybody who
    /// follows a section that the newsroom wanted to decide on by itself.
    static List<Topic> told(AlertLevel level, List<TopicMatch> matches) {
        var topics = matches.stream()
                .filter(TopicMatch::about)
                .map(TopicMatch::topic)
                .toList();
        var byNewsroom = level != AlertLevel.FOLLOWING
                || topics.stream()
                        .anyMatch(topic -> topic.automatic() && !topic.kind().isMadeByReaders());
        return topics.stream()
                .filter(topic -> byNewsroom || topic.kind().isMadeByReaders())
                .toList();
    }

    /// The reason is a sentence for people.
    sealed interface Decision {
        String reason();

        record Approve(AlertLevel level, String reason) implements Decision {}

        /// @param guards what a guard rail found, if it was one
        record Dismiss(String reason, List<Finding> guards) implements Decision {
            Dismiss(String reason) {
                this(reason, List.of());
            }
        }

        /// Rings nobody by itself, but is for digests, if anybody wants one.
        record Digest(String reason) implements Decision {}

        /// To be decided anew at that time.
        record Later(Instant at, String reason) implements Decision {}
    }
}
