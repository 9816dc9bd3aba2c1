package io.newsbell.fcm;

import com.google.firebase.messaging.FirebaseMessagingException;
import com.google.firebase.messaging.Message;
import io.newsbell.alert.AlertLevel;
import io.newsbell.app.Secret;
import io.newsbell.device.Address;
import io.newsbell.device.AddressKind;
import io.newsbell.push.Outcome;
import io.newsbell.push.PushChannel;
import io.newsbell.push.PushMessage;
import io.newsbell.push.Retraction;
import io.quarkus.runtime.StartupEvent;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/// Sends through Firebase Cloud Messaging.
@Singleton
class FcmChannel implements PushChannel {
    private static final Logger LOG = Logger.getLogger(FcmChannel.class);
    private static final Duration AFTER_NO_TOKEN = Duration.ofSeconds(5);

    private final FcmConfig config;
    private final Instance<StandIn> standIn;
    private final Vertx vertx;
    private final Clock clock;
    private final Messages messages;
    private @Nullable Project project;

    FcmChannel(FcmConfig config, Instance<StandIn> standIn, Vertx vertx, Clock clock) {
        this.config = config;
        this.standIn = standIn;
        this.vertx = vertx;
        this.clock = clock;
        this.messages = new Messages(config.display());
    }

    /// The SDK's classes, an access token and a connection take seconds the first time: better now than between the
    /// first article and its phones. Whatever fails here fails again, and is handled, when there is a message.
    void open(@Observes StartupEvent event) {
        Thread.ofVirtual().name("newsbell-fcm-open").start(() -> {
            try {
                prepare(toNobody());
                project().wire.open().onFailure(this::notOpen);
            } catch (IllegalStateException e) {
                notOpen(e);
            }
        });
    }

    private PushMessage toNobody() {
        return new PushMessage(
                new UUID(0, 0), 0, 1, AlertLevel.FOLLOWING, "Title", "Body", null, null, "topic", clock.instant());
    }

    private void notOpen(Throwable e) {
        LOG.warnf("Firebase Cloud Messaging cannot be reached yet: %s", e.getMessage());
    }

    @Override
    public Push prepare(PushMessage message) {
        return prepare((to, kind) -> fitting(to, kind, message));
    }

    @Override
    public Push prepare(Retraction retraction) {
        return prepare((to, kind) -> Template.of(
                to.sdk.serialise(Withdrawal.message(retraction, kind, Template.PLACEHOLDER, clock.instant()))));
    }

    private Push prepare(Writer writer) {
        try {
            var to = project();
            return new TemplatePush(
                    to,
                    new Secret(to.credentials.authorization()),
                    writer.write(to, AddressKind.FCM_TOKEN),
                    writer.write(to, AddressKind.FCM_INSTALLATION));
        } catch (FirebaseMessagingException | IllegalArgumentException e) {
            return always(new Outcome.Refused("the SDK cannot build the message: " + e.getMessage()));
        } catch (IllegalStateException e) {
            LOG.errorf("Nothing can be sent: %s", e.getMessage());
            return always(new Outcome.TryLater(AFTER_NO_TOKEN));
        } catch (IOException e) {
            LOG.errorf(
                    "No access token from Google: %s. Nothing is sent until there is one; check the service account",
                    e.getMessage());
            return always(new Outcome.TryLater(AFTER_NO_TOKEN));
        }
    }

    /// What makes a message too large is, in practice, the address of the image: better no picture than no alert.
    private Template fitting(Project to, AddressKind kind, PushMessage message) throws FirebaseMessagingException {
        var whole = template(to, kind, message);
        return whole.size() <= Limits.PAYLOAD_BYTES || message.image() == null
                ? whole
                : template(to, kind, message.withoutImage());
    }

    private Template template(Project to, AddressKind kind, PushMessage message) throws FirebaseMessagingException {
        return Template.of(to.sdk.serialise(messages.build(message, kind, Template.PLACEHOLDER, clock.instant())));
    }

    /// Sends what is for one phone only. Waits for an access token.
    CompletionStage<Outcome> send(Message message) throws FirebaseMessagingException, IOException {
        var to = project();
        return to.wire
                .post(to.credentials.authorization(), Buffer.buffer(to.sdk.serialise(message)))
                .map(to::outcome)
                .otherwise(Wire::outcome)
                .toCompletionStage();
    }

    private static Push always(Outcome outcome) {
        return address -> Future.succeededFuture(outcome).toCompletionStage();
    }

    /// Opened with the first message at the latest, so that a server without anything to send needs no Google.
    private synchronized Project project() {
        if (project == null) {
            project = new Project(config.credentials()
                    .map(file -> new FcmEndpoint(config.endpoint(), file, config.certificate()))
                    .orElseGet(() -> standIn.get().endpoint()));
        }
        return project;
    }

    @PreDestroy
    synchronized void close() {
        if (project != null) {
            project.wire.close();
            project.sdk.close();
        }
    }

    private final class Project {
        private final Credentials credentials;
        private final Sdk sdk;
        private final Wire wire;
        private final Meaning meaning;

        /// A thousand answers in flight may say 401; one renewal is enough.
        private final AtomicBoolean renewing = new AtomicBoolean();

        Project(FcmEndpoint endpoint) {
            this.credentials = Credentials.of(endpoint);
            this.sdk = new Sdk(credentials.projectId());
            this.wire = new Wire(vertx, endpoint, credentials.projectId(), config);
            this.meaning = new Meaning(sdk, clock);
        }

        Outcome outcome(Answer answer) {
            if (answer.status() == 401 && renewing.compareAndSet(false, true)) {
                vertx.executeBlocking(this::renew).onComplete(done -> renewing.set(false));
            }
            return meaning.of(answer);
        }

        private boolean renew() {
            try {
                credentials.renew();
                return true;
            } catch (IOException e) {
                LOG.errorf("Google takes our access token no more and gives no new one: %s", e.getMessage());
                return false;
            }
        }
    }

    private interface Writer {
        Template write(Project to, AddressKind kind) throws FirebaseMessagingException;
    }

    private record TemplatePush(Project to, Secret authorization, Template token, Template installation)
            implements Push {
        @Override
        public CompletionStage<Outcome> send(Address address) {
            var template = switch (address.kind()) {
                case FCM_TOKEN -> token;
                case FCM_INSTALLATION -> installation;
            };
            return to.wire
                    .post(authorization.value(), template.with(address.value()))
                    .map(to::outcome)
                    .otherwise(Wire::outcome)
                    .toCompletionStage();
        }
    }
}
