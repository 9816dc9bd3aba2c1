package io.newsbell.console;

import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/// Draws the page of a [Refusal].
class RefusalMapper {
    @ServerExceptionMapper
    Response refusal(Refusal refusal) {
        return DeskFilter.secured(Response.status(refusal.status()))
                .type(MediaType.TEXT_HTML_TYPE.withCharset("utf-8"))
                .entity(Pages.refusal(Frame.OUTSIDE, refusal.title(), refusal.text())
                        .render())
                .build();
    }
}
