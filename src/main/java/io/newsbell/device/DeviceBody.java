package io.newsbell.device;

import io.newsbell.problem.Problem;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/// What an app sends of its install.
@Schema(name = "Device")
record DeviceBody(
        @NotNull(message = "Give the app's slug")
        @Pattern(regexp = "[a-z0-9][a-z0-9-]{0,62}", message = "Give the app's slug")
        @Schema(examples = "demo")
        String app,

        @NotNull(message = "Give the platform") @Schema(description = "Of an address of the type webPush always web")
        Platform platform,

        @Valid @NotNull(message = "Give the push address") AddressBody address,

        @NotBlank(message = "Give the locale")
        @Size(max = 35, message = "Use at most 35 characters")
        @Schema(examples = "en-IN", description = "A BCP 47 language tag")
        String locale,

        @NotBlank(message = "Give the time zone")
        @Size(max = 64, message = "Use at most 64 characters")
        @Schema(
                examples = "Asia/Kolkata",
                description =
                        "A name of the IANA time zone database, or UTC. An offset such as +05:30 is refused: it does"
                                + " not know of summer time")
        String timeZone,

        @Size(max = 64, message = "Use at most 64 characters")
        @Pattern(regexp = Registration.PRINTABLE, message = "Use printable characters")
        @Schema(examples = "4.2.0")
        @Nullable
        String appVersion,

        @Size(max = 64, message = "Use at most 64 characters")
        @Pattern(regexp = Registration.PRINTABLE, message = "Use printable characters")
        @Schema(examples = "Android 16")
        @Nullable
        String osVersion,

        @Size(min = 1, max = 255, message = "Use 1 to 255 characters")
        @Pattern(regexp = Registration.PRINTABLE, message = "Use printable characters")
        @Schema(
                examples = "subscriber-4711",
                description = "Who is signed in, if anybody; needs userToken. Leaving it out signs nobody out")
        @Nullable
        String userId,

        @Size(max = 8_192, message = "Use at most 8,192 characters")
        @Schema(description = "A JWT of the publisher that proves userId; see PUT …/user")
        @Nullable
        String userToken) {

    Registration registration() {
        if (address.type() == AddressKind.WEB_PUSH && platform != Platform.WEB) {
            throw Problem.invalid("/platform", "Say web: only a browser has an address of the type webPush.");
        }
        return new Registration(
                platform,
                address.address(),
                Registration.locale(locale)
                        .orElseThrow(
                                () -> Problem.invalid("/locale", "Give a BCP 47 language tag such as en or en-IN.")),
                Registration.timeZone(timeZone)
                        .orElseThrow(() -> Problem.invalid(
                                "/timeZone",
                                "Give a time zone of the IANA database such as Asia/Kolkata, or UTC; not an offset.")),
                appVersion,
                osVersion);
    }

    @Override
    public String toString() {
        return "[hidden]";
    }

    @Schema(name = "Address")
    record AddressBody(
            @NotNull(message = "Give the type of the address")
            AddressKind type,

            @NotBlank(message = "Give the address")
            @Size(max = Address.LONGEST, message = "Use at most 1,024 characters")
            @Pattern(
                    regexp = Address.CHARACTERS_OR_ENDPOINT,
                    message = "Send the address exactly as Firebase or the browser gave it")
            @Schema(description = "As Firebase gave it; of a browser, the endpoint of its subscription")
            String value,

            @Valid @Schema(description = "Of a browser's subscription only") @Nullable
            Keys keys) {

        Address address() {
            return switch (type) {
                case FCM_TOKEN, FCM_INSTALLATION -> {
                    if (!value.matches(Address.CHARACTERS)) {
                        throw Problem.invalid("/address/value", "Send the address exactly as Firebase gave it.");
                    }
                    if (keys != null) {
                        throw Problem.invalid(
                                "/address/keys", "Leave them out: only a browser's subscription has keys.");
                    }
                    yield new Address(type, value);
                }
                case WEB_PUSH -> subscription().address();
            };
        }

        /// Of a browser.
        Optional<String> applicationServerKey() {
            return Optional.ofNullable(keys).map(Keys::applicationServerKey);
        }

        private WebPushSubscription subscription() {
            if (keys == null) {
                throw Problem.invalid("/address/keys", "Send the keys of the browser's subscription, too.");
            }
            if (!WebPushSubscription.isEndpoint(value)) {
                throw Problem.invalid("/address/value", "Send the subscription's endpoint, an address with https.");
            }
            return WebPushSubscription.of(value, keys.p256dh(), keys.auth(), keys.applicationServerKey())
                    .orElseThrow(() -> Problem.invalid(
                            "/address/keys", "Send the keys exactly as the browser's subscription has them."));
        }

        @Override
        public String toString() {
            return "[hidden]";
        }

        /// In base64url, as browsers give them.
        @Schema(name = "AddressKeys")
        record Keys(
                @NotBlank(message = "Give the browser's key")
                @Size(max = 100, message = "Use at most 100 characters")
                @Schema(description = "Of toJSON().keys")
                String p256dh,

                @NotBlank(message = "Give the browser's secret")
                @Size(max = 100, message = "Use at most 100 characters")
                @Schema(description = "Of toJSON().keys")
                String auth,

                @NotBlank(message = "Give the application server key")
                @Pattern(regexp = "[A-Za-z0-9_-]{87}", message = "Give it in base64url, without padding")
                @Schema(
                        description =
                                "With which the browser subscribed, of GET /v1/web/{app}; one of another app is refused")
                String applicationServerKey) {
            @Override
            public String toString() {
                return "[hidden]";
            }
        }
    }
}
