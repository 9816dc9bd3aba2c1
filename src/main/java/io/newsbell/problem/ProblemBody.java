package io.newsbell.problem;

import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.util.List;

/// The body of every error answer (`application/problem+json`, RFC 9457).
///
/// @param type      where the kind of error is explained, see [ErrorPageResource]; relative to the server
/// @param code      stable: programs decide by it
/// @param retryable whether the same request may succeed later
/// @param errors    the fields at fault; empty where no single field is
public record ProblemBody(
        String type,
        String title,
        int status,
        String code,
        String detail,
        boolean retryable,
        List<Problem.FieldError> errors) {

    static final String MEDIA_TYPE = "application/problem+json";

    static ProblemBody of(ErrorCode code, String detail, List<Problem.FieldError> errors) {
        return new ProblemBody(code.type(), code.title(), code.status(), code.code(), detail, code.retryable(), errors);
    }

    static Response response(ErrorCode code, String detail, List<Problem.FieldError> errors) {
        var body = of(code, detail, errors);
        var response = Response.status(code.status()).type(MEDIA_TYPE).entity(body);
        if (code.status() == 401) {
            response.header(HttpHeaders.WWW_AUTHENTICATE, "Bearer realm=\"newsbell\"");
        }
        return response.build();
    }
}
