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
    record TryLater(Duration after, Why why) implements Outcome {
        public TryLater(Duration after) {
            this(after, Why.UNAVAILABLE);
        }
    }

    /// Why not now.
    enum Why {
        /// The service takes no more for the moment: we have sent as much as is allowed, or more.
        QUOTA,
        /// The service has a fault, or too much to do.
        UNAVAILABLE,
        /// There was no connection on which to send.
        UNREACHABLE,
        /// There is no access token yet.
        NO_TOKEN
    }

    /// Our mistake, and every other device would get the same answer, if it is no single odd address: stop
    /// and tell people.
    record Refused(Fault fault, String reason) implements Outcome {}

    /// The request was written and no answer came: it may have been sent. Sending again might ring twice.
    record Ambiguous(String reason) implements Outcome {}

    /// What a person has to look at.
    enum Fault {
        /// The message itself: its text, its links, its size.
        PAYLOAD,
        /// The key, or the service account, is revoked or has no right to send.
        CREDENTIALS,
        /// The addresses belong to another project than the credentials.
        WRONG_PROJECT
    }
}
