package io.newsbell;

import io.newsbell.embedded.DatabaseSettings;
import io.newsbell.embedded.EmbeddedDatabase;
import io.newsbell.embedded.EmbeddedDatabaseException;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The database of every `@QuarkusTest`: an empty one, started once for the whole run, because `main` is not run
/// there. The annotation stands here and is global, so a test needs none, and no two test classes differ in it
/// (which would restart the application between them).
@WithTestResource(value = TestDatabase.class, scope = TestResourceScope.GLOBAL)
public class TestDatabase implements QuarkusTestResourceLifecycleManager {
    private static final Path RUNS = Path.of("target", "test-databases");
    private static final Path BINARIES = Path.of("target", "postgres-binaries");

    private @Nullable DatabaseSettings settings;
    private @Nullable EmbeddedDatabase database;

    @Override
    public Map<String, String> start() {
        try {
            Files.createDirectories(RUNS);
            discardKilledRuns();
            settings = settings(Files.createTempDirectory(RUNS, "run-"));
            database = EmbeddedDatabase.start(settings);
            return Map.of(
                    "quarkus.datasource.jdbc.url", database.jdbcUrl(),
                    "quarkus.datasource.username", database.user(),
                    "quarkus.datasource.password", database.password());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void stop() {
        if (database != null && settings != null) {
            database.close();
            EmbeddedDatabase.discard(settings);
        }
    }

    private static DatabaseSettings settings(Path folder) {
        return DatabaseSettings.in(folder).withBinariesIn(BINARIES).keepingNothing();
    }

    private static void discardKilledRuns() throws IOException {
        List<Path> runs;
        try (Stream<Path> folders = Files.list(RUNS)) {
            runs = folders.toList();
        }
        for (Path run : runs) {
            try {
                EmbeddedDatabase.discard(settings(run));
            } catch (EmbeddedDatabaseException _) {
                // A run that is still alive, in the IDE perhaps, keeps its database.
            }
        }
    }
}
