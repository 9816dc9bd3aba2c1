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
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.util.Optional;
import java.util.Set;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;
import org.jdbi.v3.core.Jdbi;

/// Makes sure that the app of the settings exists and that its server's key works.
@Singleton
class FirstStart {
    private static final Logger LOG = Logger.getLogger(FirstStart.class);
    private static final int SHORTEST_KEY = 20;
    private static final Set<PosixFilePermission> OWNER_ONLY = PosixFilePermissions.fromString("rw-------");

    private final AppConfig config;
    private final Path dataFolder;
    private final AppEntity.Repository apps;
    private final ApiKeyEntity.Repository keys;
    private final Jdbi jdbi;
    private final Clock clock;

    FirstStart(
            AppConfig config,
            @ConfigProperty(name = "newsbell.data-folder", defaultValue = "data") Path dataFolder,
            AppEntity.Repository apps,
            ApiKeyEntity.Repository keys,
            Jdbi jdbi,
            Clock clock) {
        this.config = config;
        this.dataFolder = dataFolder;
        this.apps = apps;
        this.keys = keys;
        this.jdbi = jdbi;
        this.clock = clock;
    }

    @Transactional
    void ensureApp(@Observes @Priority(100) StartupEvent event) {
        config.apiKey().ifPresent(FirstStart::check);
        // Of nodes that start at the same moment the first makes the app; the others wait, and find it.
        jdbi.useHandle(db -> db.execute("SELECT pg_advisory_xact_lock(hashtext('newsbell.app'))"));
        var app = apps.bySlug(config.slug()).orElseGet(() -> {
            var made = new AppEntity();
            made.slug = config.slug();
            made.name = config.name();
            apps.persist(made);
            return made;
        });
        config.apiKey()
                .map(Secret::new)
                .or(this::keptKey)
                .or(() -> newKeyUnlessThereIsOne(app.id))
                .ifPresent(key -> use(app.id, key));
    }

    private static void check(String key) {
        if (key.startsWith(Secret.DEVICE)) {
            throw new IllegalStateException(
                    "Change NEWSBELL_APP_API_KEY: it begins with %s, as the secrets of phones do."
                            .formatted(Secret.DEVICE));
        }
        if (key.length() < SHORTEST_KEY) {
            throw new IllegalStateException(
                    "Change NEWSBELL_APP_API_KEY: it has %d characters, and with fewer than %d it can be guessed; openssl"
                                    .formatted(key.length(), SHORTEST_KEY)
                            + " rand -hex 32 makes a good one.");
        }
    }

    /// A key belongs to one app: with the app of the settings it moves.
    private void use(long appId, Secret secret) {
        var hash = secret.hash();
        var key = keys.byHash(hash)
                .or(() -> keys.byName(appId, ApiKeyEntity.FROM_SETTINGS))
                .orElseGet(() -> {
                    var made = new ApiKeyEntity();
                    made.createdAt = clock.instant();
                    return made;
                });
        key.appId = appId;
        key.name = ApiKeyEntity.FROM_SETTINGS;
        key.keyHash = hash;
        keys.persist(key);
    }

    private Optional<Secret> keptKey() {
        try {
            return Files.exists(file())
                    ? Optional.of(new Secret(Files.readString(file()).strip()))
                    : Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException("The API key in " + file() + " cannot be read", e);
        }
    }

    /// Never in place of a key that another node's folder holds: its users would be locked out.
    private Optional<Secret> newKeyUnlessThereIsOne(long appId) {
        if (keys.byName(appId, ApiKeyEntity.FROM_SETTINGS).isPresent()) {
            LOG.warnf(
                    "The API key of the app \"%s\" is not in this machine's %s; set NEWSBELL_APP_API_KEY to a new one if"
                            + " it is lost",
                    config.slug(), file());
            return Optional.empty();
        }
        var key = Secret.random(Secret.API_KEY);
        try {
            Files.createDirectories(dataFolder);
            // Beside it first: a crash must not leave half a key.
            var half = Files.createTempFile(
                    dataFolder, "api-key", ".tmp", PosixFilePermissions.asFileAttribute(OWNER_ONLY));
            Files.writeString(half, key.value());
            Files.move(half, file(), StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new UncheckedIOException("The API key cannot be kept in " + file(), e);
        }
        LOG.infof("A new API key for the app \"%s\" is in %s", config.slug(), file());
        return Optional.of(key);
    }

    private Path file() {
        return dataFolder.resolve("api-key");
    }
}
