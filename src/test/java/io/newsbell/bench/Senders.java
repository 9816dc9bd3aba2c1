package io.newsbell.bench;

import io.newsbell.process.SandboxProcess;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// Other senders than Newsbell, each a process of its own, one after the other.
final class Senders {
    private static final double PER = 10_000;
    private static final Duration MEASURED = Duration.ofSeconds(10);

    private final SandboxProcess sandbox;
    private final Report report;

    Senders(SandboxProcess sandbox, Report report) {
        this.sandbox = sandbox;
        this.report = report;
    }

    void heading() {
        report.line("");
        report.line("%-33s %6s | %10s | %8s %8s %6s", "", "ms", "per second", "sender", "sandbox", "others");
    }

    /// @param lever of the sandbox while it runs
    Result measureSlowed(String name, int answerMillis, String lever, Class<?> main, List<String> arguments) {
        sandbox.pull(lever);
        try {
            return measure(name, answerMillis, main, arguments);
        } finally {
            sandbox.release();
        }
    }

    /// @param main takes these arguments, then how many seconds it measures
    Result measure(String name, int answerMillis, Class<?> main, List<String> arguments) {
        var all = new ArrayList<>(arguments);
        all.add(Long.toString(MEASURED.toSeconds()));
        try (var sender = sandbox.sender(main, all)) {
            sender.awaitLine(Meter.BEGUN);
            var before = CpuTimes.of(0, 0, sandbox.cpuSeconds());
            var said = sender.awaitLine(Meter.ENDED);
            var spent = CpuTimes.of(0, 0, sandbox.cpuSeconds()).since(before);
            var messages = Double.parseDouble(said.group("messages"));
            double cpu = Double.parseDouble(said.group("cpu"));
            var result = new Result(messages / Double.parseDouble(said.group("seconds")), cpu * PER / messages);
            report.line(
                    "%-33s %6d | %,10.0f | %8.3f %8.3f %6.2f",
                    name,
                    answerMillis,
                    result.perSecond(),
                    result.cpuPer10k(),
                    spent.sandbox() * PER / messages,
                    (spent.others() - cpu) / spent.at());
            return result;
        }
    }

    record Result(double perSecond, double cpuPer10k) {}
}
