package io.newsbell.process;

import static org.awaitility.Awaitility.await;

import io.newsbell.embedded.DatabaseSettings;
import io.newsbell.embedded.EmbeddedDatabase;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// The packaged server with production settings, on a data folder that it keeps from start to start.
public final class NewsbellProcess {
    private static final Path BUILT = Path.of("target", "quarkus-app");
    private static final Pattern LISTENING = Pattern.compile("Listening on: ");
    private static final Pattern HEAP_USED =
            Pattern.compile("^jvm_memory_used_bytes\\{area=\"heap\",[^}]*} (\\S+)$", Pattern.MULTILINE);
    private static final String USER = "newsbell";
    private static final int OK = 200;

    /// Ten million phones are in its index by then.
    private static final Duration READY = Duration.ofMinutes(5);

    private final Path folder;
    private final HttpClient http;
    private final Map<String, String> environment;
    private final DatabaseSettings database;
    private volatile @Nullable ChildProcess child;
    private volatile URI address = URI.create("http://127.0.0.1");
    private volatile URI managed = address;
    private Path built = BUILT;
    private int starts;

    NewsbellProcess(Path folder, Path binaries, HttpClient http, Map<String, String> environment) {
        this.folder = folder;
        this.http = http;
        this.environment = environment;
        this.database = DatabaseSettings.in(folder.resolve("data"));
        shareBinaries(binaries);
    }

    /// Returns when it is ready.
    ///
    /// @param settings environment variables of this start, beside those that lead to the sandbox; with its
    ///                 ports, if they must be known before
    /// @return how long it took
    public Duration start(Map<String, String> settings) {
        long begin = System.nanoTime();
        var jar = built.resolve("quarkus-run.jar");
        if (!Files.exists(jar)) {
            throw new IllegalStateException("There is no " + jar + ": run ./mvnw package -DskipTests first");
        }
        int port = port(settings, "QUARKUS_HTTP_PORT");
        int management = port(settings, "QUARKUS_MANAGEMENT_PORT");
        var all = new HashMap<>(environment);
        all.put("QUARKUS_HTTP_PORT", Integer.toString(port));
        all.put("QUARKUS_MANAGEMENT_PORT", Integer.toString(management));
        all.put("NEWSBELL_DATA_FOLDER", database.dataFolder().toString());
        all.put("NEWSBELL_DEMO_ENABLED", "false");
        all.put("NEWSBELL_CANARY_ENABLED", "false");
        // People read the ends of its logs.
        all.put("QUARKUS_LOG_CONSOLE_JSON_ENABLED", "false");
        all.put("NEWSBELL_APP_FLOOD_PER_MINUTE", "1000000");
        all.putAll(settings);
        var started = ChildProcess.java(
                List.of("-jar", jar.toString()), all, folder.resolve("newsbell-" + ++starts + ".log"));
        child = started;
        started.awaitLine(LISTENING);
        address = URI.create("http://127.0.0.1:" + port);
        managed = URI.create("http://127.0.0.1:" + management);
        awaitReady(started, managed.resolve("/q/health/ready"));
        return Duration.ofNanos(System.nanoTime() - begin);
    }

    private static int port(Map<String, String> settings, String name) {
        return Optional.ofNullable(settings.get(name)).map(Integer::valueOf).orElseGet(NewsbellProcess::freePort);
    }

    public Duration start() {
        return start(Map.of());
    }

    /// Starts on a database that is not its own.
    public Duration start(DatabaseProcess other, Map<String, String> settings) {
        var all = new HashMap<>(settings);
        all.putAll(other.settings());
        return start(all);
    }

    /// From its next start on it is another version.
    ///
    /// @param built the folder of its `quarkus-run.jar`
    public void become(Path built) {
        this.built = built;
    }

