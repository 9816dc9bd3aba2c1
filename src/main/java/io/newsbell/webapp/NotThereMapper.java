package io.newsbell.webapp;

import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/// Draws the page of [NotThere].
class NotThereMapper {
    @ServerExceptionMapper
    Response notThere(NotThere nothing) {
        return nothing.frame()
                .map(frame -> PageAnswer.secured(Response.status(Response.Status.NOT_FOUND))
                        .type(PageAnswer.HTML)
                        .entity(Pages.notFound(frame).render())
                        .build())
                .orElseGet(() -> Response.status(Response.Status.NOT_FOUND)
                        .type(MediaType.TEXT_PLAIN_TYPE.withCharset("utf-8"))
                        .entity("There is no such page.\n")
                        .build());
    }
}
