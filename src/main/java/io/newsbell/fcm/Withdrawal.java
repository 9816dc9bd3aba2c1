package io.newsbell.fcm;

import com.google.firebase.messaging.AndroidConfig;
import com.google.firebase.messaging.ApnsConfig;
import com.google.firebase.messaging.Aps;
import com.google.firebase.messaging.Message;
import com.google.firebase.messaging.WebpushConfig;
import io.newsbell.device.AddressKind;
import io.newsbell.push.MessageData;
import io.newsbell.push.Retraction;
import java.time.Instant;

/// The silent push that takes an alert off the screen. Its data is a contract with apps; see README, "What a
/// phone gets". Under the alert's own key it takes the place of one that a phone which is off has not got
/// yet.
final class Withdrawal {
    private Withdrawal() {}

    @SuppressWarnings("deprecation") // setToken: Google prefers installation ids, but most apps still have tokens.
    static Message message(Retraction retraction, AddressKind kind, String address, Instant now) {
        var tag = MessageData.tag(retraction.storyId());
        var ttl = Limits.ttl(now, retraction.expiresAt());
        var message = Message.builder()
                .putAllData(MessageData.of(retraction))
                .setAndroidConfig(AndroidConfig.builder()
                        .setPriority(AndroidConfig.Priority.HIGH)
                        .setTtl(ttl.toMillis())
                        .build())
                // Apple refuses a silent push of a higher priority.
                .setApnsConfig(ApnsConfig.builder()
                        .putHeader("apns-priority", "5")
                        .putHeader("apns-push-type", "background")
                        .putHeader("apns-collapse-id", tag)
                        .putHeader(
                                "apns-expiration",
                                Long.toString(retraction.expiresAt().getEpochSecond()))
                        .setAps(Aps.builder().setContentAvailable(true).build())
                        .build())
                .setWebpushConfig(WebpushConfig.builder()
                        .putHeader("TTL", Long.toString(ttl.toSeconds()))
                        .putHeader("Topic", tag)
                        .putHeader("Urgency", "high")
                        .build());
        switch (kind) {
            case FCM_TOKEN -> message.setToken(address);
            case FCM_INSTALLATION -> message.setFid(address);
            case WEB_PUSH -> throw Messages.notFirebases();
        }
        return message.build();
    }
}
