package io.newsbell.app;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Reads the secret out of an `Authorization` header.
public final class Bearer {
    private static final String SCHEME = "bearer ";

    private Bearer() {}

    /// Whether the header holds a secret that begins like those of one kind.
    public static boolean holds(@Nullable String authorization, String prefix) {
        return of(authorization)
                .filter(secret -> secret.value().startsWith(prefix))
                .isPresent();
    }

    public static Optional<Secret> of(@Nullable String authorization) {
        return authorization != null && authorization.regionMatches(true, 0, SCHEME, 0, SCHEME.length())
                ? Optional.of(
                        new Secret(authorization.substring(SCHEME.length()).strip()))
                : Optional.empty();
    }
}
