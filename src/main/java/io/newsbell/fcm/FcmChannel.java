package io.newsbell.fcm;

import com.google.firebase.messaging.FirebaseMessagingException;
import com.google.firebase.messaging.Message;
import io.netty.handler.codec.http2.Http2Headers;
import io.newsbell.alert.AlertLevel;
import io.newsbell.app.Apps;
import io.newsbell.device.Address;
import io.newsbell.device.AddressKind;
import io.newsbell.device.Recipient;
import io.newsbell.push.Answer;
import io.newsbell.push.Outcome;
import io.newsbell.push.Outcome.Fault;
import io.newsbell.push.PushChannel;
import io.newsbell.push.PushMessage;
import io.newsbell.push.Retraction;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.jboss.logging.Logger;

/// Sends through Firebase Cloud Messaging.
@Singleton
class FcmChannel implements PushChannel {
    private static final Logger LOG = Logger.getLogger(FcmChannel.class);
    private static final Duration AFTER_NO_TOKEN = Duration.ofSeconds(5);

    private final Projects projects;
    private final Apps apps;
    private final Clock clock;
    private final Messages messages;
    /// Which apps are Newsbell's own: that never changes.
    private final Map<Long, Boolean> internal = new ConcurrentHashMap<>();

    FcmChannel(Projects projects, Apps apps, FcmConfig config, Clock clock) {
        this.projects = projects;
        this.apps = apps;
        this.clock = clock;
        this.messages = new Messages(config.display());
    }

    /// The SDK's classes, an access token and a connection take seconds the first time: better now than
    /// between the first article and its phones. Whatever fails here fails again, and is handled, when there
    /// is a message.
    void open(@Observes StartupEvent event) {
        Thread.ofVirtual().name("newsbell-fcm-open").start(() -> {
            try {
                for (var app : apps.all()) {
                    prepare(app.id(), toNobody());
                    projects.of(app.id()).wire().open();
                }
            } catch (IllegalStateException e) {
                LOG.warnf("Firebase Cloud Messaging cannot be reached yet: %s", e.getMessage());
            }
        });
    }

    private PushMessage toNobody() {
        return new PushMessage(
                new UUID(0, 0), 0, 1, AlertLevel.FOLLOWING, "Title", "Body", null, null, "topic", clock.instant());
    }

    @Override
    public Set<AddressKind> kinds() {
        return EnumSet.of(AddressKind.FCM_TOKEN, AddressKind.FCM_INSTALLATION);
    }

    @Override
    public Push prepare(long appId, PushMessage message) {
        return prepare(appId, (to, kind, dry) -> fitting(to, kind, message, label(appId, message), dry));
    }

    @Override
    public Push prepare(long appId, Retraction retraction) {
        return prepare(
                appId,
                (to, kind, dry) -> Template.of(to.sdk()
                        .serialise(Withdrawal.message(retraction, kind, Template.PLACEHOLDER, clock.instant()), dry)));
    }

    private Push prepare(long appId, Writer writer) {
        try {
            var to = projects.of(appId);
            return new TemplatePush(
                    to,
                    to.headers(),
                    writer,
                    writer.write(to, AddressKind.FCM_TOKEN, false),
                    writer.write(to, AddressKind.FCM_INSTALLATION, false));
        } catch (FirebaseMessagingException | IllegalArgumentException e) {
            return new Unsendable(
                    new Outcome.Refused(Fault.PAYLOAD, "the SDK cannot build the message: " + e.getMessage()));
        } catch (StandIn.NoFirebase e) {
            return new Unsendable(new Outcome.AddressRefused("phones are not reached: " + e.getMessage()));
        } catch (IllegalStateException e) {
            LOG.errorf("Nothing can be sent: %s", e.getMessage());
            return new Unsendable(new Outcome.TryLater(AFTER_NO_TOKEN, Outcome.Why.NO_TOKEN));
        } catch (IOException e) {
            // Google's own words, over several lines.
            var why = String.valueOf(e.getMessage()).replaceAll("\\s+", " ");
            LOG.errorf("No access token from Google: %s. Nothing is sent until there is one", why);
            return new Unsendable(
                    Credentials.isRevoked(e)
                            ? new Outcome.Refused(
                                    Fault.CREDENTIALS, "Google gives the service account no access token: " + why)
                            : new Outcome.TryLater(AFTER_NO_TOKEN, Outcome.Why.NO_TOKEN));
        }
    }

