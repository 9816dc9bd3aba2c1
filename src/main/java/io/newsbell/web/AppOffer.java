package io.newsbell.web;

import io.newsbell.app.App;
import jakarta.inject.Singleton;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/// How pages lead to the publisher's phone app. The settings are about the app of the settings; there is nothing to
/// say yet about others.
@Singleton
public class AppOffer {
    private final WebConfig config;
    private final String slug;

    AppOffer(WebConfig config, @ConfigProperty(name = "newsbell.app.slug") String slug) {
        this.config = config;
        this.slug = slug;
    }

    /// With `{topic}` in the place of a topic's short name.
    public Optional<String> link(App app) {
        return config.appLink().filter(_ -> app.slug().equals(slug));
    }

    /// The number in Apple's App Store.
    public Optional<String> appStoreId(App app) {
        return config.appStoreId().filter(_ -> app.slug().equals(slug));
    }
}
