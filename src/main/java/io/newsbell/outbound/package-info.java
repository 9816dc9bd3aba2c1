/// Calls to servers that somebody else named: feeds, hubs, webhooks. Takes an address and suspects it; calls only what
/// [AddressCheck] found to be of the internet, at the very address that it found, within a time and a size. Start at
/// [Caller]. What may go wrong is a [CallTrouble], with a sentence for people.
@NullMarked
package io.newsbell.outbound;

import org.jspecify.annotations.NullMarked;
