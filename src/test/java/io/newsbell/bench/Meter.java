package io.newsbell.bench;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.atomic.LongAdder;
import java.util.regex.Pattern;

/// Counts the answers of a sender, and prints for the process that started it what it did between two lines.
final class Meter {
    static final Pattern BEGUN = Pattern.compile("^begun$", Pattern.MULTILINE);
    static final Pattern ENDED =
            Pattern.compile("^(?<messages>\\d+) in (?<seconds>\\S+) s with (?<cpu>\\S+) CPU s$", Pattern.MULTILINE);

    private static final Duration WARM_UP = Duration.ofSeconds(5);
    private static final long WARM_UP_MESSAGES = 40_000;
    private static final Duration LOOK_EVERY = Duration.ofMillis(100);
    private static final double NANOS_PER_SECOND = 1e9;

    private final OperatingSystemMXBean process = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    private final LongAdder accepted = new LongAdder();
    private final LongAdder failed = new LongAdder();

    void accepted(long messages) {
        accepted.add(messages);
    }

    void failed(long messages) {
        failed.add(messages);
    }

    /// Whoever started this process has read its lines once it ends it, or has ended itself.
    static void waitForTheEnd() throws IOException {
        while (System.in.read() >= 0) {
            System.out.println("It takes no input");
        }
        System.exit(0);
    }

    /// Waits until so much has been answered that the JVM has compiled what it runs, and returns when the time after
    /// that is over.
    ///
    /// @throws IllegalStateException if a message failed: the rate of failures is not what is asked
    void measure(Duration time) throws InterruptedException {
        Thread.sleep(WARM_UP);
        while (accepted.sum() < WARM_UP_MESSAGES) {
            Thread.sleep(LOOK_EVERY);
        }
        System.out.println("begun");
        long messages = accepted.sum();
        long cpu = process.getProcessCpuTime();
        long begin = System.nanoTime();
        Thread.sleep(time);
        double seconds = (System.nanoTime() - begin) / NANOS_PER_SECOND;
        double cpuSeconds = (process.getProcessCpuTime() - cpu) / NANOS_PER_SECOND;
        long done = accepted.sum() - messages;
        if (failed.sum() > 0) {
            throw new IllegalStateException(failed.sum() + " messages failed");
        }
        System.out.printf(Locale.ROOT, "%d in %.3f s with %.3f CPU s%n", done, seconds, cpuSeconds);
    }
}
