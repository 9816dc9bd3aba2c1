package io.newsbell.app;

import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/// Makes sure that the app of the settings exists and that its server's key works.
@Singleton
class FirstStart {
    private static final Logger LOG = Logger.getLogger(FirstStart.class);
    private static final String KEY_NAME = "settings";

    private final AppConfig config;
    private final Path dataFolder;
    private final AppEntity.Repository apps;
    private final ApiKeyEntity.Repository keys;

    FirstStart(
            AppConfig config,
            @ConfigProperty(name = "newsbell.data-folder", defaultValue = "data") Path dataFolder,
            AppEntity.Repository apps,
            ApiKeyEntity.Repository keys) {
        this.config = config;
        this.dataFolder = dataFolder;
        this.apps = apps;
        this.keys = keys;
    }

    @Transactional
    void ensureApp(@Observes @Priority(100) StartupEvent event) {
        var app = apps.bySlug(config.slug()).orElseGet(() -> {
            var made = new AppEntity();
            made.slug = config.slug();
            made.name = config.name();
            apps.persist(made);
            return made;
        });
        var hash = config.apiKey().map(Secret::new).orElseGet(this::keptKey).hash();
        var key = keys.byName(app.id, KEY_NAME).orElseGet(() -> {
            var made = new ApiKeyEntity();
            made.appId = app.id;
            made.name = KEY_NAME;
            return made;
        });
        key.keyHash = hash;
        keys.persist(key);
    }

    private Secret keptKey() {
        Path file = dataFolder.resolve("api-key");
        try {
            if (Files.exists(file)) {
                return new Secret(Files.readString(file).strip());
            }
            var key = Secret.random("nb_");
            Files.createDirectories(file.toAbsolutePath().getParent());
            Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            Files.writeString(file, key.value());
            LOG.infof("A new API key for the app \"%s\" is in %s", config.slug(), file);
            return key;
        } catch (IOException e) {
            throw new UncheckedIOException("The API key cannot be kept in " + file, e);
        }
    }
}
