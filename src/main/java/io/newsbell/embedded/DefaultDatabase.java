package io.newsbell.embedded;

import io.quarkus.runtime.Application;
import io.quarkus.runtime.ApplicationLifecycleManager;
import io.quarkus.runtime.configuration.ConfigUtils;
import io.smallrye.config.ConfigValue;
import io.smallrye.config.SmallRyeConfig;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/// Decides before Quarkus starts whether Newsbell brings its own database, and hands it over as system properties
/// of our own, which application.properties names as the defaults of the datasource. Two things follow from that:
/// in dev mode the next `main` after a reload finds a database configured and leaves the running one alone; and
/// continuous testing, in the same JVM, keeps to its TestDatabase, which a system property
/// `quarkus.datasource.jdbc.url` would override.
public final class DefaultDatabase {
    private static final String URL = "quarkus.datasource.jdbc.url";

    private @Nullable EmbeddedDatabase running;

    private DefaultDatabase() {}

    /// To be called first in `main`.
    ///
    /// @throws EmbeddedDatabaseException with a sentence for the operator
    public static void startUnlessConfigured() {
        if (!isQuarkusInitialised() || ApplicationLifecycleManager.isAppCDSGeneration()) {
            return;
        }
        // Quarkus's own sources (system properties, environment, .env, config/application.properties) and profiles.
        // Not registered: it would stand in the way of the configuration that Quarkus makes for itself.
        SmallRyeConfig config = ConfigUtils.configBuilder().build();
        if (!isConfigured(config)) {
            new DefaultDatabase().start(settings(config));
        }
    }

    /// Has Quarkus do now what it would do first in `run`: its static initialisation, which knows whether this is
    /// dev mode and with it whether `%dev.` settings count. Before an IDE's launch has built the application there
    /// is nothing to initialise; Quarkus builds it and calls `main` again.
    private static boolean isQuarkusInitialised() {
        try {
            Class.forName(
                    Application.APP_CLASS_NAME, true, Thread.currentThread().getContextClassLoader());
            return true;
        } catch (ClassNotFoundException e) {
            return false;
        }
    }

    /// A URL that names a missing variable has no value, but is configured too: Quarkus will say what is wrong.
    static boolean isConfigured(SmallRyeConfig config) {
        ConfigValue url = config.getConfigValue(URL);
        return url.getRawValue() != null && !"".equals(url.getValue());
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
        System.setProperty("newsbell.embedded.jdbc-url", database.jdbcUrl());
        System.setProperty("newsbell.embedded.user", database.user());
        System.setProperty("newsbell.embedded.password", database.password());
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
