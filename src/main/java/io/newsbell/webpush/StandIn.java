package io.newsbell.webpush;

import java.nio.file.Path;
import java.util.Optional;

/// Takes the place of the push services of the internet, in development and in tests.
public interface StandIn {
    /// Empty where messages reach real browsers only.
    Optional<PushService> pushService();

    /// @param origin      the only one on this machine that may be called, such as `https://localhost:1234`
    /// @param certificate a PEM file with what it proves itself with
    record PushService(String origin, Path certificate) {}
}
