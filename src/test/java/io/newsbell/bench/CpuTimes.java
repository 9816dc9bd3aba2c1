package io.newsbell.bench;

import io.newsbell.process.Processes;
import io.newsbell.process.Usage;

/// CPU seconds since each was started, or between two such moments. `others` is all that ran on this machine and was
/// neither of these nor the benchmark itself: a measurement beside which much else ran is worth little.
record CpuTimes(double newsbell, double postgres, double sandbox, double others, double at) {
    private static final double NANOS_PER_SECOND = 1e9;

    static CpuTimes of(Processes processes) {
        return CpuTimes.of(
                processes.newsbell().cpuSeconds(),
                processes.newsbell().databaseCpuSeconds(),
                processes.sandbox().cpuSeconds());
    }

    static CpuTimes of(double newsbell, double postgres, double sandbox) {
        double others = Usage.machineCpuSeconds() - Usage.ownCpuSeconds() - newsbell - postgres - sandbox;
        return new CpuTimes(newsbell, postgres, sandbox, others, System.nanoTime() / NANOS_PER_SECOND);
    }

    CpuTimes since(CpuTimes before) {
        return new CpuTimes(
                newsbell - before.newsbell,
                postgres - before.postgres,
                sandbox - before.sandbox,
                others - before.others,
                at - before.at);
    }
}
