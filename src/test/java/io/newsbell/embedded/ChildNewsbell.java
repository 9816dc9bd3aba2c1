package io.newsbell.embedded;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/// A JVM of its own that starts the database and waits: to be killed, or to be in the way.
final class ChildNewsbell implements AutoCloseable {
    private static final String STARTED = "started";

    private final Process process;
    private final BufferedReader output;

    private ChildNewsbell(Process process) {
        this.process = process;
        this.output = process.inputReader(UTF_8);
    }

    public static void main(String[] args) throws IOException {
        try (var _ = Databases.start(Path.of(args[0]))) {
            System.out.println(STARTED);
            int _ = System.in.read();
        }
    }

    static ChildNewsbell start(Path folder) throws IOException {
        return start(folder, Map.of());
    }

    static ChildNewsbell startWithoutUnshare(Path folder) throws IOException {
        return start(folder, Map.of("PATH", "/nowhere"));
    }

    private static ChildNewsbell start(Path folder, Map<String, String> environment) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        ChildNewsbell.class.getName(),
                        folder.toString()))
                .redirectErrorStream(true);
        builder.environment().putAll(environment);
        return new ChildNewsbell(builder.start());
    }

    long pid() {
        return process.pid();
    }

    void awaitStarted() throws IOException {
        StringBuilder said = new StringBuilder();
        for (String line = output.readLine(); !STARTED.equals(line); line = output.readLine()) {
            if (line == null) {
                throw new AssertionError("The child ended before the database was there:\n" + said);
            }
            said.append(line).append('\n');
        }
    }

    /// All that it says until it ends.
    String lastWords() throws IOException {
        return String.join("\n", output.lines().toList());
    }

    /// As `kill -9`: nothing of ours runs any more in that process.
    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    /// Lets it end by itself, and stop its database.
    @Override
    public void close() throws IOException {
        process.getOutputStream().close();
        process.onExit().orTimeout(30, TimeUnit.SECONDS).join();
    }
}
