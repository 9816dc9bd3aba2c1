package io.newsbell.push;

import io.newsbell.device.Address;
import io.newsbell.device.AddressKind;
import io.newsbell.device.Recipient;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;

/// A push service, or a family of them that speak one language.
public interface PushChannel {
    /// The addresses that it reaches. No two channels have one in common.
    Set<AddressKind> kinds();

    /// Gets an app's message ready to be sent to many addresses. May wait for a credential; never throws: a
    /// message that cannot be sent answers every address with the outcome that says why.
    Push prepare(long appId, PushMessage message);

    /// The same for what takes a message back.
    Push prepare(long appId, Retraction retraction);

    interface Push {
        /// How much of what the service takes it needs, whatever the address.
        Size size();

        /// Whose quota a message to the address uses up: what has the same one is paced together.
        String quota(Address address);

        /// Sends to everybody on the list, without waiting. Each is answered once, in a bounded time,
        /// together with others of the list whose answers came at the same moment.
        ///
        /// @param answers called on a thread that must not be blocked
        void send(List<Recipient> recipients, Consumer<List<Answer>> answers);

        /// Asks whether the service would take it. Rings nothing.
        CompletionStage<Outcome> validate(Address address);
    }

    /// In bytes, as the service counts them.
    record Size(int used, int limit) {}
}
