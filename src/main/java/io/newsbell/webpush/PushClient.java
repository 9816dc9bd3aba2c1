package io.newsbell.webpush;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.newsbell.outbound.AddressCheck;
import io.newsbell.outbound.CallTrouble;
import io.newsbell.outbound.RetryTimes;
import io.newsbell.outbound.WebAddress;
import io.newsbell.push.Outcome;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.net.PemTrustOptions;
import io.vertx.core.net.SocketAddress;
import java.net.InetAddress;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// HTTP to push services: HTTP/2, or HTTP/1.1 where there is nothing better. Connects only to addresses that
/// were checked, and never looks a name up again between the check and the call.
final class PushClient implements AutoCloseable {
    private static final Duration CONNECT_WITHIN = Duration.ofSeconds(5);
    private static final Duration LOOKED_UP_FOR = Duration.ofMinutes(1);
    private static final Duration AFTER_NO_CONNECTION = Duration.ofSeconds(10);
    private static final int MOST_NAMES = 10_000;
    private static final int LONGEST_HEADERS = 16 << 10;

    /// Calls that wait for room on the connections of one service.
    private static final int MOST_WAITING = 4_000;

    private final AddressCheck check;
    private final Optional<StandIn.PushService> standIn;
    private final Duration answerWithin;
    private final Clock clock;
    private final HttpClient internet;
    private final @Nullable HttpClient local;
    private final Cache<String, Place> places = Caffeine.newBuilder()
            .maximumSize(MOST_NAMES)
            .expireAfterWrite(LOOKED_UP_FOR)
            .build();

    PushClient(Vertx vertx, WebPushConfig config, Optional<StandIn.PushService> standIn, Clock clock) {
        this.check = new AddressCheck(config.privateHosts().orElse(Set.of()));
        this.standIn = standIn;
        this.answerWithin = config.answerWithin();
        this.clock = clock;
        this.internet = client(vertx, config, new HttpClientOptions());
        this.local = standIn.map(StandIn.PushService::certificate)
                .or(config::certificate)
                .map(certificate -> client(
                        vertx,
                        config,
                        new HttpClientOptions()
                                .setTrustOptions(new PemTrustOptions().addCertPath(certificate.toString()))))
                .orElse(null);
    }

    private static HttpClient client(Vertx vertx, WebPushConfig config, HttpClientOptions options) {
        return vertx.createHttpClient(
                options.setProtocolVersion(HttpVersion.HTTP_2)
                        .setUseAlpn(true)
                        .setSsl(true)
                        .setVerifyHost(true)
                        .setMaxHeaderSize(LONGEST_HEADERS)
                        .setDecompressionSupported(false)
                        .setConnectTimeout((int) CONNECT_WITHIN.toMillis()),
                new PoolOptions()
                        .setHttp2MaxSize(config.connectionsPerService())
                        .setHttp1MaxSize(config.connectionsPerService())
                        .setMaxWaitQueueSize(MOST_WAITING));
    }

    /// Where an endpoint leads, and with which client.
    private record Place(HttpClient client, String host, int port, InetAddress ip) {}

    /// Looks the service's name up, which may take seconds, if that was not done in the last minute.
    ///
    /// @throws CallTrouble if it must not, or cannot, be called
    private Place place(String origin) throws CallTrouble {
        var known = places.getIfPresent(origin);
        if (known != null) {
            return known;
        }
        var address = WebAddress.of(origin + "/");
        var place = new Place(client(address, origin), address.host(), address.port(), ip(address, origin));
        places.put(origin, place);
        return place;
    }

    private InetAddress ip(WebAddress address, String origin) throws CallTrouble {
        return isStandIn(origin)
                ? InetAddress.getLoopbackAddress()
                : check.addresses(address).getFirst();
    }

    private HttpClient client(WebAddress address, String origin) {
        return local != null && (isStandIn(origin) || check.isPrivate(address)) ? local : internet;
    }

    private boolean isStandIn(String origin) {
        return standIn.filter(service -> service.origin().equals(origin)).isPresent();
    }

    /// Sends a message without waiting for the answer; always ends with an outcome, in a bounded time. May
    /// wait for a name to be looked up.
    Future<Outcome> post(String endpoint, Map<String, String> headers, byte[] body) {
        Place place;
        try {
            place = place(Services.origin(endpoint));
        } catch (CallTrouble e) {
            return Future.succeededFuture(
                    switch (e.fault()) {
                        case NOT_PUBLIC, INVALID_ADDRESS ->
                            new Outcome.AddressRefused("its push service is not called: " + e.getMessage());
                        default -> new Outcome.TryLater(AFTER_NO_CONNECTION);
                    });
        }
        var options = new RequestOptions()
                .setMethod(HttpMethod.POST)
                .setServer(
                        SocketAddress.inetSocketAddress(place.port(), place.ip().getHostAddress()))
                .setHost(place.host())
                .setPort(place.port())
                .setSsl(true)
                .setFollowRedirects(false)
                .setURI(target(endpoint));
        headers.forEach(options::putHeader);
        return place.client()
                .request(options)
                .timeout(answerWithin.toMillis(), TimeUnit.MILLISECONDS)
                .<Outcome>compose(
                        request -> request.send(Buffer.buffer(body))
                                .timeout(answerWithin.toMillis(), TimeUnit.MILLISECONDS)
                                .map(this::meaning)
                                .otherwise(e -> {
                                    request.reset();
                                    return new Outcome.Ambiguous(
                                            "no answer: " + e.getClass().getSimpleName());
                                }),
                        e -> Future.succeededFuture(new Outcome.TryLater(AFTER_NO_CONNECTION)));
    }

    private Outcome meaning(HttpClientResponse response) {
        return Meaning.of(
                response.statusCode(),
                Optional.ofNullable(response.getHeader("Location")),
                Optional.ofNullable(response.getHeader("Retry-After"))
                        .flatMap(after -> RetryTimes.after(after, clock.instant())));
    }

    private static String target(String endpoint) {
        var target = endpoint.substring(Services.origin(endpoint).length());
        return target.startsWith("/") ? target : "/" + target;
    }

    @Override
    public void close() {
        internet.close();
        if (local != null) {
            local.close();
        }
    }
}
