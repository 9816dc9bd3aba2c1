package io.newsbell.webpush;

import io.netty.util.concurrent.DefaultThreadFactory;
import io.newsbell.device.Address;
import io.newsbell.device.AddressKind;
import io.newsbell.device.Recipient;
import io.newsbell.device.WebPushSubscription;
import io.newsbell.push.Answer;
import io.newsbell.push.Outcome;
import io.newsbell.push.PushChannel;
import io.newsbell.push.PushMessage;
import io.newsbell.push.Retraction;
import io.newsbell.webpush.Names.Found;
import io.quarkus.runtime.ShutdownEvent;
import io.vertx.core.Vertx;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Singleton;
import java.security.GeneralSecurityException;
import java.time.Clock;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jboss.logging.Logger;

/// Sends to browsers, each through the push service that it has named.
@Singleton
class WebPushChannel implements PushChannel {
    private static final Logger LOG = Logger.getLogger(WebPushChannel.class);
    private static final Outcome LATER = new Outcome.TryLater(Meaning.AFTER_A_FAILURE);

    private final VapidKeys keys;
    private final Vapid vapid;
    private final Encryption encryption = new Encryption(Curve.fastest());
    private final Services services;
    private final Names names;
    private final Semaphore strangers;
    private final PushClient client;
    private final long answerWithin;
    private final Clock clock;

    /// To encrypt takes a processor, not time: more threads than processors gain nothing.
    private final ExecutorService encrypting = Executors.newFixedThreadPool(
            Runtime.getRuntime().availableProcessors(), new DefaultThreadFactory("newsbell-webpush", true));

    WebPushChannel(VapidKeys keys, WebPushConfig config, Instance<StandIn> standIn, Vertx vertx, Clock clock) {
        this.keys = keys;
        // Push services judge it by the world's clock, whatever ours says.
        this.vapid = new Vapid(config.contact(), Clock.systemUTC());
        this.services = new Services(config.inFlightPerService());
        var service = standIn.isResolvable() ? standIn.get().pushService() : Optional.<StandIn.PushService>empty();
        this.names = new Names(config.privateHosts().orElse(Set.of()), service.map(StandIn.PushService::origin));
        this.strangers = new Semaphore(config.inFlightToStrangers());
        this.client = new PushClient(
                vertx, config, service.map(StandIn.PushService::certificate).or(config::certificate), clock);
        this.answerWithin = config.answerWithin().toMillis();
        this.clock = clock;
    }

    @Override
    public Set<AddressKind> kinds() {
        return EnumSet.of(AddressKind.WEB_PUSH);
    }

    @Override
    public Push prepare(long appId, PushMessage message) {
        return new Prepared(appId, Content.of(message));
    }

    @Override
    public Push prepare(long appId, Retraction retraction) {
        return new Prepared(appId, Content.of(retraction));
    }

    void close(@Observes ShutdownEvent event) {
        names.close();
        encrypting.shutdown();
        client.close();
    }

    private final class Prepared implements Push {
        private final long appId;
        private final Content content;

        Prepared(long appId, Content content) {
            this.appId = appId;
            this.content = content;
        }

        @Override
        public Size size() {
            return new Size(content.size(), Encryption.LARGEST_BODY);
        }

        @Override
        public String quota(Address address) {
            return Services.quota(address.value());
        }

        @Override
        public void send(List<Recipient> recipients, Consumer<List<Answer>> answers) {
            var gathered = new Gathered(answers);
            for (var recipient : recipients) {
                send(recipient.address()).whenComplete((outcome, failure) -> {
                    if (failure != null) {
                        LOG.errorf(failure, "A message to a browser could not be sent; it is tried again");
                    }
                    gathered.add(new Answer(recipient, failure == null ? outcome : LATER));
                });
            }
        }

        /// There is no way to ask a push service and ring nothing: what can be judged here is.
        @Override
        public CompletionStage<Outcome> validate(Address address) {
            return CompletableFuture.completedFuture(subscription(address)
                    .<Outcome>map(_ -> new Outcome.Accepted(""))
                    .orElseGet(this::refusal));
        }

        private CompletionStage<Outcome> send(Address address) {
            var subscription = subscription(address);
            if (subscription.isEmpty()) {
                return CompletableFuture.completedFuture(refusal());
            }
            var to = subscription.get();
            var origin = Services.origin(to.endpoint());
            if (!names.isStranger(origin)) {
                return send(to, origin);
            }
            if (!strangers.tryAcquire()) {
                return CompletableFuture.completedFuture(LATER);
            }
            return send(to, origin).whenComplete((_, _) -> strangers.release());
        }

        private CompletionStage<Outcome> send(WebPushSubscription to, String origin) {
            var service = services.at(origin);
            var wait = service.begin();
            if (!wait.isZero()) {
                return CompletableFuture.completedFuture(new Outcome.TryLater(wait));
            }
            return found(origin)
                    .thenComposeAsync(found -> send(to, origin, found), encrypting)
                    .whenComplete((outcome, failure) -> service.ended(failure == null ? outcome : LATER));
        }

        private CompletableFuture<Found> found(String origin) {
            var found = names.find(origin);
            return found.isDone()
                    ? found
                    : found.copy().completeOnTimeout(new Found.Later(), answerWithin, TimeUnit.MILLISECONDS);
        }

        private CompletionStage<Outcome> send(WebPushSubscription to, String origin, Found found) {
            return switch (found) {
                case Found.At at -> post(to, origin, at);
                case Found.Forbidden(String why) ->
                    CompletableFuture.completedFuture(
                            new Outcome.AddressRefused("its push service is not called: " + why));
                case Found.Later() -> CompletableFuture.completedFuture(LATER);
            };
        }

        private CompletionStage<Outcome> post(WebPushSubscription to, String origin, Found.At at) {
            if (!clock.instant().isBefore(content.until())) {
                return CompletableFuture.completedFuture(LATER);
            }
            var key = keys.of(appId, to);
            if (key.isEmpty()) {
                return CompletableFuture.completedFuture(
                        new Outcome.AddressRefused("it has subscribed with a key that is not this app's"));
            }
            try {
                var body = encryption.encrypt(content.json(), to);
                return client.post(at, to.endpoint(), headers(vapid.authorization(key.get(), origin)), body);
            } catch (GeneralSecurityException e) {
                return CompletableFuture.completedFuture(
                        new Outcome.AddressRefused("its keys cannot be used: " + e.getMessage()));
            }
        }

        private Map<String, String> headers(String authorization) {
            return Map.of(
                    "Authorization",
                    authorization,
                    "Content-Encoding",
                    "aes128gcm",
                    "Content-Type",
                    "application/octet-stream",
                    "TTL",
                    Long.toString(content.ttl(clock.instant())),
                    "Topic",
                    content.topic(),
                    "Urgency",
                    content.urgency());
        }

        private Optional<WebPushSubscription> subscription(Address address) {
            return content.fits() ? WebPushSubscription.of(address.value()) : Optional.empty();
        }

        private Outcome refusal() {
            return content.fits()
                    ? new Outcome.AddressRefused("it is no subscription of a browser")
                    : new Outcome.AddressRefused("a browser takes %,d bytes, and it has %,d"
                            .formatted(Encryption.LARGEST_BODY, content.size()));
        }
    }
}
