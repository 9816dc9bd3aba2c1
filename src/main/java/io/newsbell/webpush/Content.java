package io.newsbell.webpush;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.newsbell.alert.AlertLevel;
import io.newsbell.push.MessageData;
import io.newsbell.push.PushMessage;
import io.newsbell.push.Retraction;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;

/// What a browser's service worker gets, and what its push service is told about it.
///
/// @param json    in clear
/// @param topic   a message that waits for the browser is replaced by a later one of the same topic (RFC
///                8030, 5.4)
/// @param urgency whether a phone that saves power is woken (RFC 8030, 5.3)
/// @param until   when it is worth nothing any more
record Content(byte[] json, String topic, String urgency, Instant until) {
    private static final JsonMapper JSON = new JsonMapper();

    /// What makes a message too large is, in practice, the address of the image: better no picture than no
    /// alert.
    static Content of(PushMessage message) {
        var whole = whole(message);
        return whole.fits() ? whole : message.smaller().map(Content::of).orElse(whole);
    }

    private static Content whole(PushMessage message) {
        return of(MessageData.all(message), message.storyId(), urgency(message), message.expiresAt());
    }

    static Content of(Retraction retraction) {
        return of(MessageData.of(retraction), retraction.storyId(), "high", retraction.expiresAt());
    }

    private static Content of(Map<String, String> data, long storyId, String urgency, Instant until) {
        var tag = MessageData.tag(storyId);
        data.put("tag", tag);
        try {
            return new Content(JSON.writeValueAsBytes(data), tag, urgency, until);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("Texts are always JSON", e);
        }
    }

    /// A correction has its alert's, although it makes no sound: where the alert still waits at the service,
    /// it takes its place.
    private static String urgency(PushMessage message) {
        if (message.level() == AlertLevel.DIGEST) {
            return "low";
        }
        return message.level() == AlertLevel.FOLLOWING ? "normal" : "high";
    }

    int size() {
        return json.length + Encryption.OVERHEAD;
    }

    boolean fits() {
        return size() <= Encryption.LARGEST_BODY;
    }

    /// How long the service may keep it, in seconds; services shorten it to what they like.
    long ttl(Instant now) {
        return Math.max(0, Duration.between(now, until).toSeconds());
    }
}
