package io.newsbell.alert;

import io.newsbell.alert.AlertPolicy.Decision;
import io.newsbell.alert.Rehearsal.Day;
import io.newsbell.alert.Rehearsal.Difference;
import io.newsbell.alert.Rehearsal.Result;
import io.newsbell.alert.Rehearsal.Sent;
import io.newsbell.app.App;
import io.newsbell.ingest.Article;
import io.newsbell.match.RuleTrial;
import io.newsbell.match.TopicMatch;
import io.newsbell.topic.Topic;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Counts what a topic would have sent by the rule that is tried, and by the one it has.
final class RehearsalCount {
    static final Duration REACH = Duration.ofDays(30);

    private static final int MOST_DIFFERENCES = 100;
    private static final double HUNDRED = 100;

    private final App app;
    private final Instant from;
    private final Side tried;
    private final @Nullable Side present;
    private final List<Difference> added = new ArrayList<>();
    private final List<Difference> removed = new ArrayList<>();

    RehearsalCount(App app, Instant from, Topic tried, @Nullable Topic present) {
        this.app = app;
        this.from = from;
        this.tried = new Side(tried);
        this.present = present == null ? null : new Side(present);
    }

    /// The newest first.
    void add(Article article) {
        var words = RuleTrial.read(article);
        var now = tried.alert(article, words);
        if (present == null) {
            return;
        }
        var before = present.alert(article, words);
        if (before.isEmpty()) {
            now.ifPresent(match -> note(added, article, match));
        }
        if (now.isEmpty()) {
            before.ifPresent(match -> note(removed, article, match));
        }
    }

    Result result() {
        return new Result(
                tried.sent(),
                present == null ? null : present.sent(),
                Stream.iterate(day(from), day -> day.plusDays(1))
                        .limit(REACH.toDays() + 1)
                        .map(day -> new Day(day, tried.days.getOrDefault(day, 0L)))
                        .toList(),
                added,
                removed);
    }

    private static void note(List<Difference> differences, Article article, TopicMatch match) {
        if (differences.size() < MOST_DIFFERENCES) {
            differences.add(new Difference(
                    article.externalId(),
                    article.content().headline(),
                    article.receivedAt(),
                    Math.round(match.score() * HUNDRED) / HUNDRED,
                    match.evidence().getFirst().clause()));
        }
    }

    private static LocalDate day(Instant time) {
        return LocalDate.ofInstant(time, ZoneOffset.UTC);
    }

    private final class Side {
        private final Topic topic;
        private final TreeMap<LocalDate, Long> days = new TreeMap<>();
        private long matched;
        private long about;
        private long important;

        Side(Topic topic) {
            this.topic = topic;
        }

        /// What the article would have rung for, decided as at its arrival.
        Optional<TopicMatch> alert(Article article, RuleTrial.Reading words) {
            var match = words.match(topic);
            if (match.isEmpty()) {
                return match;
            }
            matched++;
            about += match.get().about() ? 1 : 0;
            var decision = AlertPolicy.decide(app, article, List.of(match.get()), article.receivedAt());
            if (!(decision instanceof Decision.Approve approved)) {
                return Optional.empty();
            }
            days.merge(day(article.receivedAt()), 1L, Long::sum);
            important += approved.level() == AlertLevel.FOLLOWING ? 0 : 1;
            return match;
        }

        Sent sent() {
            var alerts = days.values().stream().mapToLong(Long::longValue).sum();
            return new Sent(
                    matched,
                    about,
                    alerts,
                    perDay(alerts),
                    perDay(important),
                    days.values().stream().mapToLong(Long::longValue).max().orElse(0));
        }

        private static double perDay(long alerts) {
            return Math.round(HUNDRED * alerts / REACH.toDays()) / HUNDRED;
        }
    }
}
