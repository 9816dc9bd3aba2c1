package io.newsbell.fcm;

import com.google.firebase.messaging.FirebaseMessagingException;
import io.newsbell.app.Secret;
import io.newsbell.device.Address;
import io.newsbell.device.ChallengePush;
import io.newsbell.push.Outcome;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.time.Clock;
import java.util.UUID;
import org.jboss.logging.Logger;

/// Pushes the question whether an address is really the claimant's.
@Singleton
class FcmChallenges implements ChallengePush {
    private static final Logger LOG = Logger.getLogger(FcmChallenges.class);

    private final FcmChannel channel;
    private final Clock clock;

    FcmChallenges(FcmChannel channel, Clock clock) {
        this.channel = channel;
        this.clock = clock;
    }

    /// On a thread of its own: an access token may have to be fetched.
    @Override
    public void send(long appId, Address address, UUID device, Secret answer) {
        Thread.ofVirtual().name("newsbell-challenge").start(() -> {
            try {
                var message = Challenge.message(address, device, answer, clock.instant());
                channel.send(appId, message).thenAccept(FcmChallenges::look);
            } catch (FirebaseMessagingException | IOException | IllegalStateException | IllegalArgumentException e) {
                LOG.warnf(
                        "A challenge could not be pushed (%s); the app gets another one when it registers again",
                        e.getClass().getSimpleName());
            }
        });
    }

    private static void look(Outcome outcome) {
        if (!(outcome instanceof Outcome.Accepted)) {
            LOG.infof(
                    "A challenge did not reach its address (%s); the app gets another one when it registers again",
                    outcome.getClass().getSimpleName());
        }
    }
}
