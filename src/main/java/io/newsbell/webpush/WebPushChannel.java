package io.newsbell.webpush;

import io.netty.util.concurrent.DefaultThreadFactory;
import io.newsbell.device.Address;
import io.newsbell.device.AddressKind;
import io.newsbell.device.Recipient;
import io.newsbell.device.WebPushSubscription;
import io.newsbell.http2.Gathered;
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
import java.time.Clock;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jboss.logging.Logger;

/// Sends to browsers, each through the push service that it has named.
@Singleton
class WebPushChannel implements PushChannel {
    private static final Logger LOG = Logger.getLogger(WebPushChannel.class);
    private static final Outcome LATER = new Outcome.TryLater(Meaning.AFTER_A_FAILURE);

    /// Messages that one thread encrypts before it hands them over: some 2 ms of work. More cost less, and
    /// go less evenly.
    private static final int TOGETHER = 25;

    private static final int PROCESSORS = Runtime.getRuntime().availableProcessors();

    /// Of these, for each processor: some 20 ms of work.
    private static final int WAITING = 8;

    private final Services services;
    private final Names names;
    private final Carriers carriers;
    private final Sealer sealer;
    private final long answerWithin;

    /// To encrypt takes a processor, not time: more threads than processors gain nothing. Little waits for
    /// them, because a message that waits there looks like one whose answer is late: with more to do,
    /// whoever hands over messages encrypts them himself. That also ends what comes after the end.
    private final ExecutorService encrypting = new ThreadPoolExecutor(
            PROCESSORS,
            PROCESSORS,
            0,
            TimeUnit.SECONDS,
            new ArrayBlockingQueue<>(PROCESSORS * WAITING),
            new DefaultThreadFactory("newsbell-webpush", true),
            (task, _) -> task.run());

    WebPushChannel(VapidKeys keys, WebPushConfig config, Instance<StandIn> standIn, Vertx vertx, Clock clock) {
        var service = standIn.isResolvable() ? standIn.get().pushService() : Optional.<StandIn.PushService>empty();
        this.names = new Names(config.privateHosts().orElse(Set.of()), service.map(StandIn.PushService::origin));
        this.services = new Services(config.inFlightPerService(), config.inFlightToStrangers(), names::isStranger);
        this.carriers = new Carriers(
                config, service.map(StandIn.PushService::certificate).or(config::certificate), vertx, clock);
        // Push services judge it by the world's clock, whatever ours says.
        var vapid = new Vapid(config.contact(), Clock.systemUTC());
        this.sealer = new Sealer(keys, vapid, new Encryption(Curve.fastest()), carriers, clock);
        this.answerWithin = config.answerWithin().toMillis();
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
        carriers.close();
    }

    private CompletableFuture<Found> found(String origin) {
        var found = names.find(origin);
        return found.isDone()
                ? found
                : found.copy().completeOnTimeout(new Found.Later(), answerWithin, TimeUnit.MILLISECONDS);
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

        /// There is no way to ask a push service and ring nothing: what can be judged here is.
        @Override
        public CompletionStage<Outcome> validate(Address address) {
            var outcome = !content.fits()
                    ? tooLarge()
                    : WebPushSubscription.of(address.value()).isPresent()
                            ? new Outcome.Accepted("")
                            : new Outcome.AddressRefused("it is no subscription of a browser");
            return CompletableFuture.completedFuture(outcome);
        }

        @Override
        public void send(List<Recipient> recipients, Consumer<List<Answer>> answers) {
            if (!content.fits()) {
                answers.accept(recipients.stream()
                        .map(recipient -> new Answer(recipient, tooLarge()))
                        .toList());
                return;
            }
            var byOrigin = new HashMap<String, List<Recipient>>();
            for (var recipient : recipients) {
                byOrigin.computeIfAbsent(Services.origin(recipient.address().value()), _ -> new ArrayList<>())
                        .add(recipient);
            }
            byOrigin.forEach((origin, some) -> send(origin, some, new Gathered<>(carriers.loop(origin), answers)));
        }

        private void send(String origin, List<Recipient> recipients, Gathered<Answer> answers) {
            var service = services.at(origin);
            var begun = new ArrayList<Delivery>();
            for (var recipient : recipients) {
                var wait = service.begin();
                if (wait.isZero()) {
                    begun.add(new Delivery(recipient, origin, service, answers));
                } else {
                    answers.add(new Answer(recipient, new Outcome.TryLater(wait)));
                }
            }
            if (!begun.isEmpty()) {
                var _ = found(origin)
                        .whenComplete((found, failure) -> send(begun, failure == null ? found : new Found.Later()));
            }
        }

        private void send(List<Delivery> begun, Found found) {
            switch (found) {
                case Found.At at -> send(begun, at);
                case Found.Forbidden(String why) ->
                    end(begun, new Outcome.AddressRefused("its push service is not called: " + why));
                case Found.Later() -> end(begun, LATER);
            }
        }

        private void send(List<Delivery> begun, Found.At at) {
            for (int from = 0; from < begun.size(); from += TOGETHER) {
                var some = begun.subList(from, Math.min(begun.size(), from + TOGETHER));
                encrypting.execute(() -> seal(some, at));
            }
        }

        /// Whatever happens, each has an end: a batch waits for all of them.
        private void seal(List<Delivery> some, Found.At at) {
            try {
                carriers.send(at, sealer.seal(appId, content, some));
            } catch (RuntimeException | Error e) {
                LOG.errorf(e, "%d messages to browsers could not be sent; they are tried again", some.size());
                some.forEach(delivery -> delivery.giveUp(LATER));
            }
        }

        private static void end(List<Delivery> some, Outcome outcome) {
            some.forEach(delivery -> delivery.end(outcome));
        }

        private Outcome tooLarge() {
            return new Outcome.AddressRefused(
                    "a browser takes %,d bytes, and it has %,d".formatted(Encryption.LARGEST_BODY, content.size()));
        }
    }
}
