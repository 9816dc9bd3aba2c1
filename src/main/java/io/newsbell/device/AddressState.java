package io.newsbell.device;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/// What became of the address that a device gave.
///
/// @param expiresAt until when a challenge can be answered
@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(
        name = "AddressState",
        description =
                "active: pushes go to the address. challenged: it belongs to another device, and moves when what was"
                        + " pushed to it (data newsbell = address-challenge) has been sent to …/address-challenge.")
record AddressState(
        @Schema(required = true) State state,

        @Schema(description = "Until when the challenge can be answered") @Nullable
        Instant expiresAt) {

    static final AddressState ACTIVE = new AddressState(State.ACTIVE, null);

    static AddressState challenged(Instant expiresAt) {
        return new AddressState(State.CHALLENGED, expiresAt);
    }

    @Schema(name = "AddressStateName")
    enum State {
        @JsonProperty("active")
        ACTIVE,
        @JsonProperty("challenged")
        CHALLENGED
    }
}
