package io.newsbell.sandbox;

import io.newsbell.sandbox.Shape.Part;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What one walk over a send request found: whom it is for, how large it is, and everything wrong with it.
final class SendRequest {
    /// `field` as Google names it (`message.data[0].value`), or empty for the request as a whole.
    record Violation(String field, String description) {}

    /// FCM answers a breach of the schema with BadRequest alone, a breach of its own rules with BadRequest
    /// and FcmError.
    private @Nullable List<Violation> malformed;

    private @Nullable List<Violation> refused;
    private final Map<Part, Integer> bytes = new EnumMap<>(Part.class);
    private final Set<Part> present = EnumSet.noneOf(Part.class);
    private Target.@Nullable Kind targetKind;
    private String targetValue = "";
    private boolean validateOnly;
    private boolean tooBig;
    private String alertId = "";
    private String label = "";
    private String apnsPriority = "";
    private String apnsPushType = "";

    /// Two of a kind count too: a protobuf `oneof` that is set twice is an error, even with an empty value.
    void target(Target.Kind kind, String value) {
        if (targetKind != null) {
            malformed(
                    "message",
                    "Invalid value at 'message' (oneof), oneof field 'target' is already set. Cannot set '"
                            + kind.field()
                            + "'");
            return;
        }
        targetKind = kind;
        targetValue = value;
    }

    void validateOnly(boolean value) {
        validateOnly = value;
    }

    void alertId(String value) {
        alertId = value;
    }

    void label(String value) {
        label = value;
    }

    void apnsPriority(String value) {
        apnsPriority = value;
    }

    void apnsPushType(String value) {
        apnsPushType = value;
    }

    /// Apple refuses it, and FCM with it: a silent push may not be sent with the priority of a visible one.
    boolean isUrgentBackground() {
        return apnsPushType.equals("background") && apnsPriority.equals("10");
    }

    void tooBig(String description) {
        tooBig = true;
        refused("message", description);
    }

    boolean isTooBig() {
        return tooBig;
    }

    void count(Part part, int length) {
        bytes.merge(part, length, Integer::sum);
    }

    void present(Part part) {
        present.add(part);
    }

    void malformed(String field, String description) {
        if (malformed == null) {
            malformed = new ArrayList<>();
        }
        malformed.add(new Violation(field, description));
    }

    void refused(String field, String description) {
        if (refused == null) {
            refused = new ArrayList<>();
        }
        refused.add(new Violation(field, description));
    }

    List<Violation> malformed() {
        return malformed == null ? List.of() : malformed;
    }

    List<Violation> refused() {
        return refused == null ? List.of() : refused;
    }

    boolean isValidateOnly() {
        return validateOnly;
    }

    /// What `data` says under `alertId`; empty if it says nothing.
    String alertId() {
        return alertId;
    }

    /// Under which Google counts it; empty if it has none.
    String label() {
        return label;
    }

    boolean isNotification() {
        return has(Part.NOTIFICATION) || has(Part.ANDROID_NOTIFICATION);
    }

    @Nullable
    Target target() {
        return targetKind == null || targetValue.isEmpty() ? null : new Target(targetKind, targetValue);
    }

    /// FCM's limit is on the payload, "both the keys and the values", of the copy that goes to the phone, and
    /// each platform gets another copy. Headers, target and options do not count. In UTF-8 bytes:
    ///
    /// - Android: `notification` + `android.notification` + (`android.data`, else `data`);
    /// - Apple, when there is `apns.payload`: that as compact JSON + `data` (FCM adds it to the payload);
    /// - web, when there is `webpush.notification` or `webpush.data`: `notification` +
    ///   `webpush.notification` as compact JSON + (`webpush.data`, else `data`).
    int largestCopy() {
        int android = of(Part.NOTIFICATION) + of(Part.ANDROID_NOTIFICATION) + either(Part.ANDROID_DATA, Part.DATA);
        int apple = has(Part.APNS_PAYLOAD) ? of(Part.APNS_PAYLOAD) + of(Part.DATA) : 0;
        int web = has(Part.WEB_NOTIFICATION) || has(Part.WEB_DATA)
                ? of(Part.NOTIFICATION) + of(Part.WEB_NOTIFICATION) + either(Part.WEB_DATA, Part.DATA)
                : 0;
        return Math.max(android, Math.max(apple, web));
    }

    private int of(Part part) {
        return bytes.getOrDefault(part, 0);
    }

    private boolean has(Part part) {
        return present.contains(part);
    }

    private int either(Part override, Part common) {
        return has(override) ? of(override) : of(common);
    }
}
