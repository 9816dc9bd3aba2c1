/// App installs, their push addresses, their secrets and their users. Takes registrations, leaves [Device]s and, for a
/// fan-out, [Recipient]s. Start at [Devices] for the common ways, at [Registrar] for all of them. What may go wrong: an
/// address that belongs to another device is challenged by a push ([Claims]), and moves only with the answer.
@NullMarked
package io.newsbell.device;

import org.jspecify.annotations.NullMarked;
