package io.newsbell.alert;

import io.newsbell.story.Stories;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jboss.logging.Logger;

/// Alerts and their life cycle. A move that the state does not allow changes nothing and answers false.
@ApplicationScoped
public class Alerts {
    private static final Logger LOG = Logger.getLogger(Alerts.class);

    private final AlertSql sql;
    private final Stories stories;

    Alerts(AlertSql sql, Stories stories) {
        this.sql = sql;
        this.stories = stories;
    }

    @Transactional
    public Optional<Alert> find(UUID id) {
        return sql.byId(id);
    }

    @Transactional
    public Optional<Alert> ofArticle(long articleId) {
        return sql.ofArticle(articleId);
    }

    /// Newest first.
    @Transactional
    public List<Alert> recent(long appId, int limit) {
        return sql.recent(appId, limit);
    }

    /// The alert's story, held until the caller's transaction ends: of two alerts of one story that are planned at the
    /// same moment, the later one sees whom the other one tells.
    @Transactional(Transactional.TxType.MANDATORY)
    public long holdStory(UUID id) {
        return stories.holdFor(() -> sql.byId(id).orElseThrow().storyId());
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

    /// After this nothing more goes out but what is on the wire.
    @Transactional
    public boolean stop(UUID id, String reason) {
        var stopped = sql.advance(id, AlertState.STOPPED, reason);
        if (stopped) {
            LOG.warnf("Alert %s is stopped: %s", id, reason);
        }
        return stopped;
    }
}
