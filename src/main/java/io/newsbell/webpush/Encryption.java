package io.newsbell.webpush;

import io.newsbell.device.WebPushSubscription;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.SecureRandom;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/// Encrypts a message so that one browser alone can read it: the content coding aes128gcm (RFC 8188) in one
/// record, with a key that both sides agree on (RFC 8291).
final class Encryption {
    /// What a push service must take: the whole body, header and all.
    /// <https://www.rfc-editor.org/rfc/rfc8030#section-7.2>
    static final int LARGEST_BODY = 4_096;

    static final int SALT_BYTES = 16;

    private static final int HEADER_BYTES = SALT_BYTES + Integer.BYTES + 1 + Curve.POINT_BYTES;
    private static final int TAG_BYTES = 16;
    private static final int RECORD = 4_096;

    /// What a message becomes longer by.
    static final int OVERHEAD = HEADER_BYTES + 1 + TAG_BYTES;

    private static final byte LAST_RECORD = 2;
    private static final int KEY_BYTES = 16;
    private static final int NONCE_BYTES = 12;
    private static final String HMAC = "HmacSHA256";
    private static final byte[] AGREED = "WebPush: info\0".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] KEY_INFO = "Content-Encoding: aes128gcm\0\1".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] NONCE_INFO = "Content-Encoding: nonce\0\1".getBytes(StandardCharsets.US_ASCII);

    private final Curve curve;
    private final SecureRandom random = new SecureRandom();

    Encryption(Curve curve) {
        this.curve = curve;
    }

    byte[] encrypt(byte[] message, WebPushSubscription to) throws GeneralSecurityException {
        var salt = new byte[SALT_BYTES];
        random.nextBytes(salt);
        return encrypt(message, to, curve.newPair(), salt);
    }

    /// @param pair of this message alone
    byte[] encrypt(byte[] message, WebPushSubscription to, KeyPair pair, byte[] salt) throws GeneralSecurityException {
        if (message.length > LARGEST_BODY - OVERHEAD) {
            throw new IllegalArgumentException("A message has at most %d bytes".formatted(LARGEST_BODY - OVERHEAD));
        }
        var ours = Curve.point(pair.getPublic());
        var shared = curve.agree(pair.getPrivate(), curve.publicKey(to.p256dh()));
        var info = ByteBuffer.allocate(AGREED.length + 2 * Curve.POINT_BYTES + 1)
                .put(AGREED)
                .put(to.p256dh())
                .put(ours)
                .put((byte) 1)
                .array();
        var mac = Mac.getInstance(HMAC);
        var secret = hmac(mac, hmac(mac, to.auth(), shared), info);
        var both = hmac(mac, salt, secret);
        var key = new SecretKeySpec(hmac(mac, both, KEY_INFO), 0, KEY_BYTES, "AES");
        var cipher = curve.cipher();
        cipher.init(
                Cipher.ENCRYPT_MODE,
                key,
                new GCMParameterSpec(TAG_BYTES * Byte.SIZE, hmac(mac, both, NONCE_INFO), 0, NONCE_BYTES));
        var body = ByteBuffer.allocate(message.length + OVERHEAD)
                .put(salt)
                .putInt(RECORD)
                .put((byte) ours.length)
                .put(ours);
        body.put(cipher.update(message)).put(cipher.doFinal(new byte[] {LAST_RECORD}));
        return body.array();
    }

    /// All that HKDF takes here: nothing that is derived is longer than one hash, and RFC 8291 (3.4) writes
    /// it down so. Java's own KDF looks its parts up each time, which takes as long as everything else that
    /// is not the curve.
    private static byte[] hmac(Mac mac, byte[] key, byte[] of) throws GeneralSecurityException {
        mac.init(new SecretKeySpec(key, HMAC));
        return mac.doFinal(of);
    }
}
