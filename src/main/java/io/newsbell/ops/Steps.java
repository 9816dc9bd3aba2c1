package io.newsbell.ops;

import io.newsbell.app.App;
import io.newsbell.audit.Act;
import io.newsbell.audit.Actor;
import io.newsbell.audit.AuditLog;
import io.newsbell.work.Flow;
import io.newsbell.work.PausedSteps;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.util.List;
import org.jboss.logging.Logger;

/// The steps of the work, and how people pause one: to mend what it needs, say, without losing anything. A
/// step is the same for all apps, so all of them wait.
@ApplicationScoped
public class Steps {
    private static final Logger LOG = Logger.getLogger(Steps.class);

    private final Flow flow;
    private final PausedSteps paused;
    private final AuditLog audit;
    private final Clock clock;

    Steps(Flow flow, PausedSteps paused, AuditLog audit, Clock clock) {
        this.flow = flow;
        this.paused = paused;
        this.audit = audit;
        this.clock = clock;
    }

    @Transactional
    public List<Flow.StepState> state() {
        return flow.steps();
    }

    /// Once more changes nothing.
    ///
    /// @param app of which the person is who does it
    /// @return false if there is no such step
    @Transactional
    public boolean pause(App app, String step, Actor by) {
        if (!flow.names().contains(step)) {
            return false;
        }
        if (paused.pause(step, by.words(), clock.instant())) {
            LOG.warnf("The step %s is paused by %s, on all nodes and for all apps", step, by.words());
            audit.record(app.id(), by, Act.STEP_PAUSED, "step:" + step);
        }
        return true;
    }

    /// Also one that a newer release has left behind.
    ///
    /// @return false if there is no such step
    @Transactional
    public boolean resume(App app, String step, Actor by) {
        boolean changed = paused.resume(step);
        if (changed) {
            LOG.infof("The step %s goes on, says %s", step, by.words());
            audit.record(app.id(), by, Act.STEP_RESUMED, "step:" + step);
        }
        return changed || flow.names().contains(step);
    }
}
