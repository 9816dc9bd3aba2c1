package io.newsbell.webpush;

import io.netty.util.concurrent.DefaultThreadFactory;
import io.newsbell.device.Address;
import io.newsbell.device.AddressKind;
import io.newsbell.device.Recipient;
import io.newsbell.device.WebPushSubscription;
import io.newsbell.push.Answer;
import io.newsbell.push.Outcome;
import io.newsbell.push.Outcome.Fault;
import io.newsbell.push.PushChannel;
import io.newsbell.push.PushMessage;
import io.newsbell.push.Retraction;
import io.quarkus.runtime.ShutdownEvent;
import io.vertx.core.Future;
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
import java.util.function.Consumer;

/// Sends to browsers, each through the push service that it has named.
@Singleton
class WebPushChannel implements PushChannel {
    private final VapidKeys keys;
    private final Vapid vapid;
    private final Encryption encryption = new Encryption(Curve.fastest());
    private final Services services;
    private final PushClient client;
    private final Clock clock;

    /// To encrypt takes a processor, not time: more threads than processors gain nothing.
    private final ExecutorService encrypting = Executors.newFixedThreadPool(
            Runtime.getRuntime().availableProcessors(), new DefaultThreadFactory("newsbell-webpush", true));

    WebPushChannel(VapidKeys keys, WebPushConfig config, Instance<StandIn> standIn, Vertx vertx, Clock clock) {
        this.keys = keys;
        // Push services judge it by the world's clock, whatever ours says.
        this.vapid = new Vapid(config.contact(), Clock.systemUTC());
        this.services = new Services(config.inFlightPerService());
        this.client = new PushClient(
                vertx, config, standIn.isResolvable() ? standIn.get().pushService() : Optional.empty(), clock);
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
            recipients.forEach(recipient -> encrypting.execute(() ->
                    send(recipient).onComplete(outcome -> gathered.add(new Answer(recipient, outcome.result())))));
        }

        /// There is no way to ask a push service and ring nothing: what can be judged here is.
        @Override
        public CompletionStage<Outcome> validate(Address address) {
            return CompletableFuture.completedFuture(subscription(address)
                    .<Outcome>map(_ -> new Outcome.Accepted(""))
                    .orElseGet(this::refusal));
        }

        private Future<Outcome> send(Recipient recipient) {
            var subscription = subscription(recipient.address());
            if (subscription.isEmpty()) {
                return Future.succeededFuture(refusal());
            }
            var to = subscription.get();
            var origin = Services.origin(to.endpoint());
            var service = services.at(origin);
            var wait = service.begin();
            if (!wait.isZero()) {
                return Future.succeededFuture(new Outcome.TryLater(wait));
            }
            return post(to, origin)
                    .otherwise(e -> new Outcome.TryLater(Meaning.AFTER_A_FAILURE))
                    .onSuccess(service::ended);
        }

        private Future<Outcome> post(WebPushSubscription to, String origin) {
            try {
                var key = keys.of(appId, to);
                return key.isEmpty()
                        ? Future.succeededFuture(
                                new Outcome.AddressRefused("it has subscribed with a key that is not this app's"))
                        : client.post(
                                to.endpoint(),
                                headers(vapid.authorization(key.get(), origin)),
                                encryption.encrypt(content.json(), to));
            } catch (GeneralSecurityException e) {
                return Future.succeededFuture(new Outcome.AddressRefused("its keys cannot be used: " + e.getMessage()));
            } catch (RuntimeException e) {
                return Future.failedFuture(e);
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
                    : new Outcome.Refused(
                            Fault.PAYLOAD,
                            "a browser takes %,d bytes, and it has %,d"
                                    .formatted(Encryption.LARGEST_BODY, content.size()));
        }
    }
}
