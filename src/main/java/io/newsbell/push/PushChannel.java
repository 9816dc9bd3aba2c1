package io.newsbell.push;

import io.newsbell.device.Address;
import java.util.concurrent.CompletionStage;

/// A push service.
public interface PushChannel {
    /// Gets a message ready to be sent to many addresses. May wait for a credential; never throws: a message
    /// that cannot be sent answers every address with the outcome that says why.
    Push prepare(PushMessage message);

    /// The same for what takes a message back.
    Push prepare(Retraction retraction);

    interface Push {
        /// Sends to one address without waiting. The stage always completes, in a bounded time, normally, and
        /// on a thread that must not be blocked.
        CompletionStage<Outcome> send(Address address);
    }
}
