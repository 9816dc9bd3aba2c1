package io.newsbell.fcm;

/// Takes Google's place when no credentials are configured.
public interface StandIn {
    /// Starts it if it does not run yet.
    FcmEndpoint endpoint();
}
