package io.newsbell.webpush;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.interfaces.ECPrivateKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;

/// With what an app proves to push services who it is.
///
/// @param publicKey what browsers call the application server key: an uncompressed point, in base64url
record VapidKey(String publicKey, ECPrivateKey privateKey) {
    static VapidKey of(KeyPair pair) {
        return new VapidKey(
                Base64.getUrlEncoder().withoutPadding().encodeToString(Curve.point(pair.getPublic())),
                (ECPrivateKey) pair.getPrivate());
    }

    /// @param pkcs8 in base64
    static VapidKey of(String publicKey, String pkcs8) {
        try {
            return new VapidKey(publicKey, (ECPrivateKey) KeyFactory.getInstance("EC")
                    .generatePrivate(new PKCS8EncodedKeySpec(Base64.getDecoder().decode(pkcs8))));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("The stored key %s is damaged".formatted(publicKey), e);
        }
    }

    String pkcs8() {
        return Base64.getEncoder().encodeToString(privateKey.getEncoded());
    }

    @Override
    public String toString() {
        return "[hidden]";
    }
}
