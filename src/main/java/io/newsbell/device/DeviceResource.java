package io.newsbell.device;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.newsbell.app.App;
import io.newsbell.app.Apps;
import io.newsbell.problem.Problem;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.Locale;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.security.SecurityRequirement;
import org.eclipse.microprofile.openapi.annotations.security.SecurityRequirementsSet;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

@Path("/v1/devices/{deviceId}")
@Tag(name = "Devices")
class DeviceResource {
    private final Apps apps;
    private final Devices devices;
    private final CallingDevice caller;

    DeviceResource(Apps apps, Devices devices, CallingDevice caller) {
        this.apps = apps;
        this.devices = devices;
        this.caller = caller;
    }

    @PUT
    @SecurityRequirementsSet
    @SecurityRequirement(name = "deviceSecret")
    @Operation(
            summary = "Register a device, or tell that it is still there",
            description =
                    "The app makes the id, a random UUID, once per install. The first call needs no credential and"
                            + " answers with the device's secret, which is never shown again; every later call needs it.")
    @APIResponse(
            responseCode = "201",
            description = "Registered; keep the secret",
            content = @Content(schema = @Schema(implementation = Registered.class)))
    @APIResponse(
            responseCode = "200",
            description = "Refreshed",
            content = @Content(schema = @Schema(implementation = Registered.class)))
    public RestResponse<Registered> put(UUID deviceId, @Valid @NotNull DeviceBody body) {
        var registration = body.registration();
        var known = caller.known();
        if (known.isPresent()) {
            devices.refresh(known.get(), registration);
            return RestResponse.ok(new Registered(deviceId, null));
        }
        var app = app(body.app());
        var secret = devices.register(deviceId, app.id(), registration);
        return RestResponse.status(RestResponse.Status.CREATED, new Registered(deviceId, secret.value()));
    }

    private App app(String slug) {
        return apps.bySlug(slug).orElseThrow(() -> Problem.invalid("/app", "There is no app of this name."));
    }

    /// @param secret only in the answer to the first registration
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Registered(UUID deviceId, @Nullable String secret) {}

    @Schema(name = "Device")
    record DeviceBody(
            @NotBlank(message = "Give the app's slug") @Schema(examples = "demo")
            String app,

            @NotNull(message = "Give the platform") Platform platform,

            @Valid @NotNull(message = "Give the push address")
            AddressBody address,

            @NotBlank(message = "Give the locale")
            @Size(max = 35, message = "Use at most 35 characters")
            @Schema(examples = "en-IN")
            String locale,

            @NotBlank(message = "Give the time zone")
            @Size(max = 64, message = "Use at most 64 characters")
            @Schema(examples = "Asia/Kolkata")
            String timeZone,

            @Size(max = 64, message = "Use at most 64 characters") @Nullable
            String appVersion,

            @Size(max = 64, message = "Use at most 64 characters") @Nullable
            String osVersion) {

        Registration registration() {
            return new Registration(
                    platform,
                    new Address(address.type(), address.value()),
                    locale(locale),
                    zone(timeZone),
                    appVersion,
                    osVersion);
        }

        private static Locale locale(String tag) {
            var locale = Locale.forLanguageTag(tag);
            if (locale.getLanguage().isEmpty()) {
                throw Problem.invalid("/locale", "Give a BCP 47 language tag such as en or en-IN.");
            }
            return locale;
        }

        private static ZoneId zone(String id) {
            try {
                return ZoneId.of(id);
            } catch (DateTimeException e) {
                throw Problem.invalid("/timeZone", "Give a time zone of the IANA database such as Asia/Kolkata.");
            }
        }
    }

    /// @param value Google does not say how long an address may be; those seen have 22 to 250 characters
    @Schema(name = "Address")
    record AddressBody(
            @NotNull(message = "Give the type of the address")
            AddressKind type,

            @NotBlank(message = "Give the address")
            @Size(max = 1_024, message = "Use at most 1,024 characters")
            @Pattern(regexp = "[A-Za-z0-9_:.=-]+", message = "Send the address exactly as Firebase gave it")
            String value) {}
}
