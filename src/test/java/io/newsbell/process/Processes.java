package io.newsbell.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/// A sandbox and a server that sends to it. Whatever becomes of the test, nothing of them is left running; their
/// logs stay in `target/processes`, and the end of them is printed when a test fails.
public final class Processes implements AutoCloseable, AfterEachCallback {
    private static final Path RUNS = Path.of("target", "processes");
    private static final Path BINARIES = Path.of("target", "postgres-binaries");

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final SandboxProcess sandbox;
    private final NewsbellProcess newsbell;
    private final NewsbellProcess second;
    private final DatabaseProcess database;
    private final AtomicBoolean closed = new AtomicBoolean();

    public Processes() {
        this(List.of());
    }

    /// Starts the sandbox; the server waits for [NewsbellProcess#start()].
    ///
    /// @param sandboxOptions beside its port and folder, as its main program takes them
    public Processes(List<String> sandboxOptions) {
        try {
            Files.createDirectories(RUNS);
            var folder = Files.createTempDirectory(RUNS, "run-").toAbsolutePath();
            sandbox = SandboxProcess.start(folder, sandboxOptions);
            newsbell = new NewsbellProcess(folder, BINARIES, http, sandbox.settings());
            var other = Files.createDirectory(folder.resolve("second"));
            second = new NewsbellProcess(other, BINARIES, http, sandbox.settings());
            database = new DatabaseProcess(folder.resolve("database"), BINARIES);
            Runtime.getRuntime().addShutdownHook(new Thread(this::close, "newsbell-processes"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public SandboxProcess sandbox() {
        return sandbox;
    }

    public NewsbellProcess newsbell() {
        return newsbell;
    }

    /// A second server beside [#newsbell()].
    public NewsbellProcess secondNode() {
        return second;
    }

    /// A PostgreSQL for both, which waits for [DatabaseProcess#start()]; without it the first server has its own.
    public DatabaseProcess database() {
        return database;
    }

    /// The ends of all logs.
    public String tails() {
        return newsbell.tail() + "\n" + second.tail() + "\n" + sandbox.tail();
    }

    @Override
    public void afterEach(ExtensionContext context) {
        context.getExecutionException().ifPresent(_ -> System.out.println(tails()));
        close();
    }

    @Override
    public void close() {
        if (closed.compareAndSet(false, true)) {
            try (http) {
                second.discard();
                newsbell.discard();
                database.discard();
            } finally {
                sandbox.kill();
            }
        }
    }
}
