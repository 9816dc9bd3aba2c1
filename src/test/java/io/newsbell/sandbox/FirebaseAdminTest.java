package io.newsbell.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.google.api.client.http.HttpTransport;
import com.google.auth.oauth2.ServiceAccountCredentials;
import com.google.firebase.ErrorCode;
import com.google.firebase.FirebaseApp;
import com.google.firebase.FirebaseOptions;
import com.google.firebase.messaging.AndroidConfig;
import com.google.firebase.messaging.AndroidNotification;
import com.google.firebase.messaging.ApnsConfig;
import com.google.firebase.messaging.Aps;
import com.google.firebase.messaging.ApsAlert;
import com.google.firebase.messaging.BatchResponse;
import com.google.firebase.messaging.FirebaseMessaging;
import com.google.firebase.messaging.FirebaseMessagingException;
import com.google.firebase.messaging.LightSettings;
import com.google.firebase.messaging.Message;
import com.google.firebase.messaging.MessagingErrorCode;
import com.google.firebase.messaging.Notification;
import com.google.firebase.messaging.SendResponse;
import com.google.firebase.messaging.WebpushConfig;
import com.google.firebase.messaging.WebpushFcmOptions;
import com.google.firebase.messaging.WebpushNotification;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Google's own Java SDK, unchanged, against the sandbox: what it sends passes, what it is told it understands.
class FirebaseAdminTest extends SandboxTest {
    private FirebaseApp app;
    private FirebaseMessaging firebase;

    @BeforeEach
    void startFirebase() throws IOException {
        HttpTransport transport = new RedirectingTransport(client, sandbox);
        try (InputStream file = Files.newInputStream(sandbox.serviceAccountFile())) {
            app = FirebaseApp.initializeApp(
                    FirebaseOptions.builder()
                            .setCredentials(ServiceAccountCredentials.fromStream(file, () -> transport))
                            .setHttpTransport(transport)
                            .build(),
                    "sandbox");
        }
        firebase = FirebaseMessaging.getInstance(app);
    }

    @AfterEach
    void stopFirebase() {
        app.delete();
    }

    @Test
    void everything_that_the_sdk_can_say_passes() throws Exception {
        Message full = toToken(ANA)
                .setNotification(Notification.builder()
                        .setTitle("t")
                        .setBody("b")
                        .setImage("https://news.example/i.jpg")
                        .build())
                .putData("alertId", "a1")
                .setAndroidConfig(AndroidConfig.builder()
                        .setTtl(Duration.ofHours(1).toMillis() + 500)
                        .setPriority(AndroidConfig.Priority.HIGH)
                        .setCollapseKey("k")
                        .setNotification(AndroidNotification.builder()
                                .setTag("story-1")
                                .setChannelId("top_v1")
                                .setColor("#112233")
                                .setVisibility(AndroidNotification.Visibility.PUBLIC)
                                .setPriority(AndroidNotification.Priority.HIGH)
                                .setVibrateTimingsInMillis(new long[] {100, 1_500})
                                .setEventTimeInMillis(System.currentTimeMillis())
                                .setNotificationCount(2)
                                .setLightSettings(LightSettings.builder()
                                        .setColorFromString("#aabbcc")
                                        .setLightOnDurationInMillis(200)
                                        .setLightOffDurationInMillis(300)
                                        .build())
                                .build())
                        .build())
                .setApnsConfig(ApnsConfig.builder()
                        .putHeader("apns-collapse-id", "story-1")
                        .putHeader("apns-expiration", "1790000000")
                        .setAps(Aps.builder()
                                .setAlert(ApsAlert.builder().setTitle("t").build())
                                .setSound("default")
                                .setThreadId("story-1")
                                .build())
                        .putCustomData("storyId", "story-1")
                        .build())
                .setWebpushConfig(WebpushConfig.builder()
                        .putHeader("TTL", "60")
                        .setNotification(WebpushNotification.builder()
                                .setTitle("t")
                                .setTag("story-1")
                                .setRenotify(true)
                                .build())
                        .setFcmOptions(WebpushFcmOptions.withLink("https://news.example/1"))
                        .build())
                .build();

        String name = firebase.send(full);

        assertThat(sandbox.ledger().messagesTo(ANA))
                .singleElement()
                .satisfies(message -> assertThat(message.name()).isEqualTo(name));
        assertThat(firebase.send(full, true)).isEqualTo("projects/newsbell-sandbox/messages/fake_message_id");
    }

    @Test
    void an_installation_id_is_a_target_of_the_sdk() throws Exception {
        String installation = SandboxTokens.mintInstallation("ana");
        firebase.send(Message.builder().setFid(installation).putData("a", "b").build());
        assertThat(sandbox.ledger().messagesTo(installation)).hasSize(1);
    }

    @Test
    void each_message_of_a_batch_has_its_own_outcome() throws Exception {
        BatchResponse batch = firebase.sendEach(List.of(message(ANA), message(neverIssued()), message("garbled")));
        assertThat(batch.getSuccessCount()).isEqualTo(1);
        assertThat(batch.getResponses().stream()
                        .map(SendResponse::getException)
                        .filter(Objects::nonNull)
                        .map(FirebaseMessagingException::getMessagingErrorCode))
                .containsExactly(MessagingErrorCode.UNREGISTERED, MessagingErrorCode.INVALID_ARGUMENT);
    }

    @ParameterizedTest
    @CsvSource({
        "UNREGISTERED, NOT_FOUND, UNREGISTERED",
        "QUOTA_EXCEEDED, RESOURCE_EXHAUSTED, QUOTA_EXCEEDED",
        "RATE_LIMIT_EXCEEDED, RESOURCE_EXHAUSTED, ",
        "INTERNAL, INTERNAL, INTERNAL",
        "INVALID_ARGUMENT, INVALID_ARGUMENT, INVALID_ARGUMENT",
        "SENDER_ID_MISMATCH, PERMISSION_DENIED, SENDER_ID_MISMATCH",
        "THIRD_PARTY_AUTH_ERROR, UNAUTHENTICATED, THIRD_PARTY_AUTH_ERROR",
    })
    void the_sdk_understands_each_lever(Lever.Kind lever, ErrorCode code, MessagingErrorCode messagingCode) {
        sandbox.levers().set(Lever.of(lever));
        assertThatExceptionOfType(FirebaseMessagingException.class)
                .isThrownBy(() -> firebase.send(message(ANA)))
                .satisfies(e -> {
                    assertThat(e.getErrorCode()).isEqualTo(code);
                    assertThat(e.getMessagingErrorCode()).isEqualTo(messagingCode);
                });
        assertThat(sandbox.ledger().last()).isZero();
    }

    /// The SDK tries 503 again by itself, and 401 with a new access token.
    @Test
    void the_sdk_gets_over_a_short_outage_and_over_revoked_access() throws Exception {
        sandbox.levers().set(Lever.of(Lever.Kind.UNAVAILABLE).times(1));
        firebase.send(message(ANA));
        sandbox.revokeAccessTokens();
        firebase.send(message(ANA));
        assertThat(sandbox.ledger().messagesTo(ANA)).hasSize(2);
        assertThat(sandbox.stats().accessTokens()).isEqualTo(2);
    }

    private static Message message(String token) {
        return toToken(token).putData("alertId", "a1").build();
    }

    /// Deprecated in favour of setFid, and what nearly every phone still has.
    @SuppressWarnings("deprecation")
    private static Message.Builder toToken(String token) {
        return Message.builder().setToken(token);
    }
}
