package io.newsbell.ledger;

import io.newsbell.alert.AmendmentKind;
import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/// What became of the phones that a correction or a recall is for: reached = told + gone + refused + ambiguous + late +
/// superseded + waiting. Who was told this version from the start is not in it.
///
/// @param version    that the alert has since then
/// @param reached    the devices that were told an older version. Grows while the alert is being sent
/// @param told       the push service took it. Whether a phone could do it silently is up to its platform
/// @param gone       the address is dead, or there is none any more
/// @param ambiguous  the push service did not answer
/// @param late       it could not be told in time: its inbox says what holds
/// @param superseded of another amendment, or another alert of the story, that came before it was told
@Schema(name = "Amendment")
public record AmendmentAnswer(
        AmendmentKind kind,
        @Schema(examples = "2") int version,
        Instant madeAt,
        @Schema(examples = "41873") long reached,
        @Schema(examples = "41790") long told,
        @Schema(examples = "71") long gone,
        @Schema(examples = "2") long refused,
        long ambiguous,
        @Schema(examples = "0") long late,
        @Schema(examples = "10") long superseded,
        @Schema(examples = "0") long waiting) {}
