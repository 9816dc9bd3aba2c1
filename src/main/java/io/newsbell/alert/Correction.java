package io.newsbell.alert;

import java.net.URI;
import java.util.Optional;

/// What an alert is to say from now on.
///
/// @param link  empty to leave it as it is, and so is the image
public record Correction(String title, String body, Optional<URI> link, Optional<URI> image) {
    boolean changes(Alert alert) {
        return !title.equals(alert.title())
                || !body.equals(alert.body())
                || link.map(address -> !address.equals(alert.link())).orElse(false)
                || image.map(address -> !address.equals(alert.image())).orElse(false);
    }
}
