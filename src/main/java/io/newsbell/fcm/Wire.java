package io.newsbell.fcm;

import io.newsbell.push.Outcome;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.http.StreamResetException;
import io.vertx.core.net.PemTrustOptions;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/// HTTP/2 to Google: a few connections, a hundred requests on each, no thread waiting for any of them.
final class Wire implements AutoCloseable {
    private static final int HTTP2_REFUSED_STREAM = 7;
    private static final Duration CONNECT_WITHIN = Duration.ofSeconds(5);
    private static final Duration AFTER_A_FAILED_CONNECTION = Duration.ofSeconds(1);

    private final HttpClient client;
    private final RequestOptions request;
    private final long answerWithinMillis;

    Wire(Vertx vertx, FcmEndpoint endpoint, String projectId, FcmConfig config) {
        var options = new HttpClientOptions()
                .setProtocolVersion(HttpVersion.HTTP_2)
                .setUseAlpn(true)
                .setSsl(true)
                .setVerifyHost(true)
                .setHttp2MultiplexingLimit(Limits.STREAMS_PER_CONNECTION)
                .setHttp2ClearTextUpgrade(false)
                .setConnectTimeout((int) CONNECT_WITHIN.toMillis());
        endpoint.certificate()
                .ifPresent(pem -> options.setTrustOptions(new PemTrustOptions().addCertPath(pem.toString())));
        this.client = vertx.createHttpClient(options, new PoolOptions().setHttp2MaxSize(config.connections()));
        this.request = new RequestOptions()
                .setMethod(HttpMethod.POST)
                .setAbsoluteURI(endpoint.address() + "/v1/projects/" + projectId + "/messages:send");
        this.answerWithinMillis = config.answerWithin().toMillis();
    }

    /// Opens the first connection, and sends nothing on it.
    Future<Boolean> open() {
        return client.request(request).map(HttpClientRequest::reset);
    }

    /// Sends one message. Completes in a bounded time with an answer, or fails with [NotSent] or [NotAnswered].
    Future<Answer> post(String authorization, Buffer body) {
        return client.request(request)
                .recover(e -> Future.failedFuture(new NotSent(e)))
                .compose(open -> exchange(open, authorization, body)
                        .timeout(answerWithinMillis, TimeUnit.MILLISECONDS)
                        .recover(e -> {
                            open.reset();
                            return Future.failedFuture(wasRefusedUnread(e) ? new NotSent(e) : new NotAnswered(e));
                        }));
    }

    static Outcome outcome(Throwable failure) {
        return switch (failure) {
            case NotSent e -> new Outcome.TryLater(AFTER_A_FAILED_CONNECTION);
            default -> new Outcome.Ambiguous(String.valueOf(failure.getMessage()));
        };
    }

    @Override
    public void close() {
        client.close();
    }

    private static Future<Answer> exchange(HttpClientRequest open, String authorization, Buffer body) {
        return open.putHeader("authorization", authorization)
                .putHeader("content-type", "application/json; charset=UTF-8")
                .send(body)
                .compose(response -> response.body()
                        .map(content -> new Answer(
                                response.statusCode(),
                                Optional.ofNullable(response.getHeader("retry-after")),
                                content.getBytes())));
    }

    /// RFC 9113, 8.7: a server that refuses a stream has not looked at the request.
    private static boolean wasRefusedUnread(Throwable failure) {
        return failure instanceof StreamResetException reset && reset.getCode() == HTTP2_REFUSED_STREAM;
    }

    /// Nothing left this machine, or the server says it has not read it.
    static final class NotSent extends Exception {
        private static final long serialVersionUID = 1L;

        NotSent(Throwable cause) {
            super(cause.getMessage(), cause, false, false);
        }
    }

    /// It was written; whether it was read nobody knows.
    static final class NotAnswered extends Exception {
        private static final long serialVersionUID = 1L;

        NotAnswered(Throwable cause) {
            super(cause.getMessage(), cause, false, false);
        }
    }
}
