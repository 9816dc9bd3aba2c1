package io.newsbell.fcm;

import io.newsbell.http2.Server;
import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;

/// Where messages are sent to and as whom.
///
/// @param data        where it is asked what became of them
/// @param credentials a service-account file as Google hands it out
/// @param certificate a PEM file to trust, for what does not have a public certificate
public record FcmEndpoint(URI address, URI data, Path credentials, Optional<Path> certificate) {
    Server server() {
        return Server.at(address, certificate, false);
    }
}
