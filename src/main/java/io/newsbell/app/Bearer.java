package io.newsbell.app;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Reads the secret out of an `Authorization` header.
public final class Bearer {
    private static final String SCHEME = "bearer ";

    private Bearer() {}

    public static Optional<Secret> of(@Nullable String authorization) {
        return authorization != null && authorization.regionMatches(true, 0, SCHEME, 0, SCHEME.length())
                ? Optional.of(
                        new Secret(authorization.substring(SCHEME.length()).strip()))
                : Optional.empty();
    }
}
