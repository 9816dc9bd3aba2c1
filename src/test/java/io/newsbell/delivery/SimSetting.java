package io.newsbell.delivery;

/// Bugs that are put into the simulation's fakes, to see that it finds them.
enum SimSetting {
    SOUND,
    /// The store takes writes from whoever comes.
    NO_FENCING,
    /// The sender forgets how long the service asked to be left alone.
    NO_RETRY_AFTER,
    /// Every alert is treated like a breaking one when there is no answer.
    AMBIGUOUS_FOR_ALL,
    /// What is handed to the wire is written down as accepted.
    FLUSH_BEFORE_SEND,
    /// The quota saves up what nobody wants.
    UNCAPPED_QUOTA,
    /// Nobody looks at the expiry while sending.
    NO_EXPIRY,
    /// A hand-over that records what is left, but puts it into no queue.
    HALF_A_HAND_OVER
}
