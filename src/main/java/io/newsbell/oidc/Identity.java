package io.newsbell.oidc;

/// Somebody whom the provider vouches for.
///
/// @param issuer     which provider
/// @param subject    its own, lasting name of the person; nobody else gets it
/// @param email      may pass from one person to another; empty if the provider does not say
/// @param isVerified whether the provider says that the address is the person's
public record Identity(String issuer, String subject, String email, boolean isVerified) {}
