package io.newsbell.work;

import jakarta.inject.Singleton;

/// Whether this node takes work. One that does not still ends what it has, keeps its leases and answers
/// calls.
@Singleton
public class Intake {
    private final WorkScheduler scheduler;

    Intake(WorkScheduler scheduler) {
        this.scheduler = scheduler;
    }

    public boolean isOpen() {
        return scheduler.isTaking();
    }

    /// Both may be called again and again.
    public void open() {
        if (!isOpen()) {
            scheduler.take(true);
        }
    }

    public void close() {
        if (isOpen()) {
            scheduler.take(false);
        }
    }

    /// Pieces of work that this node is doing.
    public int running() {
        return scheduler.running();
    }
}
