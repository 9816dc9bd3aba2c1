package io.newsbell.bulk;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.newsbell.device.Address;
import io.newsbell.device.AddressKind;
import io.newsbell.device.Platform;
import io.newsbell.device.Registration;
import io.newsbell.device.WebPushSubscription;
import io.newsbell.subscription.Level;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/// One line of an import or export: a device and what its reader follows.
///
/// @param cursor only in exports, where it resumes one; an import takes no notice of it
@Schema(name = "DeviceLine", description = "One line: a device and what its reader follows")
@JsonInclude(JsonInclude.Include.NON_NULL)
record DeviceLine(
        @Schema(description = "Made by Newsbell if absent") @Nullable
        UUID deviceId,

        @NotNull(message = "Give the platform") Platform platform,

        @Valid @NotNull(message = "Give the push address") AddressPart address,

        @Size(max = 35, message = "Use at most 35 characters")
        @Schema(
                description = "BCP 47; und (unknown) if absent, until the app tells",
                defaultValue = "und",
                examples = "en-IN")
        @Nullable
        String locale,

        @Size(max = 64, message = "Use at most 64 characters")
        @Schema(
                description = "IANA; UTC if absent, until the app tells",
                defaultValue = "UTC",
                examples = "Asia/Kolkata")
        @Nullable
        String timeZone,

        @Size(max = 64, message = "Use at most 64 characters")
        @Pattern(regexp = Registration.PRINTABLE, message = "Use printable characters")
        @Nullable
        String appVersion,

        @Size(max = 64, message = "Use at most 64 characters")
        @Pattern(regexp = Registration.PRINTABLE, message = "Use printable characters")
        @Nullable
        String osVersion,

        @Size(min = 1, max = 255, message = "Use 1 to 255 characters")
        @Pattern(regexp = Registration.PRINTABLE, message = "Use printable characters")
        @Schema(description = "The user's id at the publisher: all lines with the same one are one reader")
        @Nullable
        String userId,

        @Schema(description = "When the app was installed; now if absent") @Nullable
        Instant createdAt,

        @Schema(
                description =
                        "When the app was last seen; now if absent. A device unseen for longer than is kept is erased")
        @Nullable
        Instant seenAt,

        @Size(max = 500, message = "Use at most 500 follows")
        List<@Valid @NotNull(message = "Name the topic") Follow> follows,

        @Schema(description = "In exports: continues after this line. Ignored by imports") @Nullable
        String cursor) {

    DeviceLine {
        // Jackson gives null for what is absent.
        follows = follows == null ? List.of() : follows;
    }

    @Schema(name = "DeviceLineAddress")
    record AddressPart(
            @NotNull(message = "Give the type of the address")
            AddressKind type,

            @NotBlank(message = "Give the address")
            @Size(max = WebPushSubscription.LONGEST_ADDRESS, message = "Use at most 1,148 characters")
            @Schema(description = "As Firebase gave it; of a browser, as an export gives it")
            String value) {

        /// In the spelling in which a registration would store it: another one would be another device.
        @JsonCreator(mode = JsonCreator.Mode.PROPERTIES)
        static AddressPart read(@JsonProperty("type") AddressKind type, @JsonProperty("value") String value) {
            var isBrowser = type == AddressKind.WEB_PUSH && value != null;
            return new AddressPart(
                    type,
                    isBrowser
                            ? WebPushSubscription.of(value)
                                    .map(subscription -> subscription.address().value())
                                    .orElse(value)
                            : value);
        }

        boolean hasItsForm() {
            return switch (type) {
                case FCM_TOKEN, FCM_INSTALLATION -> value.matches(Address.CHARACTERS);
                case WEB_PUSH -> WebPushSubscription.of(value).isPresent();
            };
        }

        @Override
        public String toString() {
            return "[address]";
        }
    }

    /// @param level every if absent
    @Schema(name = "DeviceLineFollow", description = "Or only the topic's name, which means every alert")
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Follow(
            @NotBlank(message = "Name the topic") @Size(max = 100, message = "Use at most 100 characters")
            String topic,

            Level level,

            @Nullable Instant since,

            @Schema(description = "Unfollowed by itself then") @Nullable
            Instant until) {

        @JsonCreator(mode = JsonCreator.Mode.PROPERTIES)
        Follow(
                @JsonProperty("topic") String topic,
                @JsonProperty("level") Level level,
                @JsonProperty("since") @Nullable Instant since,
                @JsonProperty("until") @Nullable Instant until) {
            this.topic = topic;
            this.level = level == null ? Level.EVERY : level;
            this.since = since;
            this.until = until;
        }

        @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
        static Follow of(String topic) {
            return new Follow(topic, Level.EVERY, null, null);
        }
    }
}
