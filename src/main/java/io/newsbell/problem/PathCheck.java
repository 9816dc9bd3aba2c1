package io.newsbell.problem;

import jakarta.ws.rs.container.ContainerRequestContext;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;

/// PostgreSQL can store no NUL, so nothing that has one in its address can exist. What asks for text that cannot be
/// stored is told so, as in a body (see [StorableText]).
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
