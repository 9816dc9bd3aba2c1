package io.newsbell.webpush;

import io.newsbell.device.WebPushSubscription;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.SecureRandom;
import javax.crypto.Cipher;
import javax.crypto.KDF;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.HKDFParameterSpec;
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
    private static final int SECRET_BYTES = 32;
    private static final byte[] AGREED = "WebPush: info\0".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] KEY_INFO = "Content-Encoding: aes128gcm\0".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] NONCE_INFO = "Content-Encoding: nonce\0".getBytes(StandardCharsets.US_ASCII);

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
        var info = ByteBuffer.allocate(AGREED.length + 2 * Curve.POINT_BYTES)
                .put(AGREED)
                .put(to.p256dh())
                .put(ours)
                .array();
        var secret = derive(to.auth(), shared, info, SECRET_BYTES);
        var cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(
                Cipher.ENCRYPT_MODE,
                new SecretKeySpec(derive(salt, secret, KEY_INFO, KEY_BYTES), "AES"),
                new GCMParameterSpec(TAG_BYTES * Byte.SIZE, derive(salt, secret, NONCE_INFO, NONCE_BYTES)));
        var body = ByteBuffer.allocate(message.length + OVERHEAD)
                .put(salt)
                .putInt(RECORD)
                .put((byte) ours.length)
                .put(ours);
        body.put(cipher.update(message)).put(cipher.doFinal(new byte[] {LAST_RECORD}));
        return body.array();
    }

    private static byte[] derive(byte[] salt, byte[] from, byte[] info, int bytes) throws GeneralSecurityException {
        return KDF.getInstance("HKDF-SHA256")
                .deriveData(
                        HKDFParameterSpec.ofExtract().addSalt(salt).addIKM(from).thenExpand(info, bytes));
    }
}
