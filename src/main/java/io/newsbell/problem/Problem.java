package io.newsbell.problem;

import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// An error to be answered to the caller. The detail is a sentence that says what to do.
public final class Problem extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final ErrorCode code;
    private final transient List<FieldError> errors;
    private final @Nullable Duration retryAfter;

    public Problem(ErrorCode code, String detail) {
        this(code, detail, List.of());
    }

    public Problem(ErrorCode code, String detail, List<FieldError> errors) {
        this(code, detail, errors, null);
    }

    private Problem(ErrorCode code, String detail, List<FieldError> errors, @Nullable Duration retryAfter) {
        super(detail, null, false, false);
        this.code = code;
        this.errors = List.copyOf(errors);
        this.retryAfter = retryAfter;
    }

    /// The same request may succeed then; the answer says so in `Retry-After`.
    public static Problem later(ErrorCode code, String detail, Duration retryAfter) {
        return new Problem(code, detail, List.of(), retryAfter);
    }

    /// One field at fault, which the body names by a JSON pointer.
    public static Problem invalid(String pointer, String detail) {
        return new Problem(ErrorCode.INVALID_FIELD, detail, List.of(new FieldError(pointer, detail)));
    }

    public ErrorCode code() {
        return code;
    }

    public List<FieldError> errors() {
        return errors;
    }

    /// For a mapper of another exception that means this problem.
    public Response toResponse() {
        var response = ProblemBody.response(code, String.valueOf(getMessage()), errors);
        if (retryAfter != null) {
            // Rounded up: who comes back a moment early is refused again.
            response.getHeaders()
                    .putSingle(
                            HttpHeaders.RETRY_AFTER,
                            retryAfter.plusNanos(999_999_999).toSeconds());
        }
        return response;
    }

    /// @param pointer RFC 6901, into the request's body: `/topics/3`
    public record FieldError(String pointer, String detail) {}
}
