package io.newsbell.oidc;

import com.nimbusds.oauth2.sdk.pkce.CodeVerifier;
import com.nimbusds.openid.connect.sdk.Nonce;

/// A sign-in that has been begun.
///
/// @param nonce    the ID token must have it, or it was made for another sign-in
/// @param verifier without it the code is worth nothing
/// @param wanted   the page that the person wanted to see
record Attempt(Nonce nonce, CodeVerifier verifier, String wanted) {
    @Override
    public String toString() {
        return "attempt to see " + wanted;
    }
}
