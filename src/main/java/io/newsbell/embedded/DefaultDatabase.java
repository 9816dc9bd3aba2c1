package io.newsbell.embedded;

import io.quarkus.runtime.Application;
import io.quarkus.runtime.ApplicationLifecycleManager;
import io.quarkus.runtime.configuration.ConfigUtils;
import io.smallrye.config.SmallRyeConfig;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/// Decides before Quarkus starts whether Newsbell brings its own database, and hands it over as system properties:
/// they are one of Quarkus's own sources of configuration, and in dev mode they outlive a reload, so that the next
/// `main` finds a database configured and leaves the running one alone.
public final class DefaultDatabase {
    private static final String URL = "quarkus.datasource.jdbc.url";

    private @Nullable EmbeddedDatabase running;

    private DefaultDatabase() {}

    /// To be called first in `main`.
    ///
    /// @throws EmbeddedDatabaseException with a sentence for the operator
    public static void startUnlessConfigured() {
        // Read by Quarkus's own rules (system properties, environment, .env, config/application.properties, profiles),
        // and
        // thrown away: registering it would stand in the way of the one that Quarkus makes.
        SmallRyeConfig config = ConfigUtils.configBuilder().build();
        if (config.isPropertyPresent(URL) || ApplicationLifecycleManager.isAppCDSGeneration()) {
            return;
        }
        new DefaultDatabase().start(settings(config));
    }

    static DatabaseSettings settings(SmallRyeConfig config) {
        Path folder =
                config.getOptionalValue("newsbell.data-folder", Path.class).orElse(Path.of("data"));
        DatabaseSettings settings = DatabaseSettings.in(folder.toAbsolutePath());
        return config.getOptionalValue("newsbell.database-port", Integer.class)
                .map(settings::withPort)
                .orElse(settings);
    }

    private synchronized void start(DatabaseSettings settings) {
        // Before the start, so that a Ctrl-C in the middle of it leaves nothing behind: the hook waits for this method.
        Runtime.getRuntime().addShutdownHook(new Thread(this::stopAfterQuarkus, "newsbell-database-stop"));
        EmbeddedDatabase database = EmbeddedDatabase.start(settings);
        running = database;
        System.setProperty(URL, database.jdbcUrl());
        System.setProperty("quarkus.datasource.username", database.user());
        System.setProperty("quarkus.datasource.password", database.password());
    }

    /// Shutdown hooks run side by side, and Quarkus stops the application in one of its own: wait for that to end,
    /// because what is still in flight is written down while it stops.
    private synchronized void stopAfterQuarkus() {
        Application application = Application.currentApplication();
        if (application != null) {
            application.awaitShutdown();
        }
        if (running != null) {
            running.close();
        }
    }
}
