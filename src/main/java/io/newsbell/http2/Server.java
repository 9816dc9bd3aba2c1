package io.newsbell.http2;

import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;

/// Who is called: by https, under the name that its certificate must prove.
///
/// @param certificate    a PEM file to trust instead of the public ones
/// @param pathsAreSecret each path is used once or twice, and who knows it may push: they are kept out of the
///                       table by which headers are sent as numbers, where they would also drive out the
///                       others
public record Server(String host, int port, Optional<Path> certificate, boolean pathsAreSecret) {
    private static final int HTTPS = 443;

    public static Server at(URI address, Optional<Path> certificate, boolean pathsAreSecret) {
        return new Server(
                address.getHost(), address.getPort() < 0 ? HTTPS : address.getPort(), certificate, pathsAreSecret);
    }
}
