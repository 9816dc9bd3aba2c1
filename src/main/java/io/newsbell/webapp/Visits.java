package io.newsbell.webapp;

import io.newsbell.app.App;
import io.newsbell.app.Apps;
import io.newsbell.topic.Topics;
import jakarta.inject.Singleton;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.UriInfo;
import java.util.Optional;

/// Whose pages a request is about, and in which language.
@Singleton
class Visits {
    private static final String LANGUAGE = "lang";

    private final Apps apps;
    private final Shelf shelf;

    Visits(Apps apps, Shelf shelf) {
        this.apps = apps;
        this.shelf = shelf;
    }

    /// @param path of the page below the app's
    /// @throws NotThere if there is no such app
    Frame frame(String slug, String path, UriInfo here, HttpHeaders headers) {
        var app = app(slug);
        var chosen = PageLanguage.of(here.getQueryParameters().getFirst(LANGUAGE));
        return new Frame(
                app,
                chosen.orElseGet(() -> PageLanguage.first(headers.getAcceptableLanguages())),
                chosen.isPresent(),
                path,
                here.getBaseUri().toString().replaceFirst("/$", ""),
                shelf.colours(app),
                shelf.version(app));
    }

    /// @throws NotThere if there is none
    App app(String slug) {
        return Optional.of(slug)
                .filter(name -> name.matches(Topics.SLUG))
                .flatMap(apps::bySlug)
                .orElseThrow(NotThere::atAll);
    }
}
