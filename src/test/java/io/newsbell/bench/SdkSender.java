package io.newsbell.bench;

import com.google.auth.oauth2.ServiceAccountCredentials;
import com.google.firebase.FirebaseApp;
import com.google.firebase.FirebaseOptions;
import com.google.firebase.internal.ApacheHttp2Transport;
import com.google.firebase.messaging.AndroidConfig;
import com.google.firebase.messaging.AndroidNotification;
import com.google.firebase.messaging.ApnsConfig;
import com.google.firebase.messaging.Aps;
import com.google.firebase.messaging.FirebaseMessaging;
import com.google.firebase.messaging.Message;
import com.google.firebase.messaging.Notification;
import com.google.firebase.messaging.WebpushConfig;
import com.google.firebase.messaging.WebpushNotification;
import io.newsbell.process.Tls;
import io.newsbell.sandbox.SandboxTokens;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.stream.IntStream;
import javax.net.ssl.SSLContext;
import org.apache.hc.client5.http.HttpRoute;
import org.apache.hc.core5.http.HttpHost;

/// What a publisher has without Newsbell: the Admin SDK's `sendEachAsync` on the transport that it comes with. Only
/// the address that this connects to is the sandbox's.
final class SdkSender {
    private static final int PHONES = 50_000;

    /// The most that the SDK takes at once.
    private static final int BATCH = 500;

    /// Enough that its hundred threads never wait for us; its queue would take any number.
    private static final int BATCHES_IN_FLIGHT = 4;

    private SdkSender() {}

    /// @param args the sandbox's address, credentials and certificate; seconds to measure
    public static void main(String[] args) throws Exception {
        var endpoint = URI.create(args[0]);
        SSLContext.setDefault(Tls.trusting(Path.of(args[2])));
        var messaging = messaging(endpoint, Path.of(args[1]));
        var tokens = IntStream.range(0, PHONES)
                .parallel()
                .mapToObj(n -> SandboxTokens.mint("sdk-" + n))
                .toList();
        var meter = new Meter();
        Thread.ofPlatform().daemon().start(() -> send(messaging, tokens, meter));
        meter.measure(Duration.ofSeconds(Long.parseLong(args[3])));
        Meter.waitForTheEnd();
    }

    private static FirebaseMessaging messaging(URI endpoint, Path credentials) throws java.io.IOException {
        var sandbox = new HttpHost(endpoint.getScheme(), endpoint.getHost(), endpoint.getPort());
        var http = ApacheHttp2Transport.defaultHttpAsyncClientBuilder()
                .setRoutePlanner((_, _) -> new HttpRoute(sandbox, null, true))
                .build();
        http.start();
        try (var json = Files.newInputStream(credentials)) {
            return FirebaseMessaging.getInstance(FirebaseApp.initializeApp(FirebaseOptions.builder()
                    .setCredentials(ServiceAccountCredentials.fromStream(json))
                    .setHttpTransport(new ApacheHttp2Transport(http))
                    .build()));
        }
    }

    private static void send(FirebaseMessaging messaging, List<String> tokens, Meter meter) {
        var room = new Semaphore(BATCHES_IN_FLIGHT);
        for (int n = 0; ; n = (n + BATCH) % tokens.size()) {
            room.acquireUninterruptibly();
            var batch = tokens.subList(n, n + BATCH).stream()
                    .map(SdkSender::message)
                    .toList();
            var sent = messaging.sendEachAsync(batch);
            sent.addListener(
                    () -> {
                        room.release();
                        try {
                            meter.accepted(sent.get().getSuccessCount());
                            meter.failed(sent.get().getFailureCount());
                        } catch (InterruptedException | ExecutionException e) {
                            throw new IllegalStateException(e);
                        }
                    },
                    Runnable::run);
        }
    }

    /// As much as Newsbell says in one. Built for each phone, because the SDK has no other way.
    @SuppressWarnings("deprecation") // setToken: what nearly every phone still has.
    private static Message message(String token) {
        return Message.builder()
                .setToken(token)
                .putData("alertId", "0199c8a2-6f1e-7c3b-9a55-0d6e6f3a1b2c")
                .putData("storyId", "1234567")
                .putData("version", "1")
                .putData("topic", "metropolis")
                .putData("link", "https://news.example/2026/11/26/metropolis")
                .setNotification(Notification.builder()
                        .setTitle("What the whole city hears this morning")
                        .setBody("The council has voted, and the trams run again from noon on all lines.")
                        .build())
                .setAndroidConfig(AndroidConfig.builder()
                        .setPriority(AndroidConfig.Priority.HIGH)
                        .setTtl(Duration.ofHours(1).toMillis())
                        .setNotification(AndroidNotification.builder()
                                .setTag("story-1234567")
                                .setChannelId("following_v1")
                                .build())
                        .build())
                .setApnsConfig(ApnsConfig.builder()
                        .putHeader("apns-collapse-id", "story-1234567")
                        .putHeader("apns-expiration", "1790000000")
                        .putHeader("apns-priority", "10")
                        .putHeader("apns-push-type", "alert")
                        .setAps(Aps.builder()
                                .setThreadId("story-1234567")
                                .setSound("default")
                                .putCustomData("interruption-level", "active")
                                .build())
                        .build())
                .setWebpushConfig(WebpushConfig.builder()
                        .putHeader("TTL", "3600")
                        .putHeader("Topic", "story-1234567")
                        .putHeader("Urgency", "normal")
                        .setNotification(WebpushNotification.builder()
                                .setTag("story-1234567")
                                .build())
                        .build())
                .build();
    }
}
