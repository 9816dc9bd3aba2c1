package io.newsbell.app;

import io.newsbell.audit.Actor;
import jakarta.enterprise.context.RequestScoped;
import org.jspecify.annotations.Nullable;

/// The publisher's server behind the present request, which has proved itself with an API key of the scopes
/// that the called method's `@SecurityRequirement(name = "apiKey", scopes = …)` names. See [ServerKeyFilter].
@RequestScoped
public class CallingServer {
    private @Nullable ServerKey key;

    void is(ServerKey key) {
        this.key = key;
    }

    /// Whether it was a server that called: a method that also takes a device's secret may have been called by
    /// a phone.
    public boolean isKnown() {
        return key != null;
    }

    public App app() {
        return key().app();
    }

    /// The name of the key that it called with.
    public String keyName() {
        return key().name();
    }

    /// For the audit log, and for the reasons of what it does.
    public Actor actor() {
        return Actor.key(keyName());
    }

    ServerKey key() {
        if (key == null) {
            throw new IllegalStateException("The called method does not say that it needs an API key");
        }
        return key;
    }
}
