package io.newsbell.app;

import io.newsbell.problem.ErrorCode;
import io.newsbell.problem.Problem;
import jakarta.inject.Singleton;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.core.HttpHeaders;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.eclipse.microprofile.openapi.annotations.security.SecurityRequirement;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;

/// Lets publishers' servers in. Runs before the body is read: who may not call learns nothing about it.
@Singleton
class ServerKeyFilter {
    private final Apps apps;
    private final CallingServer caller;

    ServerKeyFilter(Apps apps, CallingServer caller) {
        this.apps = apps;
        this.caller = caller;
    }

    @ServerRequestFilter(priority = Priorities.AUTHENTICATION)
    void authenticate(ContainerRequestContext request, ResourceInfo resource) {
        var requirement = Requirement.of(resource);
        var needed = requirement.allNamed(Requirement.API_KEY).toList();
        var authorization = request.getHeaderString(HttpHeaders.AUTHORIZATION);
        var others = requirement.optional()
                || requirement.named(Requirement.DEVICE_SECRET).isPresent();
        var noServer = others && (authorization == null || Bearer.holds(authorization, Secret.DEVICE));
        if (needed.isEmpty() || noServer) {
            return;
        }
        var key = apps.authenticate(authorization);
        if (needed.stream().noneMatch(alternative -> has(key, alternative))) {
            throw new Problem(
                    ErrorCode.MISSING_SCOPE,
                    "Use an API key with the scope %s; the key \"%s\" has not got it."
                            .formatted(
                                    needed.stream()
                                            .map(alternative -> String.join(" and ", alternative.scopes()))
                                            .collect(Collectors.joining(" or ")),
                                    key.name()));
        }
        caller.is(key);
    }

    private static boolean has(ServerKey key, SecurityRequirement needed) {
        return Stream.of(needed.scopes())
                .allMatch(
                        scope -> Scope.of(scope).filter(key.scopes()::contains).isPresent());
    }
}
