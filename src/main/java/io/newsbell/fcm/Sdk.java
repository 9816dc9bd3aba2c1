package io.newsbell.fcm;

import com.google.auth.oauth2.AccessToken;
import com.google.auth.oauth2.GoogleCredentials;
import com.google.firebase.FirebaseApp;
import com.google.firebase.FirebaseOptions;
import com.google.firebase.messaging.FirebaseMessaging;
import com.google.firebase.messaging.FirebaseMessagingException;
import com.google.firebase.messaging.Message;
import io.newsbell.http2.HttpAnswer;
import java.time.Instant;
import java.util.Date;
import java.util.Optional;

/// The Firebase Admin SDK at both ends of a send: it writes every message and says what every error means.
/// What lies between, the wire, is ours: the SDK's own costs a thread per message and hides retries (see
/// deploy/decisions).
final class Sdk implements AutoCloseable {
    private static final HttpAnswer ACCEPTED = HttpAnswer.ok("{\"name\":\"projects/-/messages/0\"}");

    private static final Message ANY = Message.builder().setFid("any").build();
    private static final Instant NEVER = Instant.parse("9999-12-31T23:59:59Z");

    private final FirebaseApp app;
    private final FirebaseMessaging messaging;

    Sdk(String projectId) {
        // It never leaves this process, so any token will do.
        var nobody = GoogleCredentials.create(new AccessToken("unused", Date.from(NEVER)));
        this.app = FirebaseApp.initializeApp(
                FirebaseOptions.builder()
                        .setProjectId(projectId)
                        .setCredentials(nobody)
                        .setHttpTransport(new ReplayTransport())
                        .build(),
                "newsbell-" + projectId + "-" + System.nanoTime());
        this.messaging = FirebaseMessaging.getInstance(app);
    }

    /// The body that the SDK would send.
    ///
    /// @param dry whether Google is only to look at it (`validate_only`)
    /// @throws FirebaseMessagingException if the SDK refuses the message
    byte[] serialise(Message message, boolean dry) throws FirebaseMessagingException {
        return ReplayTransport.call(ACCEPTED, () -> messaging.send(message, dry));
    }

    /// The exception that the SDK would throw at this answer; empty if it would take it for a success.
    ///
    /// @throws IllegalArgumentException if the SDK cannot make sense of the answer: so it does of codes newer
    ///         than itself
    Optional<FirebaseMessagingException> meaning(HttpAnswer answer) {
        try {
            ReplayTransport.call(answer, () -> messaging.send(ANY));
            return Optional.empty();
        } catch (FirebaseMessagingException e) {
            return Optional.of(e);
        }
    }

    @Override
    public void close() {
        app.delete();
    }
}