    private Label label(long appId, PushMessage message) {
        if (internal.computeIfAbsent(appId, id -> apps.byId(id).internal())) {
            return Label.CANARY;
        }
        return message.quiet() ? Label.CORRECTION : Label.ALERT;
    }

    /// What makes a message too large is, in practice, the address of the image: better no picture than no
    /// alert.
    private Template fitting(Project to, AddressKind kind, PushMessage message, Label label, boolean dry)
            throws FirebaseMessagingException {
        var whole = template(to, kind, message, label, dry);
        var smaller = message.smaller();
        return whole.size() <= Limits.PAYLOAD_BYTES || smaller.isEmpty()
                ? whole
                : fitting(to, kind, smaller.get(), label, dry);
    }

    private Template template(Project to, AddressKind kind, PushMessage message, Label label, boolean dry)
            throws FirebaseMessagingException {
        return Template.of(
                to.sdk().serialise(messages.build(message, kind, Template.PLACEHOLDER, label, clock.instant()), dry));
    }

    /// Sends what is for one phone of an app only. Waits for an access token.
    CompletionStage<Outcome> send(long appId, Message message) throws FirebaseMessagingException, IOException {
        var to = projects.of(appId);
        return to.send(to.headers(), to.sdk().serialise(message, false));
    }

    /// The SDK's body with a gap for the address.
    ///
    /// @see Sdk#serialise(Message, boolean) for `dry`
    private interface Writer {
        Template write(Project to, AddressKind kind, boolean dry) throws FirebaseMessagingException;
    }

    private record TemplatePush(Project to, Http2Headers headers, Writer writer, Template token, Template installation)
            implements Push {
        @Override
        public String quota(Address address) {
            return Destination.quota(to.id());
        }

        @Override
        public Size size() {
            return new Size(Math.max(token.size(), installation.size()), Limits.PAYLOAD_BYTES);
        }

        @Override
        public void send(List<Recipient> recipients, Consumer<List<Answer>> answers) {
            var flight = to.flight(headers, answers);
            to.wire()
                    .send(recipients.stream()
                            .map(recipient -> flight.call(recipient, template(recipient.address())))
                            .toList());
        }

        private Template template(Address address) {
            return switch (address.kind()) {
                case FCM_TOKEN -> token;
                case FCM_INSTALLATION -> installation;
                case WEB_PUSH -> throw Messages.notFirebases();
            };
        }

        @Override
        public CompletionStage<Outcome> validate(Address address) {
            try {
                return to.send(headers, writer.write(to, address.kind(), true).bytes(address.value()));
            } catch (FirebaseMessagingException e) {
                return CompletableFuture.completedFuture(
                        new Outcome.Refused(Fault.PAYLOAD, "the SDK cannot build the message: " + e.getMessage()));
            }
        }
    }

    /// Everybody is given the outcome that says why.
    private record Unsendable(Outcome outcome) implements Push {
        @Override
        public String quota(Address address) {
            return "none";
        }

        @Override
        public Size size() {
            return new Size(0, Limits.PAYLOAD_BYTES);
        }

        @Override
        public void send(List<Recipient> recipients, Consumer<List<Answer>> answers) {
            answers.accept(recipients.stream()
                    .map(recipient -> new Answer(recipient, outcome))
                    .toList());
        }

        @Override
        public CompletionStage<Outcome> validate(Address address) {
            return CompletableFuture.completedFuture(outcome);
        }
    }
}
