package io.newsbell.app;

import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// An API key that is good at this moment.
record ServerKey(
        App app, String name, Set<Scope> scopes, @Nullable Instant expiresAt) {
    /// Nobody can give more than he has, nor for longer.
    boolean mayGive(Set<Scope> wanted, @Nullable Instant until) {
        return scopes.containsAll(wanted) && (expiresAt == null || (until != null && !until.isAfter(expiresAt)));
    }
}
