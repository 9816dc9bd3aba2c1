package io.newsbell.problem;

import jakarta.ws.rs.container.ContainerRequestContext;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;

/// PostgreSQL can store no NUL, so nothing that has one in its address can exist, and nothing that is asked for with
/// one can be found.
class PathCheck {
    @ServerRequestFilter
    void check(ContainerRequestContext request) {
        if (request.getUriInfo().getPath(true).indexOf(0) >= 0) {
            throw new Problem(ErrorCode.NOT_FOUND, "Check the address: it has a NUL character.");
        }
        request.getUriInfo().getQueryParameters().forEach((name, values) -> {
            if (!values.stream().allMatch(StorableText::isStorable)) {
                throw Problem.invalid("/" + name, StorableText.DETAIL);
            }
        });
    }
}
