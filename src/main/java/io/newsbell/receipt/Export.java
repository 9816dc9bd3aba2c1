package io.newsbell.receipt;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.newsbell.device.AddressKind;
import io.newsbell.device.Platform;
import io.newsbell.history.Deliveries;
import io.newsbell.subscription.Level;
import java.time.Instant;
import java.time.LocalTime;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/// All that is stored of a reader, for the reader. Secrets are not in it, not even as hashes.
@Schema(name = "Export")
@JsonInclude(JsonInclude.Include.NON_ABSENT)
public record Export(
        Instant exportedAt,
        @Nullable String userId,
        Instant since,
        List<ExportedDevice> devices,
        List<ExportedFollow> follows,
        List<ExportedMute> mutes,
        Optional<ExportedPreferences> preferences) {

    /// @param awaitedAddress the address that the device claims and has yet to prove
    @Schema(name = "ExportedDevice")
    @JsonInclude(JsonInclude.Include.NON_ABSENT)
    public record ExportedDevice(
            UUID deviceId,
            Platform platform,
            Optional<ExportedAddress> address,
            @Nullable Instant addressSince,
            Optional<ExportedAddress> awaitedAddress,
            String locale,
            String timeZone,
            @Nullable String appVersion,
            @Nullable String osVersion,
            Instant registeredAt,
            Instant seenAt,
            @Nullable Instant unreachableSince,
            @Nullable Instant lastUnreachableFrom,
            @Nullable Instant lastUnreachableTo,
            List<Deliveries.Sent> notifications,
            List<ExportedReceipt> receipts) {}

    /// It belongs to whoever asks, but not into a log.
    @Schema(name = "ExportedAddress")
    public record ExportedAddress(AddressKind type, String value) {
        @Override
        public String toString() {
            return "[hidden]";
        }
    }

    @Schema(name = "ExportedFollow")
    @JsonInclude(JsonInclude.Include.NON_ABSENT)
    public record ExportedFollow(
            String topic,
            String name,
            Level level,
            Instant since,
            @Nullable Instant until) {}

    /// @param topic of a muted topic; absent where a story is muted
    @Schema(name = "ExportedMute")
    @JsonInclude(JsonInclude.Include.NON_ABSENT)
    public record ExportedMute(
            @Nullable String topic, @Nullable Long storyId, Instant since, Instant until) {}

    @Schema(name = "ExportedPreferences")
    @JsonInclude(JsonInclude.Include.NON_ABSENT)
    public record ExportedPreferences(
            @Nullable LocalTime quietFrom,
            @Nullable LocalTime quietTo,
            boolean breakingWhileQuiet,
            @Nullable Integer dailyCap,
            @Nullable Integer leastGapMinutes,
            @Nullable Instant pausedUntil,
            List<String> languages,
            List<LocalTime> digestTimes,
            Instant changedAt) {}

    @Schema(name = "ExportedReceipt")
    public record ExportedReceipt(UUID alertId, ReceiptEvent event, Instant at, Instant reportedAt) {}
}
