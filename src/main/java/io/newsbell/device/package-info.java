/// App installs, their push addresses and their secrets. Takes registrations, leaves [Device]s and, for a fan-out,
/// [Recipient]s. Start at [Devices]. What may go wrong: an address that belongs to another device is refused, never
/// moved.
@NullMarked
package io.newsbell.device;

import org.jspecify.annotations.NullMarked;
