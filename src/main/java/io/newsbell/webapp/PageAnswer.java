package io.newsbell.webapp;

import io.newsbell.web.Packed;
import io.quarkus.qute.TemplateInstance;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Request;
import jakarta.ws.rs.core.Response;
import java.util.Map;

/// A page as it is sent: the same for everybody who speaks the language, so that a CDN may hold it.
final class PageAnswer {
    static final MediaType HTML = MediaType.TEXT_HTML_TYPE.withCharset("utf-8");

    static final String CACHE = "public, max-age=60";

    private static final Map<String, String> HEADERS = Map.of(
            "Content-Security-Policy",
            "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' https: data:; connect-src 'self';"
                    + " manifest-src 'self'; worker-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
            "X-Content-Type-Options",
            "nosniff",
            "Referrer-Policy",
            "strict-origin-when-cross-origin");

    private PageAnswer() {}

    static Response of(Frame frame, TemplateInstance page, Request request) {
        var packed = new Packed(page.render(), HTML.toString());
        // Packing is left to what stands in front: it would have to be done for each request.
        var answer = secured(packed.answer(null, request)).header(HttpHeaders.CACHE_CONTROL, CACHE);
        answer.header(HttpHeaders.VARY, null)
                .header(HttpHeaders.CONTENT_LANGUAGE, frame.language().tag());
        return (frame.isChosen() ? answer : answer.header(HttpHeaders.VARY, HttpHeaders.ACCEPT_LANGUAGE)).build();
    }

    static Response.ResponseBuilder secured(Response.ResponseBuilder answer) {
        HEADERS.forEach(answer::header);
        return answer;
    }
}
