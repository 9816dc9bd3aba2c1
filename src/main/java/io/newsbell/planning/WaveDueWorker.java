package io.newsbell.planning;

import io.newsbell.audience.Audience;
import io.newsbell.wave.WaveDue;
import io.newsbell.work.Step;
import io.newsbell.work.Worker;
import jakarta.enterprise.context.ApplicationScoped;

/// Plans waves whose time has come. Those that melt are planned with all others of their app that are due:
/// whoever comes next finds its wave planned.
@ApplicationScoped
class WaveDueWorker implements Worker<WaveDue> {
    private final PlanningSql sql;
    private final Audience audience;
    private final Planning planning;
    private final MeltingPlanner melting;

    WaveDueWorker(PlanningSql sql, Audience audience, Planning planning, MeltingPlanner melting) {
        this.sql = sql;
        this.audience = audience;
        this.planning = planning;
        this.melting = melting;
    }

    @Override
    public Step<WaveDue> step() {
        return WaveDue.STEP;
    }

    @Override
    public Result work(WaveDue event) {
        var place = sql.place(event.waveId());
        if (place.isEmpty() || place.get().planned()) {
            return new Result.Done();
        }
        if (!audience.catchUp()) {
            return new Result.NotNow(WavePlanner.UNTIL_IT_CAN_BEGIN);
        }
        if (place.get().kind().melts()) {
            melting.plan(place.get().appId());
        } else {
            planning.due(event, place.get().alertId());
        }
        // One whose story was joined into another at that moment was left out, and is taken up again.
        return sql.place(event.waveId()).filter(PlanningSql.Place::planned).isPresent()
                ? new Result.Done()
                : new Result.NotNow(WavePlanner.UNTIL_IT_CAN_BEGIN);
    }
}
