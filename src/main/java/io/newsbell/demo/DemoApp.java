package io.newsbell.demo;

import io.newsbell.app.App;
import io.newsbell.app.Apps;
import io.newsbell.sandbox.Sandbox;
import io.newsbell.sandbox.SandboxStandIn;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/// The app that the page is about, and whether its phones are the sandbox's.
@Singleton
class DemoApp {
    private final DemoConfig config;
    private final Apps apps;
    private final SandboxStandIn standIn;
    private final String slug;

    DemoApp(
            DemoConfig config,
            Apps apps,
            SandboxStandIn standIn,
            @ConfigProperty(name = "newsbell.app.slug") String slug) {
        this.config = config;
        this.apps = apps;
        this.standIn = standIn;
        this.slug = slug;
    }

    /// The time on the visitor's wall, which is the sandbox's too: not the server's clock, which tests move ahead.
    static Instant now() {
        return Instant.now();
    }

    boolean isEnabled() {
        return config.enabled();
    }

    /// Whether a visitor may publish and follow: only where it cannot ring anybody's real phone.
    boolean isPlayable() {
        return config.enabled() && sandbox().isPresent();
    }

    Optional<Sandbox> sandbox() {
        return standIn.sandbox();
    }

    App app() {
        return apps.bySlug(slug).orElseThrow(() -> new IllegalStateException("There is no app " + slug));
    }
}
