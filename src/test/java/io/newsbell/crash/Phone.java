package io.newsbell.crash;

import io.newsbell.device.AddressKind;
import io.newsbell.device.Platform;
import java.util.UUID;

/// @param number  its place in the town
/// @param topics  a bit for each that it follows, by its place in [Town#TOPICS]
record Phone(int number, UUID id, Platform platform, AddressKind kind, String address, int topics, Health health) {
    enum Health {
        WELL,
        /// FCM calls its address UNREGISTERED. The only reason for which an address may be retired.
        UNINSTALLED,
        /// FCM calls its address an INVALID_ARGUMENT. That is no reason to retire it.
        GARBLED
    }
}
