package io.newsbell.problem;

import java.util.Locale;

/// Every error that the API can answer. The name, in lower case, is the stable `code` of the answer: never
/// rename one.
public enum ErrorCode {
    MALFORMED_JSON(
            400,
            "The body is not valid JSON",
            false,
            "Send one valid JSON document in UTF-8; detail says where it breaks off."),
    UNKNOWN_FIELD(
            400,
            "The body has a field that does not exist",
            false,
            "Remove the field, or spell it as detail says; nothing of the request was done."),
    WRONG_TYPE(
            400,
            "A field has a value of the wrong type",
            false,
            "Give the field named in errors a value of the documented type."),
    IDEMPOTENCY_KEY_MISSING(
            400,
            "The call needs an Idempotency-Key",
            false,
            "Send a header Idempotency-Key with a value of your own, the same when you repeat the call and another for"
                    + " the next one; so nobody is told twice."),
    UNAUTHENTICATED(
            401, "A valid API key is needed", false, "Send your server's API key as \"Authorization: Bearer <key>\"."),
    UNKNOWN_DEVICE(
            401,
            "The device is unknown, or its secret is wrong",
            false,
            "Send the secret of the first registration as \"Authorization: Bearer <secret>\". If it is lost, make a new"
                    + " device id and register again. A device that was erased, one of somebody else and a wrong secret"
                    + " are answered alike."),
    APP_CHECK_FAILED(
            401,
            "The publisher's own app must be proved by Firebase App Check",
            false,
            "Send a current token of Firebase App Check in the header X-Firebase-AppCheck."),
    USER_TOKEN_FAILED(
            401,
            "The token does not prove who the user is",
            false,
            "Get a new token from the publisher's server, for this userId and this app, and send it as userToken."),
    MISSING_SCOPE(
            403,
            "The API key may not be used for this",
            false,
            "Use an API key that has the scope which detail names."),
    NOT_FOUND(404, "There is no such thing here", false, "Check the address, the ids in it, and the method."),
    METHOD_NOT_ALLOWED(
            405,
            "This address does not take that method",
            false,
            "Check the method; the OpenAPI document names those that there are."),
    NOT_ACCEPTABLE(
            406,
            "The answer does not come in the accepted media type",
            false,
            "Accept application/json, or the documented media type."),
    BODY_CUT_OFF(
            408,
            "The body did not come to its end",
            true,
            "Send it again; an import goes on where it stopped if it is sent to the same importId."),
    NO_CHALLENGE(409, "There is no push to be answered", false, "Register the address again: another push goes to it."),
    NOTHING_TO_HAND_OVER(
            409,
            "This device has nothing to hand over",
            false,
            "Only a browser in which nobody has signed in hands over to an app. Whoever has signed in finds everything in"
                    + " the app by signing in there."),
    IDEMPOTENT_CALL_RUNNING(
            409,
            "The same call is still being done",
            true,
            "Send it again in a second: then it has the first call's answer."),
    ALERT_STATE(
            409,
            "The alert's state does not allow this",
            false,
            "Read the alert again; detail says in which states this can be done."),
    SENDING_STOPPED(
            409,
            "All sending of the app is stopped",
            false,
            "Nothing was sent. Somebody who runs it lets it go on at the desk; send it again then."),
    KEY_EXISTS(
            409, "There is an API key of this name already", false, "Choose another name, or rotate the key there is."),
    KEY_KEPT(409, "The API key cannot be changed here", false, "Change it in the server's settings, as detail says."),
    FEED_DISABLED(409, "The feed is disabled", false, "Enable the feed with PUT, then it is polled at once."),
    WEBHOOK_DISABLED(409, "The webhook is disabled or gone", false, "Enable the webhook with PUT."),
    IMPORT_RUNNING(409, "The import is running", true, "Wait until it has ended, or watch its progress with GET."),
    PRECONDITION_FAILED(
            412,
            "It was changed since it was read",
            false,
            "Read it again, make the change to what is there now, and send the new ETag as If-Match."),
    BODY_TOO_LARGE(413, "The body is too large", false, "Send less at once; detail says how much is taken."),
    UNSUPPORTED_MEDIA_TYPE(
            415,
            "The body must come in the documented media type",
            false,
            "Send the documented Content-Type, mostly application/json."),
    INVALID_FIELD(422, "A field has a value that cannot be accepted", false, "Correct the fields named in errors."),
    IDEMPOTENCY_KEY_REUSED(
            422,
            "The Idempotency-Key was used for another call",
            false,
            "Use a new Idempotency-Key for what is not a repetition of the same call."),
    WRONG_ANSWER(
            422,
            "That is not what was pushed to the address",
            false,
            "Send the answer of the newest push whose deviceId is this device's."),
    UNKNOWN_HANDOVER(
            422,
            "There is nothing to be taken over with this code",
            false,
            "Let the reader ask for a new code in the browser, and check the letters. One that is wrong, too old, already"
                    + " used or of another app is answered alike."),
    INVALID_RULE(
            422, "The topic's rule cannot be used", false, "Write the rule as detail says, then save the topic again."),
    INVALID_KEYWORD(
            422, "The words cannot be followed", false, "Follow other words; detail says what is wrong with these."),
    TOPIC_RETIRED(
            422,
            "The topic cannot be followed any more",
            false,
            "Take it out of what the app offers; GET /v1/topics has those that can be followed."),
    TOO_MANY_SUBSCRIPTIONS(
            422, "The reader follows as much as is allowed", false, "Let the reader unfollow something first."),
    TOO_MANY_KEYWORDS(
            422,
            "The reader follows as many keywords as are allowed",
            false,
            "Let the reader unfollow a keyword first."),
    TOO_MANY_MUTES(422, "The reader has muted as much as is allowed", false, "Let the reader end a mute first."),
    TOO_MANY_WEBHOOKS(
            422, "The app has as many webhooks as are allowed", false, "Delete a webhook that is not needed any more."),
    PRECONDITION_REQUIRED(
            428, "Name the version that is to be changed", false, "Send the ETag of the last GET as If-Match."),
    TOO_MANY_REQUESTS(
            429,
            "Too many requests in a short time",
            true,
            "Wait as long as Retry-After says; RateLimit tells how much is left."),
    TOO_MANY_CHALLENGES(
            429, "The push address has been challenged too often", true, "Wait as long as Retry-After says."),
    INTERNAL(
            500,
            "Newsbell failed; it has been logged",
            true,
            "Send the same request again after a while; if it lasts, tell the operators."),
    UNAVAILABLE(
            503,
            "Newsbell cannot do this right now",
            true,
            "Send the same request again after the time in Retry-After, or after some seconds.");

    private final int status;
    private final String title;
    private final boolean retryable;
    private final String remedy;

    ErrorCode(int status, String title, boolean retryable, String remedy) {
        this.status = status;
        this.title = title;
        this.retryable = retryable;
        this.remedy = remedy;
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

    /// What to do, where a single answer's detail does not say it more exactly.
    public String remedy() {
        return remedy;
    }

    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    /// Where the code is explained: a reference relative to the server.
    public String type() {
        return "/errors#" + code();
    }
}
