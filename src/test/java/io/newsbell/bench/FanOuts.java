package io.newsbell.bench;

import io.newsbell.process.Processes;

/// Alerts to many phones, one after the other, in one life of the server.
final class FanOuts {
    private static final double PER = 10_000;
    private static final String LEVEL = "top";

    /// A steady stream is measured from here to there: neither its planning nor its last answers are in it.
    private static final double FROM = 0.1;

    private static final double TO = 0.95;

    private final Processes processes;
    private final Report report;

    FanOuts(Processes processes, Report report) {
        this.processes = processes;
        this.report = report;
    }

    static void heading(Report report) {
        report.line("seconds since the 202; CPU seconds per 10,000 messages; others: cores that all else here took");
        report.line(
                "%-22s %10s %6s | %7s %7s %7s %7s %7s | %10s | %8s %8s %8s %6s | %5s",
                "",
                "phones",
                "ms",
                "50 %",
                "90 %",
                "99 %",
                "100 %",
                "sent",
                "per second",
                "newsbell",
                "postgres",
                "sandbox",
                "others",
                "heap");
    }

    void warmUp(String topic) throws Exception {
        try (var watch = new AlertWatch(processes)) {
            watch.ring(LEVEL, topic);
        }
    }

    /// @param lever of the sandbox
    void slowDown(String lever) {
        processes.sandbox().pull(lever);
    }

    void speedUp() {
        processes.sandbox().release();
    }

    /// From the 202 until every outcome is recorded.
    ///
    /// @throws AssertionError unless exactly so many phones rang
    FanOut measure(String name, String topic, int phones, int answerMillis) throws Exception {
        try (var watch = new AlertWatch(processes)) {
            var before = CpuTimes.of(processes);
            var run = watch.ring(LEVEL, topic);
            var cpu = CpuTimes.of(processes).since(before);
            return finish(name, answerMillis, phones, new FanOut(run, phones, cpu, watch.peakHeapMebibytes()));
        }
    }

    /// Only the middle of it is measured.
    FanOut steady(String name, String topic, int phones, int answerMillis) throws Exception {
        try (var watch = new AlertWatch(processes)) {
            var run = watch.send(LEVEL, topic);
            watch.until(() -> run.rung() >= phones * FROM);
            var before = CpuTimes.of(processes);
            long rung = run.rung();
            watch.until(() -> run.rung() >= phones * TO);
            var cpu = CpuTimes.of(processes).since(before);
            rung = run.rung() - rung;
            watch.untilSent(run);
            return finish(name, answerMillis, phones, new FanOut(run, rung, cpu, watch.peakHeapMebibytes()));
        }
    }

    private FanOut finish(String name, int answerMillis, int phones, FanOut done) {
        if (done.run().rung() != phones) {
            throw new AssertionError("%d of %d phones rang".formatted(done.run().rung(), phones));
        }
        report.line(
                "%-22s %,10d %6d | %7.2f %7.2f %7.2f %7.2f %7.2f | %,10.0f | %8.3f %8.3f %8.3f %6.2f | %5.0f",
                name,
                phones,
                answerMillis,
                done.run().secondsTo(0.5),
                done.run().secondsTo(0.9),
                done.run().secondsTo(0.99),
                done.run().secondsTo(1),
                done.run().secondsToEnd(),
                done.perSecond(),
                done.per10k(done.cpu().newsbell()),
                done.per10k(done.cpu().postgres()),
                done.per10k(done.cpu().sandbox()),
                done.cpu().others() / done.cpu().at(),
                done.heapMebibytes());
        return done;
    }

    /// @param messages in the time that `cpu` is of
    record FanOut(AlertRun run, long messages, CpuTimes cpu, double heapMebibytes) {
        /// The whole alert, recorded.
        double perSecond() {
            return run.rung() / run.secondsToEnd();
        }

        double per10k(double seconds) {
            return seconds * PER / messages;
        }
    }
}
