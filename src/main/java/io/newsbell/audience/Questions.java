package io.newsbell.audience;

import io.newsbell.alert.Alert;
import io.newsbell.app.Apps;
import io.newsbell.audience.Question.Breaking;
import io.newsbell.audience.Question.Due;
import io.newsbell.topic.Topic;
import io.newsbell.topic.TopicKind;
import io.newsbell.topic.Topics;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.Collectors;
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
        return new Question(
                alert.topics(),
                topics.byIds(alert.topics()).stream()
                        .filter(topic -> topic.kind() == TopicKind.STORY)
                        .map(Topic::id)
                        .collect(Collectors.toSet()),
                alert.storyId(),
                alert.level(),
                alert.target(),
                alert.target().update() ? new RoaringBitmap() : told,
                due,
                due.isPresent() ? Optional.empty() : alert.rollout().localTime(),
                news.plus(policy.deferFor()),
                new Breaking(policy.breakingPassesCap(), policy.breakingPassesGap(), policy.breakingPassesQuiet()),
                policy.digestTimes());
    }
}
