package io.newsbell.projection;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.agroal.api.AgroalDataSource;
import io.newsbell.index.AudienceIndex;
import io.newsbell.listening.Listener;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/// Builds the index when the server starts and keeps it current by LISTEN. When it loses its connection it
/// has missed changes, and builds the index again. Until then nothing is planned; what it held answers
/// estimates, without what other nodes have changed since.
@Singleton
public class ChangeListener {
    private static final Logger LOG = Logger.getLogger(ChangeListener.class);
    /// Asks every node to check its index.
    static final String CHECK = "check";

    /// Notifications that are applied together. Each names some hundred devices or follows.
    private static final int BURST = 200;

    private final AgroalDataSource dataSource;
    private final Projection projection;
    private final Echoes echoes;
    private final Clock clock;
    private final AtomicLong applied = new AtomicLong();
    private volatile State state = State.BUILDING;
    private volatile Progress progress = new Progress();
    private volatile @Nullable Instant lastApplied;
    private volatile Runnable check = () -> {};
    private volatile boolean answering;
    private @Nullable Listener listener;

    ChangeListener(AgroalDataSource dataSource, Projection projection, Echoes echoes, Clock clock) {
        this.dataSource = dataSource;
        this.projection = projection;
        this.echoes = echoes;
        this.clock = clock;
    }

    void start(@Observes @Priority(1_000) StartupEvent event) {
        listener = Listener.start(dataSource, Echoes.CHANNEL, new Changes());
    }

    void stop(@Observes ShutdownEvent event) {
        if (listener != null) {
            listener.stop();
            listener.awaitEnd(Background.PATIENCE);
        }
    }

    /// @param begin returns at once
    void whenCheckIsAsked(Runnable begin) {
        check = begin;
    }

    /// Whether the index holds all that PostgreSQL holds, but for the last few milliseconds.
    public boolean isComplete() {
        return state == State.COMPLETE;
    }

    /// Whether the index can answer a question that decides nothing: also while it is built again.
    public boolean canAnswer() {
        return answering;
    }

    State state() {
        return state;
    }

    /// Of the last time that it was built, or is.
    Progress progress() {
        return progress;
    }

    /// Notifications since the server started.
    long applied() {
        return applied.get();
    }

    /// Null if there has been none.
    @Nullable
    Instant lastApplied() {
        return lastApplied;
    }

    /// Waits until every change that was committed before this call is in the index. Call it outside a
    /// transaction.
    ///
    /// @return false if the index is not complete, or did not catch up in time
    public boolean catchUp(Duration atMost) {
        return isComplete() && echoes.call(atMost) && isComplete();
    }

    private final class Changes implements Listener.Hearer {
        /// All that changed while the index was built comes before it.
        private String caughtUp = "";

        @Override
        public void begin(Connection db) throws SQLException {
            build(db);
            caughtUp = Echoes.fresh();
            echoes.say(caughtUp);
        }

        @Override
        public void heard(Connection db, List<String> payloads) throws SQLException {
            for (int from = 0; from < payloads.size(); from += BURST) {
                apply(db, payloads.subList(from, Math.min(payloads.size(), from + BURST)));
            }
            if (state == State.BUILDING && payloads.contains(caughtUp)) {
                complete();
            }
        }

        @Override
        public void lost(Throwable why) {
            state = State.LOST;
            LOG.warnf("The audience index lost PostgreSQL and will be built again: %s", why.getMessage());
        }
    }

    private void build(Connection db) throws SQLException {
        progress = new Progress();
        state = State.BUILDING;
        var now = clock.instant();
        var built = AudienceIndex.toBeFilled(now);
        var waves = IndexBuild.fill(built, db, now, progress);
        answering = false;
        projection.replaceBy(built, waves);
    }

    private void complete() {
        answering = true;
        state = State.COMPLETE;
        LOG.infof(
                "The audience index is complete after %,d ms: %s",
                progress.took().toMillis(), progress);
    }

    private void apply(Connection db, List<String> payloads) throws SQLException {
        var touched = new Touched();
        payloads.forEach(touched::add);
        projection.apply(db, touched);
        payloads.forEach(echoes::heard);
        if (payloads.contains(CHECK)) {
            check.run();
        }
        applied.addAndGet(payloads.size());
        lastApplied = clock.instant();
    }

    @Schema(name = "AudienceState")
    enum State {
        /// It is read from PostgreSQL.
        @JsonProperty("building")
        BUILDING,
        /// It holds all but the last few milliseconds.
        @JsonProperty("complete")
        COMPLETE,
        /// It has lost PostgreSQL and begins anew as soon as it can.
        @JsonProperty("lost")
        LOST
    }
}
