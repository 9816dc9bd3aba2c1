package io.newsbell.alert;

import io.newsbell.app.App;
import io.newsbell.audit.Act;
import io.newsbell.audit.Actor;
import io.newsbell.ingest.Articles;
import io.newsbell.story.Stories;
import io.newsbell.work.Priority;
import io.newsbell.work.Work;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;

/// Alerts and their life cycle. A move that the state does not allow changes nothing and answers false.
@ApplicationScoped
public class Alerts {
    private static final Logger LOG = Logger.getLogger(Alerts.class);

    private final AlertSql sql;
    private final Articles articles;
    private final Stories stories;
    private final Work work;
    private final AlertActs acts;
    private final Brake brake;
    private final Clock clock;

    Alerts(AlertSql sql, Articles articles, Stories stories, Work work, AlertActs acts, Brake brake, Clock clock) {
        this.sql = sql;
        this.articles = articles;
        this.stories = stories;
        this.work = work;
        this.acts = acts;
        this.brake = brake;
        this.clock = clock;
    }

    @Transactional
    public Optional<Alert> find(UUID id) {
        return sql.byId(id);
    }

    @Transactional
    public Optional<Alert> ofArticle(long articleId) {
        return sql.ofArticle(articleId);
    }

    /// All alerts about these articles, by article, the oldest first.
    @Transactional
    public Map<Long, List<Alert>> ofArticles(Collection<Long> articleIds) {
        return sql.ofArticles(articleIds).stream()
                .collect(Collectors.groupingBy(alert -> Objects.requireNonNull(alert.articleId())));
    }

    /// Newest first.
    @Transactional
    public List<Alert> recent(long appId, int limit) {
        return sql.recent(appId, limit);
    }

    /// The alert's story, held until the caller's transaction ends: of two alerts of one story that are
    /// planned at the same moment, the later one sees whom the other one tells.
    @Transactional(Transactional.TxType.MANDATORY)
    public long holdStory(UUID id) {
        return stories.holdFor(() -> sql.byId(id).orElseThrow().storyId());
    }

    /// The same for many, in one order, so that two who hold many do not wait for each other.
    ///
    /// @return the alerts, but for those whose story was joined or split at that moment
    @Transactional(Transactional.TxType.MANDATORY)
    public Map<UUID, Alert> holdStories(Collection<UUID> ids) {
        var held = sql.byIds(ids).values().stream()
                .map(Alert::storyId)
                .sorted()
                .distinct()
                .toList();
        held.forEach(story -> stories.holdFor(() -> story));
        var alerts = sql.byIds(ids);
        alerts.values().removeIf(alert -> !held.contains(alert.storyId()));
        return alerts;
    }

    /// The alert, held until the caller's transaction ends: who stops it comes before or after.
    @Transactional(Transactional.TxType.MANDATORY)
    public Alert lock(UUID id) {
        return sql.lock(id).orElseThrow();
    }

    /// Newest first.
    @Transactional
    public List<Alert> recent(long appId, AlertState state, int limit) {
        return sql.recent(appId, state, limit);
    }

    /// A person lets a held alert go, with the article's text as it is now: it may have been held for a text
    /// that was corrected since. From now on it has as long as any other: it is news by that person's word.
    /// One whose time has passed meanwhile cannot be approved any more: late is worse than never.
    @Transactional
    public boolean approve(Alert alert, App app, Actor by) {
        var now = clock.instant();
        var article = articles.byId(Objects.requireNonNull(alert.articleId(), "An automatic alert has its article"));
        var approved = sql.approve(
                alert.id(),
                article.content(),
                "Approved by %s, after it had been held. %s".formatted(by.words(), alert.reason()),
                now.plus(app.policy().expiresAfter()),
                now);
        if (approved) {
            put(alert);
            record(Act.ALERT_APPROVED, alert.id(), by);
        }
        return approved;
    }

    /// Hands an alert that is approved over to planning.
    void put(Alert alert) {
        put(alert, alert.id());
    }

    private void put(Alert alert, Object key) {
        work.put(
                AlertApproved.STEP,
                key,
                new AlertApproved(alert.id()),
                alert.level() == AlertLevel.BREAKING ? Priority.BREAKING : Priority.USUAL);
    }

    /// A person decides against a held alert.
    @Transactional
    public boolean dismiss(UUID id, Actor by) {
        var dismissed = sql.advance(id, AlertState.DISMISSED, dismissed(by));
        if (dismissed) {
            record(Act.ALERT_DISMISSED, id, by);
        }
        return dismissed;
    }

    /// Dismisses what is held of one source. It is one act, however many there are.
    ///
    /// @param guard only what this guard rail found; empty for all
    /// @return how many
    @Transactional
    public int dismissHeld(long appId, String source, Optional<String> guard, Actor by) {
        var count = sql.dismissHeld(appId, source, guard.orElse(null), dismissed(by));
        if (count > 0) {
            var detail = new HashMap<>(Map.of("alerts", Integer.toString(count)));
            guard.ifPresent(code -> detail.put("guard", code));
            acts.recordDismissals(appId, source, detail, by);
        }
        return count;
    }

    private static String dismissed(Actor by) {
        return "Dismissed by %s.".formatted(by.words());
    }

    @Transactional
    public boolean startSending(UUID id) {
        return sql.advance(id, AlertState.SENDING, null);
    }

    @Transactional
    public boolean finish(UUID id) {
        return sql.advance(id, AlertState.SENT, null);
    }

    @Transactional
    public boolean expire(UUID id) {
        return sql.advance(id, AlertState.EXPIRED, "Its time had passed before it could be sent.");
    }

    /// A person or a server stops it. The brake comes first: a look at the alert takes some
    /// milliseconds, and many phones ring in them.
    ///
    /// @return false if the app has no such alert, or it is not under way
    @Transactional
    public boolean stop(App app, UUID id, Actor by) {
        brake.press(app.id(), List.of(id));
        var stopped = sql.byId(id).filter(alert -> alert.appId() == app.id()).isPresent()
                && stop(id, "Stopped by %s.".formatted(by.words()));
        if (stopped) {
            record(Act.ALERT_STOPPED, id, by);
        }
        return stopped;
    }

    /// Newsbell stops it by itself. After this nothing more goes out but what is on the wire.
    @Transactional
    public boolean stop(UUID id, String reason) {
        var stopped = sql.advance(id, AlertState.STOPPED, reason);
        if (stopped) {
            LOG.warnf("Alert %s is stopped: %s", id, reason);
            work.put(AlertStopped.STEP, id, new AlertStopped(id), Priority.BREAKING);
        }
        return stopped;
    }

    /// A person or a server lets an alert go on that was stopped: whoever it has not told is looked at again,
    /// and told if its reader wants it now. One that was recalled, or whose time has passed, cannot go on.
    @Transactional
    public boolean resume(UUID id, Actor by) {
        var resumed = sql.resume(id, "Resumed by %s.".formatted(by.words()), clock.instant());
        if (resumed) {
            var alert = sql.byId(id).orElseThrow();
            // Of its own: the work that ends at this moment, because it was stopped, must not swallow it.
            put(alert, "%s:resumed:%d".formatted(id, clock.instant().toEpochMilli()));
            record(Act.ALERT_RESUMED, id, by);
        }
        return resumed;
    }

    private void record(Act act, UUID id, Actor by) {
        acts.record(act, sql.byId(id).orElseThrow(), by);
    }
}
