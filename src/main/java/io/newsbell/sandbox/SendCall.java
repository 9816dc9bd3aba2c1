package io.newsbell.sandbox;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.HttpVersion;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// One send call on the wire, from its arrival to its one answer, counted.
final class SendCall {
    private static final CharSequence JSON = HttpHeaders.createOptimized("application/json; charset=UTF-8");
    private static final CharSequence RETRY_AFTER = HttpHeaders.createOptimized("retry-after");
    private static final CharSequence WWW_AUTHENTICATE = HttpHeaders.createOptimized("www-authenticate");

    /// HTTP/2 error code INTERNAL_ERROR. Not REFUSED_STREAM, which promises that nothing was done.
    private static final long INTERNAL_ERROR = 2;

    private final HttpServerRequest request;
    private final Traffic traffic;

    SendCall(HttpServerRequest request, Traffic traffic) {
        this.request = request;
        this.traffic = traffic;
        traffic.arrived(isHttp2());
    }

    String httpVersion() {
        return isHttp2() ? "HTTP/2" : "HTTP/1.1";
    }

    void accept(String name) {
        end(200, SendEndpoint.accepted(name), null, null);
    }

    void refuse(GoogleError error) {
        refuse(error, null);
    }

    /// The call fails as the lever says, and nothing was delivered.
    void fail(Lever lever) {
        switch (lever.kind()) {
            case UNREGISTERED -> refuse(GoogleError.UNREGISTERED);
            case QUOTA_EXCEEDED -> refuse(GoogleError.QUOTA_EXCEEDED, lever.retryAfter());
            case RATE_LIMIT_EXCEEDED -> refuse(GoogleError.RATE_LIMIT_EXCEEDED, lever.retryAfter());
            case UNAVAILABLE -> refuse(GoogleError.UNAVAILABLE, lever.retryAfter());
            case INTERNAL -> refuse(GoogleError.INTERNAL);
            case INVALID_ARGUMENT -> refuse(GoogleError.INVALID_ARGUMENT);
            case SENDER_ID_MISMATCH -> refuse(GoogleError.SENDER_ID_MISMATCH);
            case THIRD_PARTY_AUTH_ERROR -> refuse(GoogleError.THIRD_PARTY_AUTH_ERROR);
            case UNKNOWN_STATUS -> odd(lever, 501, "{\"error\":{\"code\":501,\"status\":\"OUT_TO_LUNCH\"}}");
            case GARBAGE -> odd(lever, 200, "<html><body>It works!</body></html>");
            case RESET, HANG -> {
                traffic.refused(lever.kind().wireName());
                breakOff(lever);
            }
            case ACCEPT, DELAY -> throw new IllegalStateException(lever.kind() + " makes no call fail");
        }
    }

    /// The phone rang; the sender does not hear of it.
    void loseAnswer(Lever lever) {
        traffic.answerLost();
        breakOff(lever);
    }

    private void breakOff(Lever lever) {
        traffic.left();
        if (lever.kind() == Lever.Kind.HANG) {
            return;
        }
        if (isHttp2()) {
            request.response().reset(INTERNAL_ERROR);
        } else {
            request.connection().close();
        }
    }

    private void refuse(GoogleError error, @Nullable Duration retryAfter) {
        traffic.refused(error.reason());
        end(error.code(), error.body(), retryAfter, error.challenge());
    }

    private void odd(Lever lever, int code, String body) {
        traffic.refused(lever.kind().wireName());
        end(code, Buffer.buffer(body), null, null);
    }

    private void end(int code, Buffer body, @Nullable Duration retryAfter, @Nullable String challenge) {
        traffic.left();
        HttpServerResponse response = request.response();
        if (response.closed() || response.ended()) {
            return;
        }
        if (retryAfter != null) {
            response.putHeader(RETRY_AFTER, Long.toString(retryAfter.toSeconds()));
        }
        if (challenge != null) {
            response.putHeader(WWW_AUTHENTICATE, challenge);
        }
        response.setStatusCode(code).putHeader(HttpHeaders.CONTENT_TYPE, JSON).end(body);
    }

    private boolean isHttp2() {
        return request.version() == HttpVersion.HTTP_2;
    }
}
