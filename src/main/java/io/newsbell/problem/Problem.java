package io.newsbell.problem;

import java.util.List;

/// An error to be answered to the caller. The detail is a sentence that says what to do.
public final class Problem extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final ErrorCode code;
    private final transient List<FieldError> errors;

    public Problem(ErrorCode code, String detail) {
        this(code, detail, List.of());
    }

    public Problem(ErrorCode code, String detail, List<FieldError> errors) {
        super(detail, null, false, false);
        this.code = code;
        this.errors = List.copyOf(errors);
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

    /// @param pointer RFC 6901, into the request's body: `/topics/3`
    public record FieldError(String pointer, String detail) {}
}
