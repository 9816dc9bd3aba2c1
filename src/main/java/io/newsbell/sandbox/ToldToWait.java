package io.newsbell.sandbox;

import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// Which messages were refused with a Retry-After, and until when. A message is one alert to one address: another
/// alert to the same phone has not been told to wait. Kept for few, so a body is read only if its address is known.
final class ToldToWait {
    private static final JsonMapper JSON = new JsonMapper();

    private final Map<String, Map<String, Instant>> untilByTarget = new ConcurrentHashMap<>();

    void tell(Target target, byte[] request, Instant until) {
        untilByTarget
                .computeIfAbsent(target.value(), _ -> new ConcurrentHashMap<>())
                .merge(alert(request), until, (one, other) -> one.isAfter(other) ? one : other);
    }

    /// Whether the message comes back before its time. It may come again too early as long as that has not passed.
    boolean isEarly(Target target, byte[] request, Instant now) {
        var untilByAlert = untilByTarget.get(target.value());
        if (untilByAlert == null) {
            return false;
        }
        var until = untilByAlert.get(alert(request));
        return until != null && now.isBefore(until);
    }

    private static String alert(byte[] request) {
        try {
            return JSON.readTree(request).at("/message/data/alertId").asText();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
