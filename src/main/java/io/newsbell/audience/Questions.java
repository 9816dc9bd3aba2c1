package io.newsbell.audience;

import io.newsbell.alert.Alert;
import io.newsbell.app.Apps;
import io.newsbell.audience.Question.Breaking;
import io.newsbell.audience.Question.Due;
import io.newsbell.topic.Topics;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.roaringbitmap.RoaringBitmap;

/// Puts what an alert says, and what its app's policy says, into a question.
@Singleton
class Questions {
    private final Apps apps;
    private final Topics topics;

    Questions(Apps apps, Topics topics) {
        this.apps = apps;
        this.topics = topics;
    }

    /// @param due  who waited; empty for the first look
    /// @param news since when it is news
    Question of(Alert alert, RoaringBitmap told, Optional<Due> due, Instant news) {
        var policy = apps.byId(alert.appId()).policy();
        var named = new MeantTopics(topics.meant(Stream.of(
                        alert.topics(),
                        alert.target().alsoFollowing(),
                        alert.target().notFollowing())
                .flatMap(List::stream)
                .toList()));
        return new Question(
                named.of(alert.topics()),
                named.stories(),
                alert.storyId(),
                alert.level(),
                named.target(alert),
                alert.target().update() ? new RoaringBitmap() : told,
                due,
                due.isPresent() ? Optional.empty() : alert.rollout().localTime(),
                news.plus(policy.deferFor()),
                new Breaking(policy.breakingPassesCap(), policy.breakingPassesGap(), policy.breakingPassesQuiet()),
                policy.digestTimes(),
                named.arriving());
    }
}
