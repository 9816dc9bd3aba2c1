package io.newsbell.fcm;

import io.netty.channel.EventLoopGroup;
import io.netty.channel.nio.NioEventLoopGroup;
import io.netty.util.concurrent.DefaultThreadFactory;
import io.newsbell.app.Apps;
import io.quarkus.runtime.ShutdownEvent;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/// The Firebase project of each app. A service-account file that is replaced counts from the next second on;
/// one that cannot be read changes nothing as long as there was a good one before.
@Singleton
class Projects {
    private static final Logger LOG = Logger.getLogger(Projects.class);
    private static final Duration LOOK_EVERY = Duration.ofSeconds(1);

    private final FcmConfig config;
    private final Instance<StandIn> standIn;
    private final Apps apps;
    private final String firstApp;
    private final Clock clock;
    private final EventLoopGroup loops = new NioEventLoopGroup(
            Math.max(1, Runtime.getRuntime().availableProcessors() / 2),
            new DefaultThreadFactory("newsbell-fcm", true));
    private final Map<Path, Loaded> byFile = new HashMap<>();

    Projects(
            FcmConfig config,
            Instance<StandIn> standIn,
            Apps apps,
            @ConfigProperty(name = "newsbell.app.slug") String firstApp,
            Clock clock) {
        this.config = config;
        this.standIn = standIn;
        this.apps = apps;
        this.firstApp = firstApp;
        this.clock = clock;
    }

    /// Opened with the first message at the latest, so that a server without anything to send needs no
    /// Google.
    ///
    /// @throws IllegalStateException that says what is wrong with the app's service-account file
    synchronized Project of(long appId) {
        var endpoint = endpoint(appId);
        var loaded = byFile.get(endpoint.credentials());
        if (loaded != null && System.nanoTime() - loaded.lookedAt < LOOK_EVERY.toNanos()) {
            return loaded.project;
        }
        return look(endpoint, loaded);
    }

    /// @throws StandIn.NoFirebase if there is none
    FcmEndpoint endpoint(long appId) {
        return config.credentials()
                .map(path -> new FcmEndpoint(
                        config.endpoint(), config.dataEndpoint(), file(path, appId), config.certificate()))
                .orElseGet(() -> standIn.get().endpoint());
    }

    /// An app of Newsbell's own sends as the app of the settings, unless it has a file of its own.
    private Path file(Path path, long appId) {
        if (!Files.isDirectory(path)) {
            return path;
        }
        var app = apps.byId(appId);
        var its = path.resolve(app.slug() + ".json");
        return app.internal() && !Files.exists(its) ? path.resolve(firstApp + ".json") : its;
    }

    private Project look(FcmEndpoint endpoint, @Nullable Loaded loaded) {
        try {
            var version = version(endpoint.credentials());
            if (loaded == null || !loaded.version.equals(version)) {
                var project = new Project(loops.next(), endpoint, Credentials.of(endpoint), config, clock);
                byFile.put(endpoint.credentials(), new Loaded(project, version));
                if (loaded != null) {
                    LOG.infof("The service account in %s was replaced and is used from now on", endpoint.credentials());
                    loaded.project.close();
                }
                return project;
            }
        } catch (IllegalStateException e) {
            if (loaded == null) {
                throw e;
            }
            LOG.errorf("%s; the one before is used on", e.getMessage());
        }
        loaded.lookedAt = System.nanoTime();
        return loaded.project;
    }

    /// Changes with the file. A mounted secret is a link that is turned to another file.
    private static Object version(Path file) {
        try {
            return Map.of("at", Files.getLastModifiedTime(file), "size", Files.size(file), "file", file.toRealPath());
        } catch (IOException e) {
            throw new IllegalStateException(file + " cannot be read: " + e, e);
        }
    }

    /// What is on the wire may still be answered.
    synchronized void close(@Observes ShutdownEvent event) {
        byFile.values().forEach(loaded -> loaded.project.close());
        var _ = loops.shutdownGracefully();
    }

    private static final class Loaded {
        private final Project project;
        private final Object version;
        private long lookedAt = System.nanoTime();

        Loaded(Project project, Object version) {
            this.project = project;
            this.version = version;
        }
    }
}
