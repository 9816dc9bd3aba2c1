package io.newsbell.fcm;

import com.google.firebase.messaging.AndroidConfig;
import com.google.firebase.messaging.ApnsConfig;
import com.google.firebase.messaging.Aps;
import com.google.firebase.messaging.Message;
import com.google.firebase.messaging.WebpushConfig;
import io.newsbell.app.Secret;
import io.newsbell.device.Address;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;

/// The silent push that proves an address: data alone, at once, and worthless after ten minutes. Its data is
/// a contract with apps; see README, "What a phone gets".
final class Challenge {
    private static final Duration TTL = Duration.ofMinutes(10);

    private Challenge() {}

    @SuppressWarnings("deprecation") // setToken: Google prefers installation ids, but most apps still have tokens.
    static Message message(Address address, UUID device, Secret answer, Instant now) {
        var message = Message.builder()
                .putData("newsbell", "address-challenge")
                .putData("deviceId", device.toString())
                .putData("answer", answer.value())
                .setAndroidConfig(AndroidConfig.builder()
                        .setPriority(AndroidConfig.Priority.HIGH)
                        .setTtl(TTL.toMillis())
                        .build())
                // Apple refuses a silent push of a higher priority.
                .setApnsConfig(ApnsConfig.builder()
                        .putHeader("apns-priority", "5")
                        .putHeader("apns-push-type", "background")
                        .putHeader(
                                "apns-expiration", Long.toString(now.plus(TTL).getEpochSecond()))
                        .setAps(Aps.builder().setContentAvailable(true).build())
                        .build())
                .setWebpushConfig(WebpushConfig.builder()
                        .putHeader("TTL", Long.toString(TTL.toSeconds()))
                        .putHeader("Urgency", "high")
                        .build());
        switch (address.kind()) {
            case FCM_TOKEN -> message.setToken(address.value());
            case FCM_INSTALLATION -> message.setFid(address.value());
            case WEB_PUSH -> throw Messages.notFirebases();
        }
        return message.build();
    }
}
