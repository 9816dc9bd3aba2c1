package io.newsbell.sandbox;

import io.newsbell.sandbox.PushSubscriptions.Message;
import io.newsbell.sandbox.PushSubscriptions.Subscription;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// `POST /push/{id}`: a push service of RFC 8030 as strict as the strictest of Google's, Mozilla's and
/// Apple's. It decrypts nothing; it looks at what a service can see.
final class PushEndpoint {
    static final String PATH = "/push/";

    private static final int LARGEST = 4_096;

    /// Salt, record size, length of the key, key: and behind it at least the delimiter and the tag (RFC
    /// 8188).
    private static final int KEY_AT = 21;

    private static final int KEY_BYTES = 65;
    private static final int SMALLEST = KEY_AT + KEY_BYTES + 17;
    private static final int SALT_BYTES = 16;
    private static final byte UNCOMPRESSED = 4;
    private static final Pattern TTL = Pattern.compile("\\d{1,10}");
    private static final Pattern TOPIC = Pattern.compile("[\\w-]{1,32}");
    private static final Set<String> URGENCIES = Set.of("very-low", "low", "normal", "high");

    private final PushSubscriptions subscriptions;
    private final VapidRules vapid;
    private final Supplier<String> origin;
    private final Duration latency;
    private final Clock clock;
    private final Ticks ticks;

    PushEndpoint(
            Vertx vertx,
            SandboxOptions options,
            PushSubscriptions subscriptions,
            VapidRules vapid,
            Supplier<String> origin) {
        this.ticks = new Ticks(vertx);
        this.subscriptions = subscriptions;
        this.vapid = vapid;
        this.origin = origin;
        this.latency = options.latency();
        this.clock = options.clock();
    }

    void handle(HttpServerRequest request, String path) {
        RequestBody.read(
                request,
                LARGEST,
                body -> {
                    var answer = judge(request, path.substring(PATH.length()), body);
                    if (latency.isZero()) {
                        answer.run();
                    } else {
                        ticks.after(latency, answer);
                    }
                },
                () -> refuse(request, 413, "a message has at most %,d bytes".formatted(LARGEST)));
    }

    private Runnable judge(HttpServerRequest request, String id, Buffer body) {
        if (!request.method().equals(HttpMethod.POST)) {
            return () -> refuse(request, 405, "only POST");
        }
        var subscription = subscriptions.find(id);
        if (subscription.isEmpty()) {
            return () -> refuse(request, 404, "there is no such subscription");
        }
        var objection = vapid.objection(
                request.getHeader("Authorization"), subscription.get().applicationServerKey(), origin.get());
        if (objection.isPresent()) {
            return () -> refuse(request, 403, objection.get());
        }
        var fault = fault(request, body);
        if (fault.isPresent()) {
            return () -> refuse(request, 400, fault.get());
        }
        var pulled = subscriptions.pulled(subscription.get());
        if (pulled.isPresent()) {
            return () -> {
                if (!pulled.get().retryAfter().isZero()) {
                    request.response()
                            .putHeader(
                                    "Retry-After",
                                    Long.toString(pulled.get().retryAfter().toSeconds()));
                }
                refuse(request, pulled.get().lever().status(), "as a lever wants it");
            };
        }
        return accept(request, id, subscription.get(), body);
    }

    private Optional<String> fault(HttpServerRequest request, Buffer body) {
        var ttl = request.getHeader("TTL");
        var topic = request.getHeader("Topic");
        var urgency = request.getHeader("Urgency");
        if (ttl == null || !TTL.matcher(ttl).matches()) {
            return Optional.of("TTL is no number of seconds");
        }
        if (topic != null && !TOPIC.matcher(topic).matches()) {
            return Optional.of("Topic is not 1 to 32 characters of base64url");
        }
        if (urgency != null && !URGENCIES.contains(urgency)) {
            return Optional.of("Urgency is none of " + URGENCIES);
        }
        if (!"aes128gcm".equals(request.getHeader("Content-Encoding"))) {
            return Optional.of("Content-Encoding is not aes128gcm");
        }
        return isRecord(body) ? Optional.empty() : Optional.of("the body is no record of aes128gcm");
    }

    private static boolean isRecord(Buffer body) {
        return body.length() >= SMALLEST
                && body.getInt(SALT_BYTES) >= body.length() - KEY_AT - KEY_BYTES
                && body.getUnsignedByte(KEY_AT - 1) == KEY_BYTES
                && body.getByte(KEY_AT) == UNCOMPRESSED;
    }

    private Runnable accept(HttpServerRequest request, String id, Subscription subscription, Buffer body) {
        var ttl = request.getHeader("TTL");
        var message = new Message(
                UUID.randomUUID().toString(),
                Long.parseLong(ttl),
                or(request.getHeader("Urgency"), "normal"),
                or(request.getHeader("Topic"), ""),
                body.getBytes(),
                clock.instant());
        subscriptions.add(subscription, message);
        return () -> request.response()
                .setStatusCode(201)
                .putHeader("Location", origin.get() + PATH + id + "/messages/" + message.id())
                .putHeader("TTL", ttl)
                .end();
    }

    private static String or(@Nullable String value, String otherwise) {
        return value == null ? otherwise : value;
    }

    private static void refuse(HttpServerRequest request, int status, String why) {
        request.response()
                .setStatusCode(status)
                .putHeader("Content-Type", "text/plain; charset=UTF-8")
                .end(why);
    }
}
