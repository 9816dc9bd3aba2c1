package io.newsbell.device;

import io.newsbell.app.Secret;
import java.util.UUID;

/// Asks whoever holds an address to prove it. Owned here, implemented where pushes are sent.
public interface ChallengePush {
    /// Pushes the answer to the address and returns at once. Nobody waits for it: whoever does not get it
    /// registers again.
    void send(long appId, Address address, UUID device, Secret answer);
}
