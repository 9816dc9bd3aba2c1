package io.newsbell.people;

import io.newsbell.audit.Actor;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Somebody who works at the desk.
///
/// @param mustChange  the password before doing anything else
/// @param hasPassword if not, it signs in elsewhere, or through the demo's open door
/// @param issuer      the OpenID provider where it has signed in, and whose person it is from then on; null if none
/// @param isGuest     of the demo: it counts only while the demo's door is open
/// @param roles       by app
public record Person(
        long id,
        String email,
        String name,
        boolean mustChange,
        boolean active,
        boolean hasPassword,
        @Nullable String issuer,
        boolean isGuest,
        Map<Long, Set<Role>> roles) {
    public boolean has(long appId, Role role) {
        return of(appId).contains(role);
    }

    /// As it stands in the audit log.
    public Actor actor() {
        return Actor.person(email, name);
    }

    /// Empty if it has nothing to do with the app.
    public Set<Role> of(long appId) {
        return roles.getOrDefault(appId, Set.of());
    }
}
