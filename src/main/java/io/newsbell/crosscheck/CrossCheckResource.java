package io.newsbell.crosscheck;

import io.newsbell.app.CallingServer;
import io.newsbell.fcm.DeliveryShare;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.security.SecurityRequirement;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

@Path("/v1/service-level/fcm")
@Tag(name = "Ops")
class CrossCheckResource {
    private final CallingServer caller;
    private final CrossCheck check;

    CrossCheckResource(CallingServer caller, CrossCheck check) {
        this.caller = caller;
        this.check = check;
    }

    @GET
    @SecurityRequirement(name = "apiKey", scopes = "ops:read")
    @Operation(
            operationId = "getFcmCrossCheck",
            summary = "Compare what Google says it delivered with what was counted here",
            description =
                    "Google tells how many messages it took and what became of them: of Android phones only, of those"
                            + " only whose owner lets Google collect usage and diagnostic data, up to five days later,"
                            + " and by days of America/Los_Angeles. So its number is usually the smaller one; it must not"
                            + " be larger than accepted and unanswered together, but for what a crash sent twice and for"
                            + " tests at the desk. Empty unless the settings name the Android apps.")
    public CrossCheckAnswer get() {
        var report = check.report(caller.app());
        return new CrossCheckAnswer(
                report.androidApps(),
                report.triedAt(),
                report.importedAt(),
                report.trouble(),
                report.days().stream().map(DayAnswer::of).toList());
    }

    /// @param androidApps the Firebase app ids of which Google is asked
    /// @param triedAt     when Google was asked last
    /// @param importedAt  when it last told all
    /// @param trouble     if the last time it did not: what to do about it
    /// @param days        of America/Los_Angeles, the newest first
    @Schema(name = "FcmCrossCheck")
    record CrossCheckAnswer(
            @Schema(examples = "[\"1:1234567890:android:0a1b2c3d4e5f\"]")
            List<String> androidApps,

            @Nullable Instant triedAt,
            @Nullable Instant importedAt,

            @Schema(examples = "Enable the Firebase Cloud Messaging Data API (fcmdata.googleapis.com).") @Nullable
            String trouble,

            List<DayAnswer> days) {}

    /// @param accepted   messages of alerts to Android phones, begun to be sent on that day, that Google
    ///                   took as it told us at once; absent if that day was not counted
    /// @param unanswered messages that Google may have taken: there was no answer
    /// @param google     what Google says of them; absent as long as it says nothing
    /// @param others     other messages that Google took that day: corrections, canaries, tests of
    ///                   addresses, and what others send with the same Firebase project
    @Schema(name = "FcmCrossCheckDay")
    record DayAnswer(
            LocalDate day,
            @Schema(examples = "48000") @Nullable Long accepted,
            @Schema(examples = "2") @Nullable Long unanswered,
            @Nullable GoogleAnswer google,
            @Schema(examples = "288") long others) {
        static DayAnswer of(CrossCheck.Day day) {
            var google = day.google();
            return new DayAnswer(
                    day.day(),
                    day.accepted(),
                    day.unanswered(),
                    google == null ? null : GoogleAnswer.of(google),
                    day.others());
        }
    }

    /// Shares of `messages` from 0 to 1; absent if Google says nothing of them. The first seven exclude each
    /// other.
    ///
    /// @param messages          that Google took
    /// @param pending           for phones that were off when the day ended
    /// @param collapsed         replaced by a newer one before they arrived
    /// @param deliveredNoDelay  by FCM; the phone may have waited for its network
    /// @param priorityLowered   from high to normal, by Google
    @Schema(name = "FcmDelivery")
    record GoogleAnswer(
            @Schema(examples = "41200") long messages,
            @Schema(examples = "0.962") @Nullable Double delivered,
            @Schema(examples = "0.012") @Nullable Double pending,
            @Schema(examples = "0.004") @Nullable Double collapsed,
            @Schema(examples = "0") @Nullable Double droppedTooManyPendingMessages,
            @Schema(examples = "0.006") @Nullable Double droppedAppForceStopped,
            @Schema(examples = "0.011") @Nullable Double droppedDeviceInactive,
            @Schema(examples = "0.003") @Nullable Double droppedTtlExpired,
            @Schema(examples = "0.91") @Nullable Double deliveredNoDelay,
            @Schema(examples = "0.04") @Nullable Double delayedDeviceOffline,
            @Schema(examples = "0.01") @Nullable Double delayedDeviceDoze,
            @Schema(examples = "0") @Nullable Double delayedMessageThrottled,
            @Schema(examples = "0") @Nullable Double delayedUserStopped,
            @Schema(examples = "0.001") @Nullable Double priorityLowered) {
        static GoogleAnswer of(CrossCheck.Google google) {
            Map<DeliveryShare, Double> shares = google.shares();
            return new GoogleAnswer(
                    google.messages(),
                    shares.get(DeliveryShare.DELIVERED),
                    shares.get(DeliveryShare.PENDING),
                    shares.get(DeliveryShare.COLLAPSED),
                    shares.get(DeliveryShare.DROPPED_TOO_MANY_PENDING),
                    shares.get(DeliveryShare.DROPPED_APP_FORCE_STOPPED),
                    shares.get(DeliveryShare.DROPPED_DEVICE_INACTIVE),
                    shares.get(DeliveryShare.DROPPED_TTL_EXPIRED),
                    shares.get(DeliveryShare.DELIVERED_NO_DELAY),
                    shares.get(DeliveryShare.DELAYED_DEVICE_OFFLINE),
                    shares.get(DeliveryShare.DELAYED_DEVICE_DOZE),
                    shares.get(DeliveryShare.DELAYED_MESSAGE_THROTTLED),
                    shares.get(DeliveryShare.DELAYED_USER_STOPPED),
                    shares.get(DeliveryShare.PRIORITY_LOWERED));
        }
    }
}
