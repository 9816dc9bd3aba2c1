package io.newsbell.process;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A running program that writes to a log file.
final class ChildProcess {
    private static final Duration START = Duration.ofMinutes(2);
    private static final Duration DRAIN = Duration.ofMinutes(1);
    private static final int TAIL = 60;

    private final Process process;
    private final Path log;

    private ChildProcess(Process process, Path log) {
        this.process = process;
        this.log = log;
    }

    /// Runs the Java that runs us.
    static ChildProcess java(List<String> arguments, Map<String, String> environment, Path log) {
        var command = new ArrayList<String>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(arguments);
        return run(command, environment, log);
    }

    static ChildProcess run(List<String> command, Map<String, String> environment, Path log) {
        var builder = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile());
        builder.environment().putAll(environment);
        try {
            Files.createDirectories(log.toAbsolutePath().getParent());
            return new ChildProcess(builder.start(), log);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    long pid() {
        return process.pid();
    }

    /// Waits for a line of its log, unless it ends before.
    Matcher awaitLine(Pattern pattern) {
        return await("a line like " + pattern)
                .atMost(START)
                .pollInterval(Duration.ofMillis(20))
                .failFast("the process ended", this::requireAlive)
                .until(() -> pattern.matcher(said()), Matcher::find);
    }

    void requireAlive() {
        if (isOver()) {
            throw new IllegalStateException("It ended too soon:\n" + tail());
        }
    }

    /// As `kill -9`.
    void kill() {
        process.destroyForcibly();
        end(DRAIN);
    }

    /// SIGTERM. Returns when the process has ended.
    void stop() {
        process.destroy();
        end(DRAIN);
    }

    boolean isOver() {
        return !process.isAlive();
    }

    String tail() {
        var lines = lines();
        return log + ":\n" + String.join("\n", lines.subList(Math.max(0, lines.size() - TAIL), lines.size()));
    }

    List<String> lines() {
        return said().lines().toList();
    }

    boolean hasSaid(String words) {
        return said().contains(words);
    }

    private void end(Duration within) {
        try {
            process.onExit().orTimeout(within.toSeconds(), TimeUnit.SECONDS).join();
        } catch (CompletionException e) {
            process.destroyForcibly();
            throw new IllegalStateException("It does not end:\n" + tail(), e);
        }
    }

    private String said() {
        try {
            return Files.readString(log, UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