    /// From its next start on it has the API key of another node.
    public void takeKeyOf(NewsbellProcess first) {
        try {
            Files.createDirectories(database.dataFolder());
            Files.writeString(database.dataFolder().resolve("api-key"), first.read("api-key"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Starts as a further node on the database of one that runs, with the same API key.
    public Duration join(NewsbellProcess first) {
        return join(first, Map.of());
    }

    /// @param settings as of [#start(Map)]
    public Duration join(NewsbellProcess first, Map<String, String> settings) {
        takeKeyOf(first);
        var all = new HashMap<>(settings);
        all.put("QUARKUS_DATASOURCE_JDBC_URL", first.jdbcUrl());
        all.put("QUARKUS_DATASOURCE_USERNAME", USER);
        all.put("QUARKUS_DATASOURCE_PASSWORD", first.read("newsbell.password"));
        return start(all);
    }

    private String jdbcUrl() {
        return "jdbc:postgresql://127.0.0.1:" + read("postgres.port") + "/newsbell";
    }

    /// Nothing of ours runs any more in that process; its PostgreSQL goes on until the next start or the end.
    public void kill9() {
        running().kill();
    }

    /// SIGSTOP: it does nothing any more, and does not know it.
    public void freeze() {
        Signal.STOP.send(pid());
    }

    /// SIGCONT: it goes on as if no time had passed.
    public void thaw() {
        Signal.CONT.send(pid());
    }

    /// SIGTERM. Returns when the process has ended.
    public Duration stop() {
        long begin = System.nanoTime();
        running().stop();
        return Duration.ofNanos(System.nanoTime() - begin);
    }

    public long pid() {
        return running().pid();
    }

    /// Speaks to it as the publisher's server does.
    public Publisher publisher() {
        return new Publisher(http, address, read("api-key"));
    }

    /// Where its API is.
    public URI address() {
        return address;
    }

    /// Where its health and metrics are.
    public URI managed() {
        return managed;
    }

    /// What PostgreSQL's own load generator does with its database.
    ///
    /// @return transactions a second
    public double pgbench(int clients, int seconds, String script) throws IOException, InterruptedException {
        return Pgbench.run(jdbcUrl(), USER, read("newsbell.password"), clients, seconds, script);
    }

    /// A connection to its own database, past the server.
    public Connection connect() throws SQLException {
        return DriverManager.getConnection(jdbcUrl(), USER, read("newsbell.password"));
    }

    /// Without its PostgreSQL, which is not its child.
    public double cpuSeconds() {
        return Usage.cpuSeconds(ProcessHandle.of(pid()).orElseThrow());
    }

    public double peakMebibytes() {
        return Usage.peakMebibytes(ProcessHandle.of(pid()).orElseThrow());
    }

    public double residentMebibytes() {
        return Usage.residentMebibytes(ProcessHandle.of(pid()).orElseThrow());
    }

    /// What its heap holds now, garbage included.
    public long heapMebibytes() throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(managed.resolve("/q/metrics")).build();
        var used = HEAP_USED
                .matcher(http.send(request, BodyHandlers.ofString()).body())
                .results()
                .mapToDouble(line -> Double.parseDouble(line.group(1)))
                .sum();
        return (long) used >> 20;
    }

    /// Platform threads; of virtual ones the operating system knows nothing.
    public double threads() {
        return Usage.threads(ProcessHandle.of(pid()).orElseThrow());
    }

    public double databaseCpuSeconds() {
        return Usage.cpuSeconds(postmaster());
    }

    public double databaseMebibytes() {
        return Usage.proportionalMebibytes(postmaster());
    }

    /// Whether a line of its log since its last start has these words.
    public boolean hasSaid(String words) {
        return child != null && child.hasSaid(words);
    }

    /// All that it has said since its last start.
    public List<String> lines() {
        return child == null ? List.of() : child.lines();
    }

    String tail() {
        return child == null ? "Newsbell was never started" : child.tail();
    }

    /// Also stops the PostgreSQL that a killed server left, and deletes the data. The logs stay.
    void discard() {
        if (child != null && !child.isOver()) {
            child.kill();
        }
        EmbeddedDatabase.discard(database);
    }

    /// The programs are the same for every folder, and unpacking them takes longer than starting them.
    private void shareBinaries(Path binaries) {
        try {
            Files.createDirectories(binaries);
            Files.createDirectories(database.dataFolder());
            Files.createSymbolicLink(database.binariesFolder(), binaries.toAbsolutePath());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void awaitReady(ChildProcess started, URI health) {
        var request = HttpRequest.newBuilder(health).build();
        await("ready")
                .atMost(READY)
                .pollInterval(Duration.ofMillis(20))
                .ignoreExceptionsInstanceOf(IOException.class)
                .failFast("Newsbell ended", started::requireAlive)
                .until(() -> http.send(request, BodyHandlers.discarding()).statusCode(), status -> status == OK);
    }

    private ProcessHandle postmaster() {
        return ProcessHandle.of(Long.parseLong(
                        read("postgres/postmaster.pid").lines().findFirst().orElseThrow()))
                .orElseThrow();
    }

    /// A file of its data folder.
    public String read(String file) {
        try {
            return Files.readString(database.dataFolder().resolve(file)).strip();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private ChildProcess running() {
        return Objects.requireNonNull(child, "start it first");
    }

    public static int freePort() {
        try (var any = new ServerSocket(0, 1, InetAddress.ofLiteral("127.0.0.1"))) {
            return any.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
