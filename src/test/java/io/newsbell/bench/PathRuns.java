package io.newsbell.bench;

import static org.awaitility.Awaitility.await;

import io.newsbell.process.NewsbellProcess;
import io.newsbell.process.Processes;
import io.newsbell.process.Publisher;
import io.newsbell.process.SandboxProcess;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;

/// Articles, one after the other, and how long each took to the phones of one server's life.
final class PathRuns {
    private static final double PER = 10_000;

    private final NewsbellProcess newsbell;
    private final SandboxProcess sandbox;
    private final Publisher publisher;
    private final Report report;

    PathRuns(Processes processes, Report report) {
        this.newsbell = processes.newsbell();
        this.sandbox = processes.sandbox();
        this.publisher = newsbell.publisher();
        this.report = report;
    }

    /// The word that makes an article concern exactly so many followers.
    static String topic(int followers) {
        return switch (followers) {
            case 1 -> "lighthouse";
            case 1_000 -> "lakeside";
            case 100_000 -> "metropolis";
            default -> throw new IllegalArgumentException("No topic has " + followers + " followers");
        };
    }

    void warmUp(int followers, int articles) throws SQLException {
        for (int n = 0; n < articles; n++) {
            ring(followers);
        }
    }

    void heading() {
        report.line("median ms since the article was sent, and CPU seconds per 10,000 messages");
        report.line(
                "%9s %5s | %6s %7s %7s %7s %6s %7s %8s | %8s %8s %8s | %9s",
                "followers",
                "runs",
                "202",
                "matched",
                "decided",
                "planned",
                "first",
                "last",
                "recorded",
                "newsbell",
                "postgres",
                "sandbox",
                "per second");
    }

    PathTimes measure(int followers, int articles) throws SQLException {
        var before = cpu();
        var stages = new ArrayList<Stages>();
        for (int n = 0; n < articles; n++) {
            stages.add(ring(followers));
        }
        var times = new PathTimes(followers, stages, cpu().since(before).times(PER / followers / articles));
        report.line("%s", times);
        return times;
    }

    void cost(PathTimes times, String suffix) {
        report.figure("newsbell_cpu_per_10000" + suffix + "_s", times.cpu().newsbell(), "s");
        report.figure("postgres_cpu_per_10000" + suffix + "_s", times.cpu().postgres(), "s");
        report.figure("sandbox_cpu_per_10000" + suffix + "_s", times.cpu().sandbox(), "s");
    }

    void memory() {
        report.figure("newsbell_peak_rss_mib", newsbell.peakMebibytes(), "MiB");
        report.figure("postgres_memory_mib", newsbell.databaseMebibytes(), "MiB");
        report.figure("sandbox_peak_rss_mib", sandbox.peakMebibytes(), "MiB");
    }

    /// Publishes an article that the server has not seen and waits until all is recorded.
    private Stages ring(int followers) throws SQLException {
        long already = sandbox.accepted();
        var id = Instant.now().toString();
        var article = publisher.publish(
                id, "What %s hears at %s".formatted(topic(followers), id), BenchText.of(topic(followers), id));
        try (var db = newsbell.connect()) {
            await("sent")
                    .pollInterval(Duration.ofMillis(followers > 1 ? 25 : 5))
                    .atMost(Duration.ofMinutes(1))
                    .until(() -> Stages.isRecorded(db, id));
            long rang = sandbox.accepted() - already;
            if (rang != followers) {
                throw new AssertionError("%d of %d phones rang".formatted(rang, followers));
            }
            return Stages.read(
                    db, id, article, sandbox.acceptedAt(already + 1), sandbox.acceptedAt(already + followers));
        }
    }

    private Cpu cpu() {
        return new Cpu(newsbell.cpuSeconds(), newsbell.databaseCpuSeconds(), sandbox.cpuSeconds());
    }

    record Cpu(double newsbell, double postgres, double sandbox) {
        Cpu since(Cpu before) {
            return new Cpu(newsbell - before.newsbell, postgres - before.postgres, sandbox - before.sandbox);
        }

        Cpu times(double factor) {
            return new Cpu(newsbell * factor, postgres * factor, sandbox * factor);
        }
    }
}
