package io.newsbell.device;

import io.newsbell.app.Secret;
import io.newsbell.problem.ErrorCode;
import io.newsbell.problem.Problem;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.security.SecurityRequirement;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

@Path("/v1/devices/{deviceId}/address-challenge")
@Tag(name = "Devices")
@SecurityRequirement(name = "deviceSecret")
class AddressChallengeResource {
    private final CallingDevice caller;
    private final Claims claims;

    AddressChallengeResource(CallingDevice caller, Claims claims) {
        this.caller = caller;
        this.claims = claims;
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            operationId = "answerAddressChallenge",
            summary = "Answer the push that proves an address",
            description =
                    "When a registration answers with address.state = challenged, a silent push with the data newsbell ="
                            + " address-challenge, deviceId and answer goes to the address. Sending that answer here"
                            + " within ten minutes moves the address to this device. Five wrong answers end the"
                            + " challenge. Registering again pushes another one, for the same address at most once a"
                            + " minute and five times an hour; only the newest counts.")
    @APIResponse(responseCode = "200", description = "The address is this device's")
    @APIResponse(responseCode = "409", description = "There is no push to be answered: `no_challenge`")
    public Answered answer(UUID deviceId, @Valid @NotNull(message = "Send the answer") AnswerBody body) {
        var verdict = Meeting.resolve(() -> claims.answer(caller.device(), new Secret(body.answer())));
        return switch (verdict) {
            case RIGHT -> new Answered(deviceId, AddressState.ACTIVE);
            case WRONG ->
                throw new Problem(
                        ErrorCode.WRONG_ANSWER,
                        "Send the answer of the newest push whose deviceId is this device's.",
                        List.of(new Problem.FieldError("/answer", "is not what was pushed last")));
            case NOTHING_TO_ANSWER ->
                throw new Problem(
                        ErrorCode.NO_CHALLENGE,
                        "Register the address again: there was no challenge, or its ten minutes or five tries are over.");
        };
    }

    @Schema(name = "ChallengeAnswer")
    record AnswerBody(
            @NotBlank(message = "Give the answer from the push")
            @Size(max = 128, message = "Use at most 128 characters")
            @Schema(examples = "nbc_VGhpcyBpcyBub3QgYSByZWFsIGFuc3dlciBhdCBhbGw")
            String answer) {
        @Override
        public String toString() {
            return "[hidden]";
        }
    }

    @Schema(name = "AddressAnswered")
    record Answered(
            @Schema(required = true) UUID deviceId,
            @Schema(required = true) AddressState address) {}
}
