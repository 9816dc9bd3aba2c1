package io.newsbell.fcm;

import com.google.firebase.messaging.AndroidConfig;
import com.google.firebase.messaging.AndroidNotification;
import com.google.firebase.messaging.ApnsConfig;
import com.google.firebase.messaging.ApnsFcmOptions;
import com.google.firebase.messaging.Aps;
import com.google.firebase.messaging.FcmOptions;
import com.google.firebase.messaging.Message;
import com.google.firebase.messaging.Notification;
import com.google.firebase.messaging.WebpushConfig;
import com.google.firebase.messaging.WebpushNotification;
import io.newsbell.alert.AlertLevel;
import io.newsbell.device.AddressKind;
import io.newsbell.push.MessageData;
import io.newsbell.push.PushMessage;
import java.time.Duration;
import java.time.Instant;

/// The contract with phone apps: what a push holds. Names and channel ids are API; see README, "What a phone
/// gets".
final class Messages {
    /// The channel of what must not make a sound.
    private static final String QUIET = "quiet_v1";

    private static final String PASSIVE = "passive";

    private final FcmConfig.Display display;

    Messages(FcmConfig.Display display) {
        this.display = display;
    }

    @SuppressWarnings("deprecation") // setToken: Google prefers installation ids, but most apps still have tokens.
    Message build(PushMessage push, AddressKind kind, String address, Label label, Instant now) {
        var tag = MessageData.tag(push.storyId());
        var ttl = Limits.ttl(now, push.expiresAt());
        var message = Message.builder()
                .putAllData(display == FcmConfig.Display.APP ? MessageData.all(push) : MessageData.identity(push))
                .setAndroidConfig(android(push, tag, ttl))
                .setApnsConfig(apns(push, tag))
                .setWebpushConfig(web(push, tag, ttl))
                .setFcmOptions(FcmOptions.withAnalyticsLabel(label.text()));
        if (display == FcmConfig.Display.SYSTEM) {
            message.setNotification(notification(push));
        }
        switch (kind) {
            case FCM_TOKEN -> message.setToken(address);
            case FCM_INSTALLATION -> message.setFid(address);
            case WEB_PUSH -> throw notFirebases();
        }
        return message.build();
    }

    static IllegalStateException notFirebases() {
        return new IllegalStateException("A browser's subscription is no address of Firebase");
    }

    private static Notification notification(PushMessage push) {
        var notification = Notification.builder().setTitle(push.title()).setBody(push.body());
        if (push.image() != null) {
            notification.setImage(push.image().toString());
        }
        return notification.build();
    }

    private AndroidConfig android(PushMessage push, String tag, Duration ttl) {
        var android = AndroidConfig.builder()
                .setPriority(
                        push.quiet() || (push.level() == AlertLevel.FOLLOWING && display == FcmConfig.Display.APP)
                                ? AndroidConfig.Priority.NORMAL
                                : AndroidConfig.Priority.HIGH)
                .setTtl(ttl.toMillis());
        if (display == FcmConfig.Display.SYSTEM) {
            android.setNotification(shown(push, tag));
        }
        return android.build();
    }

    /// Since Android 8 the channel decides whether there is a sound, before it the priority.
    private static AndroidNotification shown(PushMessage push, String tag) {
        var shown = AndroidNotification.builder().setTag(tag);
        if (push.quiet()) {
            shown.setChannelId(QUIET).setPriority(AndroidNotification.Priority.LOW);
        } else {
            shown.setChannelId(channel(push.level()));
        }
        return shown.build();
    }

    private ApnsConfig apns(PushMessage push, String tag) {
        var aps = Aps.builder().setThreadId(tag).setMutableContent(push.image() != null);
        var apns = ApnsConfig.builder()
                .putHeader("apns-collapse-id", tag)
                .putHeader("apns-expiration", Long.toString(push.expiresAt().getEpochSecond()));
        if (display == FcmConfig.Display.SYSTEM) {
            // Apple sends what has no haste when it saves power: nobody waits for a correction.
            apns.putHeader("apns-priority", push.quiet() ? "5" : "10").putHeader("apns-push-type", "alert");
            if (!push.quiet()) {
                aps.setSound("default");
            }
            aps.putCustomData("interruption-level", push.quiet() ? PASSIVE : interruption(push.level()));
            if (push.image() != null) {
                apns.setFcmOptions(ApnsFcmOptions.builder()
                        .setImage(push.image().toString())
                        .build());
            }
        } else {
            apns.putHeader("apns-priority", "5").putHeader("apns-push-type", "background");
            aps.setContentAvailable(true);
        }
        return apns.setAps(aps.build()).build();
    }

    private WebpushConfig web(PushMessage push, String tag, Duration ttl) {
        var web = WebpushConfig.builder()
                .putHeader("TTL", Long.toString(ttl.toSeconds()))
                .putHeader("Topic", tag)
                .putHeader("Urgency", push.quiet() || push.level() == AlertLevel.FOLLOWING ? "normal" : "high");
        if (display == FcmConfig.Display.SYSTEM) {
            var shown = WebpushNotification.builder().setTag(tag);
            if (push.quiet()) {
                shown.setSilent(true);
            }
            web.setNotification(shown.build());
        }
        return web.build();
    }

    private static String channel(AlertLevel level) {
        return switch (level) {
            case BREAKING -> "breaking_v1";
            case TOP -> "top_v1";
            case FOLLOWING -> "following_v1";
            case DIGEST -> "digest_v1";
        };
    }

    private static String interruption(AlertLevel level) {
        return switch (level) {
            case BREAKING -> "time-sensitive";
            case TOP, FOLLOWING -> "active";
            case DIGEST -> PASSIVE;
        };
    }
}
