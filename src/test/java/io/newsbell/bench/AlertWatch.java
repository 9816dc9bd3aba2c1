package io.newsbell.bench;

import io.newsbell.process.Processes;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.BooleanSupplier;

/// Sends alerts and looks, every some milliseconds, how far those on their way have come: at the sandbox's count and
/// at the alert's state in the database, past the server that is measured.
final class AlertWatch implements AutoCloseable {
    private static final Duration EVERY = Duration.ofMillis(20);
    private static final Duration HEAP_EVERY = Duration.ofSeconds(1);
    private static final Duration PATIENCE = Duration.ofMinutes(55);

    private final Processes processes;
    private final Connection db;
    private final List<AlertRun> onTheirWay = new ArrayList<>();
    private long heapAt = System.nanoTime();
    private double peakHeapMebibytes;

    AlertWatch(Processes processes) throws SQLException {
        this.processes = processes;
        this.db = processes.newsbell().connect();
    }

    /// @param level as the API takes it
    AlertRun send(String level, String topic) {
        var id = processes
                .newsbell()
                .publisher()
                .send(level, topic, "What %s hears at %s".formatted(topic, Instant.now()));
        var run = new AlertRun(id, System.nanoTime());
        onTheirWay.add(run);
        return run;
    }

    /// Looks until all of these have ended.
    void untilSent(AlertRun... runs) throws Exception {
        until(() -> List.of(runs).stream().allMatch(AlertRun::hasEnded));
    }

    /// Sends an alert and looks until it is sent.
    AlertRun ring(String level, String topic) throws Exception {
        var run = send(level, topic);
        untilSent(run);
        return run;
    }

    /// Looks until something is so, or for an hour at most: then alerts expire.
    void until(BooleanSupplier condition) throws Exception {
        long end = System.nanoTime() + PATIENCE.toNanos();
        look();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > end) {
                throw new AssertionError("It takes longer than " + PATIENCE);
            }
            Thread.sleep(EVERY);
            look();
        }
    }

    /// The most heap that Newsbell was seen to hold, garbage included, since this was asked last.
    double peakHeapMebibytes() {
        double peak = peakHeapMebibytes;
        peakHeapMebibytes = 0;
        return peak;
    }

    @Override
    public void close() throws SQLException {
        db.close();
    }

    private void look() throws SQLException, IOException, InterruptedException {
        var rung = processes.sandbox().acceptedByAlert();
        for (var run : onTheirWay) {
            run.saw(rung.getOrDefault(run.id(), 0L));
        }
        lookForEnds();
        if (System.nanoTime() - heapAt > HEAP_EVERY.toNanos()) {
            peakHeapMebibytes =
                    Math.max(peakHeapMebibytes, (double) processes.newsbell().heapMebibytes());
            heapAt = System.nanoTime();
        }
    }

    /// The sandbox has counted a phone before its outcome is recorded, so the count of an alert that has ended is
    /// read once more.
    private void lookForEnds() throws SQLException {
        try (var query = db.prepareStatement("""
                SELECT id FROM alert WHERE id = ANY(?) AND state IN ('SENT', 'STOPPED', 'EXPIRED')""")) {
            query.setArray(
                    1,
                    db.createArrayOf(
                            "uuid",
                            onTheirWay.stream()
                                    .map(run -> UUID.fromString(run.id()))
                                    .toArray()));
            try (var rows = query.executeQuery()) {
                while (rows.next()) {
                    end(rows.getString(1));
                }
            }
        }
    }

    private void end(String id) {
        var run = onTheirWay.stream()
                .filter(each -> each.id().equals(id))
                .findFirst()
                .orElseThrow();
        run.ended();
        run.saw(processes.sandbox().acceptedByAlert().getOrDefault(id, 0L));
        onTheirWay.remove(run);
    }
}
