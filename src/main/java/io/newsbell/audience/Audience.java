package io.newsbell.audience;

import io.newsbell.alert.Alert;
import io.newsbell.audience.Question.Due;
import io.newsbell.device.Platform;
import io.newsbell.index.AudienceIndex;
import io.newsbell.projection.ChangeListener;
import io.newsbell.projection.OwnChanges;
import io.newsbell.projection.SentWaves;
import io.newsbell.topic.Topic;
import io.newsbell.topic.Topics;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Jdbi;
import org.roaringbitmap.RoaringBitmap;

/// Works out who gets an alert.
@ApplicationScoped
public class Audience {
    private static final Duration CATCH_UP = Duration.ofSeconds(5);

    private final AudienceIndex index;
    private final ChangeListener changes;
    private final OwnChanges own;
    private final SentWaves waves;
    private final Questions questions;
    private final Topics topics;
    private final Jdbi jdbi;
    private final Clock clock;

    Audience(
            AudienceIndex index,
            ChangeListener changes,
            OwnChanges own,
            SentWaves waves,
            Questions questions,
            Topics topics,
            Jdbi jdbi,
            Clock clock) {
        this.index = index;
        this.changes = changes;
        this.own = own;
        this.waves = waves;
        this.questions = questions;
        this.topics = topics;
        this.jdbi = jdbi;
        this.clock = clock;
    }

    /// Waits until the index holds every follow, mute and preference that was committed before this call.
    /// Call it outside a transaction.
    ///
    /// @return false if it is still being built, or has lost PostgreSQL: ask again later
    public boolean catchUp() {
        return changes.catchUp(CATCH_UP);
    }

    /// Who gets the alert, of everybody. Call it in the transaction that holds the app's planning: of two
    /// alerts that are planned at the same moment, the later one then knows whom the other one rings.
    ///
    /// @param told who was told about the alert's story before
    public Selection select(Alert alert, RoaringBitmap told) {
        return select(() -> questions.of(alert, told, Optional.empty(), alert.createdAt()), alert.appId());
    }

    /// Who gets it of those who waited for a wave that is due. Call it as the other one.
    ///
    /// @param waiting not to be changed afterwards
    /// @param digest  whether it is a digest that they waited for
    /// @param news    since when the alert is news; for a part of an alert that was meant to go out now,
    ///                since now
    public Selection selectDue(Alert alert, RoaringBitmap told, RoaringBitmap waiting, boolean digest, Instant news) {
        return select(() -> questions.of(alert, told, Optional.of(new Due(digest, waiting)), news), alert.appId());
    }

    /// Who gets it of those who have not been told, because it was stopped: looked at as everybody is at
    /// first.
    ///
    /// @param rest not to be changed afterwards
    public Selection selectRest(Alert alert, RoaringBitmap told, RoaringBitmap rest) {
        var now = clock.instant();
        return select(
                () -> questions
                        .of(alert, told, Optional.of(new Due(false, rest)), now)
                        .at(alert.rollout().localTime()),
                alert.appId());
    }

    /// A topic may be merged in the meantime, and its followers be moved: if the question was another one when the
    /// index had answered, it is asked again.
    private Selection select(Supplier<Question> asked, long app) {
        var now = clock.instant();
        jdbi.useHandle(db -> waves.read(db, app, now));
        var question = asked.get();
        while (true) {
            var selection = Selector.select(question, index, now);
            var again = asked.get();
            if (again.isAboutTheSame(question)) {
                return selection;
            }
            question = again;
        }
    }

    /// The devices of each platform that can be reached; the caller may change them. None while there is no
    /// index yet.
    public Map<Platform, RoaringBitmap> platforms() {
        return changes.canAnswer() ? index.platforms() : Map.of();
    }

    /// What [select][#select] would say at this moment, in numbers. What was changed through this node, and
    /// answered, before this call, counts; what was changed through another one a few milliseconds ago may
    /// not, or, while the index is built again, what was changed there since it lost PostgreSQL.
    ///
    /// @return empty if there is no index yet: ask again later
    public Optional<Estimate> estimate(Alert draft, RoaringBitmap told) {
        if (!changes.canAnswer() || !own.settle()) {
            return Optional.empty();
        }
        var now = clock.instant();
        jdbi.useHandle(db -> waves.read(db, draft.appId(), now));
        var question = questions.of(draft, told, Optional.empty(), now);
        var slugs = topics.byIds(question.topics()).stream().collect(Collectors.toMap(Topic::id, Topic::slug));
        var estimate = Estimator.estimate(question, index, now, slugs);
        // Another index may have been put in place since, which did not hold all yet.
        return changes.canAnswer() ? Optional.of(estimate) : Optional.empty();
    }
}
