package io.newsbell.outbound;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.net.SocketAddress;
import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/// Calls a host at an address that somebody else has checked, never at one that it looks up itself; the
/// host's name still goes into the request and is what the certificate must prove. Vert.x takes the two
/// apart, which the JDK's client does not.
public final class PinnedClient {
    private static final Duration CONNECT_WITHIN = Duration.ofSeconds(5);
    private static final int LONGEST_HEADERS = 32 << 10;
    private static final int MOST_CONNECTIONS = 256;

    private final Vertx vertx;
    private final HttpClient client;
    private final String userAgent;

    /// @param userAgent says to the other side who calls
    public PinnedClient(Vertx vertx, String userAgent) {
        this(vertx, userAgent, new HttpClientOptions());
    }

    /// @param trust whose certificates are believed; by default those of this Java
    PinnedClient(Vertx vertx, String userAgent, HttpClientOptions trust) {
        this.vertx = vertx;
        this.userAgent = userAgent;
        // No connection is kept: the next call is minutes away, and must look at the address again.
        this.client = vertx.createHttpClient(
                trust.setKeepAlive(false)
                        .setVerifyHost(true)
                        .setMaxHeaderSize(LONGEST_HEADERS)
                        .setDecompressionSupported(false)
                        .setIdleTimeout(60)
                        .setConnectTimeout((int) CONNECT_WITHIN.toMillis()),
                new PoolOptions().setHttp1MaxSize(MOST_CONNECTIONS));
    }

    /// Waits, on a virtual thread, until the whole body is there: not longer than `deadline`, not more than
    /// `largest`.
    public Answer call(
            WebAddress address,
            InetAddress ip,
            HttpMethod method,
            Map<String, String> headers,
            Buffer body,
            long largest,
            Deadline deadline)
            throws CallTrouble {
        var options = new RequestOptions()
                .setMethod(method)
                .setServer(SocketAddress.inetSocketAddress(address.port(), ip.getHostAddress()))
                .setHost(address.host())
                .setPort(address.port())
                .setSsl(address.isTls())
                .setFollowRedirects(false)
                .setURI(address.target());
        headers.forEach(options::putHeader);
        options.putHeader("User-Agent", userAgent);
        var open = new AtomicReference<HttpClientRequest>();
        var answer = Promise.<Answer>promise();
        // On an event loop from the beginning: from another thread a short answer can have ended before its handlers
        // are
        // set.
        vertx.getOrCreateContext()
                .runOnContext(_ -> client.request(options)
                        .compose(request -> {
                            open.set(request);
                            return deadline.isOver() ? Future.failedFuture(new TimeoutException()) : request.send(body);
                        })
                        .compose(response -> whole(response, largest))
                        .onComplete(answer));
        try {
            return answer.future()
                    .toCompletionStage()
                    .toCompletableFuture()
                    .get(deadline.millisLeft(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            throw new CallTrouble(CallFault.TOO_SLOW, "%s did not answer in time.".formatted(address.host()));
        } catch (ExecutionException e) {
            throw e.getCause() instanceof TooLarge
                    ? tooLarge(largest)
                    : new CallTrouble(
                            CallFault.UNREACHABLE,
                            "%s cannot be reached: %s.".formatted(address.host(), sentence(e.getCause())));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CallTrouble(CallFault.UNREACHABLE, "The server is being stopped.");
        } finally {
            // Whoever is still sending is hung up on.
            var request = open.get();
            if (request != null && request.connection() != null) {
                request.connection().close();
            }
        }
    }

    public static CallTrouble tooLarge(long largest) {
        return new CallTrouble(CallFault.TOO_LARGE, "It has more than %,d bytes.".formatted(largest));
    }

    private static Future<Answer> whole(HttpClientResponse response, long largest) {
        var body = Buffer.buffer();
        Promise<Answer> whole = Promise.promise();
        response.handler(part -> {
            if (body.length() + part.length() > largest) {
                whole.tryFail(new TooLarge());
            } else if (!whole.future().isComplete()) {
                body.appendBuffer(part);
            }
        });
        response.exceptionHandler(whole::tryFail);
        response.endHandler(_ -> whole.tryComplete(new Answer(response, body.getBytes())));
        return whole.future();
    }

    private static String sentence(@Nullable Throwable cause) {
        return cause instanceof SSLException
                ? "its certificate does not prove that it is this host"
                : String.valueOf(cause);
    }

    public record Answer(HttpClientResponse response, byte[] body) {
        public int status() {
            return response.statusCode();
        }

        public Optional<String> header(String name) {
            return Optional.ofNullable(response.getHeader(name));
        }

        /// Where it says that it has moved; empty if this is the answer.
        public Optional<String> redirect() {
            return switch (status()) {
                case 301, 302, 303, 307, 308 -> header("Location");
                default -> Optional.empty();
            };
        }

        public List<String> headers(String name) {
            return response.headers().getAll(name);
        }
    }

    private static final class TooLarge extends Exception {
        private static final long serialVersionUID = 1L;

        TooLarge() {
            super(null, null, false, false);
        }
    }
}
