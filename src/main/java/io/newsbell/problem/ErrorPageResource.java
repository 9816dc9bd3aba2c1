package io.newsbell.problem;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.eclipse.microprofile.openapi.annotations.Operation;

/// The catalogue of errors for people: where the `type` of a problem leads to.
@Path("/errors")
class ErrorPageResource {
    private static final String SECURITY_POLICY =
            "default-src 'none'; style-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    @GET
    @Operation(hidden = true)
    public Response page() {
        var codes = Stream.of(ErrorCode.values())
                .sorted(Comparator.comparingInt(ErrorCode::status).thenComparing(ErrorCode::code))
                .toList();
        return Response.ok(Templates.errors(codes).render(), MediaType.TEXT_HTML_TYPE.withCharset("utf-8"))
                .header("Content-Security-Policy", SECURITY_POLICY)
                .header("X-Content-Type-Options", "nosniff")
                .build();
    }

    @CheckedTemplate(basePath = "problem")
    static final class Templates {
        private Templates() {}

        static native TemplateInstance errors(List<ErrorCode> codes);
    }
}
