package io.newsbell.sandbox;

import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Base64;
import java.util.Collections;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/// The browsers' side of the stand-in of a push service: who has subscribed, and what waits for them. What
/// waits cannot be read here; only a browser has the key.
public final class PushSubscriptions {
    private static final int ID_BYTES = 16;
    private static final float FULL = 0.75f;

    private final int remembered;
    private final Map<String, Subscription> byId;
    private final LongAdder accepted = new LongAdder();
    private final SecureRandom random = new SecureRandom();

    /// @param most       the one unused for longest gives way: whoever reaches the sandbox can subscribe
    /// @param remembered messages of one subscription
    PushSubscriptions(int most, int remembered) {
        this.remembered = remembered;
        this.byId = Collections.synchronizedMap(new LinkedHashMap<>(most, FULL, true) {
            private static final long serialVersionUID = 1L;

            @Override
            protected boolean removeEldestEntry(Map.Entry<String, Subscription> eldest) {
                return size() > most;
            }
        });
    }

    /// What the service answers in the place of 201.
    public enum Lever {
        GONE(410),
        NOT_FOUND(404),
        TOO_LARGE(413),
        BUSY(429),
        UNAVAILABLE(503),
        FORBIDDEN(403);

        private final int status;

        Lever(int status) {
            this.status = status;
        }

        int status() {
            return status;
        }
    }

    /// @param retryAfter zero if it is not said
    public record Pulled(Lever lever, Duration retryAfter) {}

    /// As it came.
    ///
    /// @param body encrypted
    public record Message(String id, long ttl, String urgency, String topic, byte[] body, Instant at) {}

    static final class Subscription {
        /// The only one that may push to it.
        private final String applicationServerKey;

        private final Deque<Message> messages = new ArrayDeque<>();
        private @Nullable Pulled pulled;

        Subscription(String applicationServerKey) {
            this.applicationServerKey = applicationServerKey;
        }

        String applicationServerKey() {
            return applicationServerKey;
        }
    }

    /// @return its id
    public String subscribe(String applicationServerKey) {
        var bytes = new byte[ID_BYTES];
        random.nextBytes(bytes);
        var id = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
        byId.put(id, new Subscription(applicationServerKey));
        return id;
    }

    Optional<Subscription> find(String id) {
        return Optional.ofNullable(byId.get(id));
    }

    void add(Subscription subscription, Message message) {
        accepted.increment();
        synchronized (subscription) {
            if (subscription.messages.size() == remembered) {
                subscription.messages.removeFirst();
            }
            subscription.messages.addLast(message);
        }
    }

    /// In the order in which they came.
    public List<Message> messages(String id) {
        return find(id).map(PushSubscriptions::copy).orElse(List.of());
    }

    private static List<Message> copy(Subscription subscription) {
        synchronized (subscription) {
            return List.copyOf(subscription.messages);
        }
    }

    /// @param pulled null for none
    public void pull(String id, @Nullable Pulled pulled) {
        find(id).ifPresent(subscription -> {
            synchronized (subscription) {
                subscription.pulled = pulled;
            }
        });
    }

    Optional<Pulled> pulled(Subscription subscription) {
        synchronized (subscription) {
            return Optional.ofNullable(subscription.pulled);
        }
    }

    public long accepted() {
        return accepted.sum();
    }
}
