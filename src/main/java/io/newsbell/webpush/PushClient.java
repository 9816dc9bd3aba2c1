package io.newsbell.webpush;

import io.netty.util.AsciiString;
import io.netty.util.IllegalReferenceCountException;
import io.newsbell.push.Outcome;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpClosedException;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.http.StreamResetException;
import io.vertx.core.net.PemTrustOptions;
import io.vertx.core.net.SocketAddress;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;

/// HTTP to push services: HTTP/2, or HTTP/1.1 where there is nothing better. Connects only to addresses that
/// were checked, and never looks a name up again between the check and the call.
final class PushClient implements AutoCloseable {
    private static final Duration CONNECT_WITHIN = Duration.ofSeconds(5);
    /// <https://www.rfc-editor.org/rfc/rfc9113#section-7>
    private static final long REFUSED_STREAM = 7;

    private static final int LONGEST_HEADERS = 16 << 10;

    /// Calls that wait for room on the connections of one service.
    private static final int MOST_WAITING = 4_000;

    private static final int USED_AGAIN_WITHIN_SECONDS = 60;

    /// There may be thousands of them, each with a connection.
    private static final int STRANGERS_USED_AGAIN_WITHIN_SECONDS = 1;

    private final WebPushConfig config;
    private final Clock clock;
    private final HttpClient known;
    private final HttpClient strangers;

    /// Where the operator has named a certificate.
    private final Optional<HttpClient> own;

    private final BiConsumer<Names.Found.At, String> spokeHttp2;

    /// @param certificate of the services that the operator has named
    /// @param spokeHttp2  told of a place and its origin each time that it has
    PushClient(
            Vertx vertx,
            WebPushConfig config,
            Optional<Path> certificate,
            Clock clock,
            BiConsumer<Names.Found.At, String> spokeHttp2) {
        this.config = config;
        this.clock = clock;
        this.spokeHttp2 = spokeHttp2;
        this.known = client(vertx, new HttpClientOptions(), USED_AGAIN_WITHIN_SECONDS);
        this.strangers = client(vertx, new HttpClientOptions(), STRANGERS_USED_AGAIN_WITHIN_SECONDS);
        this.own = certificate.map(file -> client(
                vertx,
                new HttpClientOptions().setTrustOptions(new PemTrustOptions().addCertPath(file.toString())),
                USED_AGAIN_WITHIN_SECONDS));
    }

    private HttpClient client(Vertx vertx, HttpClientOptions options, int usedAgainWithin) {
        return vertx.createHttpClient(
                options.setProtocolVersion(HttpVersion.HTTP_2)
                        .setUseAlpn(true)
                        .setSsl(true)
                        .setVerifyHost(true)
                        .setMaxHeaderSize(LONGEST_HEADERS)
                        .setDecompressionSupported(false)
                        .setKeepAliveTimeout(usedAgainWithin)
                        .setHttp2KeepAliveTimeout(usedAgainWithin)
                        .setConnectTimeout((int) CONNECT_WITHIN.toMillis()),
                new PoolOptions()
                        .setHttp2MaxSize(config.connectionsPerService())
                        .setHttp1MaxSize(config.connectionsPerService())
                        .setMaxWaitQueueSize(MOST_WAITING));
    }

    /// Sends a message without waiting for the answer; always ends with an outcome, in a bounded time.
    ///
    /// @param target what of the endpoint follows the origin
    /// @param about  names of headers and their values, in turn
    CompletionStage<Outcome> post(
            Names.Found.At place, String origin, String target, AsciiString[] about, byte[] body) {
        var options = new RequestOptions()
                .setMethod(HttpMethod.POST)
                .setServer(SocketAddress.inetSocketAddress(
                        place.address().port(), place.ip().getHostAddress()))
                .setHost(place.address().host())
                .setPort(place.address().port())
                .setSsl(true)
                .setFollowRedirects(false)
                .setConnectTimeout(config.answerWithin().toMillis())
                .setURI(target);
        for (int at = 0; at < about.length; at += 2) {
            options.putHeader(about[at], about[at + 1]);
        }
        return client(place)
                .request(options)
                .<Outcome>compose(
                        request -> send(request, body, () -> spokeHttp2.accept(place, origin)),
                        _ -> Future.succeededFuture(
                                new Outcome.TryLater(Meaning.AFTER_NO_CONNECTION, Outcome.Why.UNREACHABLE)))
                .toCompletionStage();
    }

    private HttpClient client(Names.Found.At place) {
        return switch (place.standing()) {
            case KNOWN -> known;
            case STRANGER -> strangers;
            case OWN -> own.orElse(known);
        };
    }

    private Future<Outcome> send(HttpClientRequest request, byte[] body, Runnable spokeHttp2) {
        long within = config.answerWithin().toMillis();
        return request.send(Buffer.buffer(body))
                .timeout(within, TimeUnit.MILLISECONDS)
                .onSuccess(response -> {
                    if (response.version() == HttpVersion.HTTP_2) {
                        spokeHttp2.run();
                    }
                    // What it says is of no interest; who never ends saying it is hung up on.
                    response.end().timeout(within, TimeUnit.MILLISECONDS).onFailure(_ -> request.reset());
                })
                .map(this::meaning)
                .otherwise(e -> {
                    request.reset();
                    if (isUntouched(e, request)) {
                        return new Outcome.TryLater(Meaning.AFTER_A_FAILURE);
                    }
                    return new Outcome.Ambiguous("no answer: " + e.getClass().getSimpleName());
                });
    }

    /// Whether the service says that it has done nothing with the request: by refusing it, or as one that
    /// came after those it still answers before it closes the connection (RFC 9113, 8.7).
    private static boolean isUntouched(Throwable failure, HttpClientRequest request) {
        return switch (failure) {
            case StreamResetException reset -> reset.getCode() == REFUSED_STREAM;
            case HttpClosedException closed -> isAfterTheLast(closed, request);
            default -> false;
        };
    }

    private static boolean isAfterTheLast(HttpClosedException closed, HttpClientRequest request) {
        try {
            var last = closed.goAway();
            return last != null && request.streamId() > last.getLastStreamId();
        } catch (IllegalReferenceCountException e) {
            // What the service said is readable only while it is said, which is when requests after the last are
            // closed. This one was closed later.
            return false;
        }
    }

    private Outcome meaning(HttpClientResponse response) {
        return Meaning.of(
                response.statusCode(),
                Optional.ofNullable(response.getHeader("Location")),
                Optional.ofNullable(response.getHeader("Retry-After")),
                clock.instant());
    }

    @Override
    public void close() {
        known.close();
        strangers.close();
        own.ifPresent(HttpClient::close);
    }
}
