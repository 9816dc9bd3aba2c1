package io.newsbell.work;

import io.newsbell.work.PausedSteps.Pause;
import io.newsbell.work.WorkSql.Backlog;
import io.quarkus.arc.All;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// How the work goes, step by step, for pages that people look at.
@Singleton
public class Flow {
    private final List<String> names;
    private final WorkScheduler scheduler;
    private final WorkSql sql;
    private final PausedSteps paused;
    private final Clock clock;

    Flow(@All List<Worker<?>> workers, WorkScheduler scheduler, WorkSql sql, PausedSteps paused, Clock clock) {
        this.names =
                workers.stream().map(worker -> worker.step().name()).sorted().toList();
        this.scheduler = scheduler;
        this.sql = sql;
        this.paused = paused;
        this.clock = clock;
    }

    /// Of all steps that there are, by the alphabet.
    public List<String> names() {
        return names;
    }

    /// As it is now, in the order of the names.
    public List<StepState> steps() {
        var now = clock.instant();
        var pauses = paused.all();
        var due = sql.backlog(now);
        var putOff = pauses.isEmpty() ? due : sql.backlog(now.plus(WorkScheduler.PUT_OFF));
        return names.stream()
                .map(step -> {
                    var pause = Optional.ofNullable(pauses.get(step));
                    var backlog = (pause.isPresent() ? putOff : due).getOrDefault(step, Backlog.NOTHING);
                    var here = scheduler.metrics(step);
                    return new StepState(
                            step, backlog.waiting(), age(backlog, now), here.running(), here.done(), pause);
                })
                .toList();
    }

    private static Duration age(Backlog backlog, Instant now) {
        return backlog.oldest()
                .map(due -> Duration.between(due, now))
                .filter(Duration::isPositive)
                .orElse(Duration.ZERO);
    }

    /// @param waiting that is due and nobody has taken; of a paused step also what was put off
    /// @param oldest  how long the oldest of it has been due
    /// @param running on this node
    /// @param done    on this node since it started
    public record StepState(
            String name, long waiting, Duration oldest, long running, long done, Optional<Pause> pause) {}
}
