package io.newsbell.problem;

/// Every error that the API can answer. The name, in lower case, is the stable `code` of the answer: never
/// rename one.
public enum ErrorCode {
    MALFORMED_JSON(400, "The body is not valid JSON", false),
    UNKNOWN_FIELD(400, "The body has a field that does not exist", false),
    WRONG_TYPE(400, "A field has a value of the wrong type", false),
    UNAUTHENTICATED(401, "A valid API key is needed", false),
    UNKNOWN_DEVICE(401, "The device is unknown, or its secret is wrong", false),
    APP_CHECK_FAILED(401, "The publisher's own app must be proved by Firebase App Check", false),
    USER_TOKEN_FAILED(401, "The token does not prove who the user is", false),
    MISSING_SCOPE(403, "The API key may not be used for this", false),
    NOT_FOUND(404, "There is no such thing here", false),
    METHOD_NOT_ALLOWED(405, "This address does not take that method", false),
    NOT_ACCEPTABLE(406, "The answer is available as JSON only", false),
    BODY_CUT_OFF(408, "The body did not come to its end", true),
    NO_CHALLENGE(409, "There is no push to be answered", false),
    ALERT_STATE(409, "The alert's state does not allow this", false),
    KEY_EXISTS(409, "There is an API key of this name already", false),
    KEY_KEPT(409, "The API key cannot be changed here", false),
    IMPORT_RUNNING(409, "The import is running", true),
    PRECONDITION_FAILED(412, "It was changed since it was read", false),
    BODY_TOO_LARGE(413, "The body is too large", false),
    UNSUPPORTED_MEDIA_TYPE(415, "The body must be JSON", false),
    INVALID_FIELD(422, "A field has a value that cannot be accepted", false),
    WRONG_ANSWER(422, "That is not what was pushed to the address", false),
    INVALID_RULE(422, "The topic's rule cannot be used", false),
    INVALID_KEYWORD(422, "The words cannot be followed", false),
    TOPIC_RETIRED(422, "The topic cannot be followed any more", false),
    TOO_MANY_SUBSCRIPTIONS(422, "The reader follows as much as is allowed", false),
    TOO_MANY_KEYWORDS(422, "The reader follows as many keywords as are allowed", false),
    TOO_MANY_MUTES(422, "The reader has muted as much as is allowed", false),
    PRECONDITION_REQUIRED(428, "Name the version that is to be changed", false),
    TOO_MANY_REQUESTS(429, "Too many requests in a short time", true),
    TOO_MANY_CHALLENGES(429, "The push address has been challenged too often", true),
    INTERNAL(500, "Newsbell failed; it has been logged", true),
    UNAVAILABLE(503, "Newsbell cannot do this right now", true);

    private final int status;
    private final String title;
    private final boolean retryable;

    ErrorCode(int status, String title, boolean retryable) {
        this.status = status;
        this.title = title;
        this.retryable = retryable;
    }

    public int status() {
        return status;
    }

    public String title() {
        return title;
    }

    /// Whether the same request may succeed later without being changed.
    public boolean retryable() {
        return retryable;
    }

    public String code() {
        return name().toLowerCase(java.util.Locale.ROOT);
    }
}
