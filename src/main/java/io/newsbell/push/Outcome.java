package io.newsbell.push;

import java.time.Duration;

/// What a push service's answer means for the one who sends: one case per thing to do next.
public sealed interface Outcome {
    /// The service has it. Nothing more to do.
    record Accepted(String messageId) implements Outcome {}

    /// The service knows that the address is gone for good: retire it.
    record AddressDead() implements Outcome {}

    /// The service does not take this address, but does not say it is gone: count it, keep the address.
    record AddressRefused(String reason) implements Outcome {}

    /// Nothing was sent; it may work later.
    record TryLater(Duration after) implements Outcome {}

    /// Our mistake, and every other device would get the same answer: stop and tell people.
    record Refused(String reason) implements Outcome {}

    /// The request was written and no answer came: it may have been sent. Sending again might ring twice.
    record Ambiguous(String reason) implements Outcome {}
}
