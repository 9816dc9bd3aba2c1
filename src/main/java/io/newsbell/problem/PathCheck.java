package io.newsbell.problem;

import jakarta.ws.rs.container.ContainerRequestContext;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;

/// PostgreSQL can store no NUL, so nothing that has one in its address can exist.
class PathCheck {
    @ServerRequestFilter
    void check(ContainerRequestContext request) {
        if (request.getUriInfo().getPath(true).indexOf(0) >= 0) {
            throw new Problem(ErrorCode.NOT_FOUND, "Check the address: it has a NUL character.");
        }
    }
}
