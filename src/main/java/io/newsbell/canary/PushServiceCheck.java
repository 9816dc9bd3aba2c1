package io.newsbell.canary;

import io.newsbell.alert.Alert;
import io.newsbell.device.Address;
import io.newsbell.device.AddressKind;
import io.newsbell.push.Channels;
import io.newsbell.push.Outcome;
import io.newsbell.push.PushMessage;
import io.newsbell.sandbox.SandboxStandIn;
import jakarta.inject.Singleton;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/// Where there is no device of ours: whether the push service is reached and takes our credentials. It
/// looks at these before it looks at the address, which is nobody's.
@Singleton
class PushServiceCheck {
    private static final Address NOBODY = new Address(AddressKind.FCM_TOKEN, "newsbell-canary");
    private static final Duration WITHIN = Duration.ofSeconds(10);
    private static final Outcome NO_ANSWER = new Outcome.Ambiguous("it was not looked at in time");

    private final Channels channels;
    private final boolean isThere;

    PushServiceCheck(
            Channels channels,
            SandboxStandIn standIn,
            @ConfigProperty(name = "newsbell.fcm.credentials") Optional<Path> credentials) {
        this.channels = channels;
        this.isThere = credentials.isPresent() || standIn.sandbox().isPresent();
    }

    sealed interface Answer {
        record Yes() implements Answer {}

        record NotNow(String why) implements Answer {}

        record No(String why) implements Answer {}
    }

    Answer ask(Alert alert, String topic) {
        // A browser cannot be asked without being rung.
        return isThere
                ? judge(channels.prepare(alert.appId(), message(alert, topic))
                        .validate(NOBODY)
                        .toCompletableFuture()
                        .completeOnTimeout(NO_ANSWER, WITHIN.toMillis(), TimeUnit.MILLISECONDS)
                        .join())
                : new Answer.No("there is no Firebase to ask; where all readers have browsers, turn the canary off");
    }

    static Answer judge(Outcome outcome) {
        return switch (outcome) {
            case Outcome.Accepted _, Outcome.AddressDead _, Outcome.AddressRefused _ -> new Answer.Yes();
            case Outcome.TryLater(Duration after, var why) ->
                new Answer.NotNow("it says later, in %s".formatted(after));
            case Outcome.Ambiguous(String reason) -> new Answer.NotNow("there is no clear answer: " + reason);
            case Outcome.Refused(Outcome.Fault fault, String reason) ->
                new Answer.No("it refuses us (%s): %s".formatted(fault, reason));
        };
    }

    private static PushMessage message(Alert alert, String topic) {
        return new PushMessage(
                alert.id(),
                alert.storyId(),
                alert.version(),
                alert.level(),
                alert.title(),
                alert.body(),
                null,
                null,
                topic,
                alert.expiresAt());
    }
}
