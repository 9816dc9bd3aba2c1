package io.newsbell.device;

import java.time.Instant;
import java.util.Optional;

/// What is known of a device, for people who help its reader. Its push address is not among it: nobody needs that
/// to understand why a phone did not ring, and who has it could be tempted to use it.
///
/// @param locale     a BCP 47 tag, as the phone said it
/// @param timeZone   of the IANA database
/// @param isReachable whether it has an address
/// @param retiredAt  since when the push service has said that the app is gone
public record Install(
        Device device,
        Platform platform,
        String locale,
        String timeZone,
        Optional<String> appVersion,
        Optional<String> osVersion,
        Instant registeredAt,
        Instant seenAt,
        boolean isReachable,
        Optional<Instant> retiredAt) {}
