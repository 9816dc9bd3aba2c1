package io.newsbell.sandbox;

import io.newsbell.fcm.FcmEndpoint;
import io.newsbell.fcm.StandIn;
import io.vertx.core.Vertx;
import io.vertx.ext.web.Router;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;

/// The sandbox inside a Newsbell that has no Firebase credentials: pushes go to it, and its ledger is
/// readable on Newsbell's own port.
@Singleton
public class SandboxStandIn implements StandIn, io.newsbell.webpush.StandIn {
    /// It lives in Newsbell's own memory here: about 20 MB of messages.
    private static final int REMEMBERED = 20_000;

    /// Its own, so that Newsbell's metrics do not count what is meant to be Google's.
    private final Vertx vertx = Vertx.vertx();

    private final Path folder;
    private final boolean needed;
    private @Nullable Sandbox sandbox;

    SandboxStandIn(
            @ConfigProperty(name = "newsbell.data-folder", defaultValue = "data") Path dataFolder,
            @ConfigProperty(name = "newsbell.fcm.credentials") Optional<Path> credentials,
            @ConfigProperty(name = "newsbell.sandbox.enabled", defaultValue = "true") boolean enabled) {
        this.folder = dataFolder.resolve("sandbox");
        this.needed = credentials.isEmpty() && enabled;
    }

    void mount(@Observes Router router) {
        sandbox().ifPresent(running -> running.mount(router));
    }

    /// Empty if Newsbell sends to Google, or to browsers alone.
    public synchronized Optional<Sandbox> sandbox() {
        if (needed && sandbox == null) {
            sandbox = Sandbox.start(vertx, SandboxOptions.in(folder).withRemembered(REMEMBERED));
        }
        return Optional.ofNullable(sandbox);
    }

    @Override
    public FcmEndpoint endpoint() {
        var running = sandbox()
                .orElseThrow(() -> new NoFirebase("Nothing stands in for Google (NEWSBELL_SANDBOX_ENABLED is false);"
                        + " to reach phones, set NEWSBELL_FCM_CREDENTIALS"));
        return new FcmEndpoint(
                URI.create(running.endpoint()),
                URI.create(running.endpoint()),
                running.serviceAccountFile(),
                Optional.of(running.certificateFile()));
    }

    @Override
    public Optional<PushService> pushService() {
        return sandbox().map(running -> new PushService(running.endpoint(), running.certificateFile()));
    }

    @PreDestroy
    synchronized void close() {
        if (sandbox != null) {
            sandbox.close();
        }
        vertx.close();
    }
}
