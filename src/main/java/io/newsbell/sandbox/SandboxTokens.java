package io.newsbell.sandbox;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// Push addresses that certify themselves, so that a million phones can exist without one being registered.
///
/// An installation id is 22 characters like Firebase's: four fixed bits, 64 from the phone's name, 64 that
/// check them. A registration token is that id, `:APA91b` and 114 characters that follow from it. So both
/// addresses of a phone lead to each other, and changing any character gives an address that looks right and
/// was never issued. The key is no secret: every sandbox knows every sandbox's phones.
public final class SandboxTokens {
    enum Standing {
        ISSUED,
        NEVER_ISSUED,
        MALFORMED
    }

    private static final String MARK = ":APA91b";
    private static final int INSTALLATION_LENGTH = 22;
    private static final int TAIL_BYTES = 85;
    private static final int TOKEN_LENGTH = INSTALLATION_LENGTH + 7 + 114;

    /// Real ones: 11 characters until 2019, 22 since, then the mark and 100 and more of the URL-safe alphabet.
    private static final Pattern TOKEN = Pattern.compile("[A-Za-z0-9_-]{8,64}:APA91b[A-Za-z0-9_-]{100,250}");

    private static final Pattern INSTALLATION = Pattern.compile("[cdef][A-Za-z0-9_-]{21}");
    private static final Base64.Encoder BASE64 = Base64.getUrlEncoder().withoutPadding();
    private static final SecretKeySpec KEY =
            new SecretKeySpec("newsbell sandbox".getBytes(StandardCharsets.US_ASCII), "HmacSHA256");
    private static final ThreadLocal<Mac> MAC = ThreadLocal.withInitial(SandboxTokens::newMac);

    private SandboxTokens() {}

    /// The registration token of the phone of this name: always the same one.
    public static String mint(String name) {
        return tokenOf(mintInstallation(name));
    }

    /// The Firebase Installation ID of the phone of this name.
    public static String mintInstallation(String name) {
        return installation(first64("name:" + name));
    }

    /// The other address of the same phone.
    public static String tokenOf(String installation) {
        return installation + MARK + tail(installation);
    }

    /// The other address of the same phone.
    public static String installationOf(String token) {
        return token.substring(0, Math.min(INSTALLATION_LENGTH, token.length()));
    }

    static Standing ofToken(String token) {
        if (isIssued(token)) {
            return Standing.ISSUED;
        }
        return TOKEN.matcher(token).matches() ? Standing.NEVER_ISSUED : Standing.MALFORMED;
    }

    /// The whole tail follows from the installation id, so this is one HMAC and a comparison.
    private static boolean isIssued(String token) {
        return token.length() == TOKEN_LENGTH
                && token.startsWith(MARK, INSTALLATION_LENGTH)
                && token.endsWith(tail(token.substring(0, INSTALLATION_LENGTH)));
    }

    static Standing ofInstallation(String id) {
        if (!INSTALLATION.matcher(id).matches()) {
            return Standing.MALFORMED;
        }
        byte[] bytes = Base64.getUrlDecoder().decode(id + "A");
        long high = ByteBuffer.wrap(bytes).getLong();
        long name = (high << 4) | ((bytes[8] & 0xF0L) >>> 4);
        return installation(name).equals(id) ? Standing.ISSUED : Standing.NEVER_ISSUED;
    }

    private static String installation(long name) {
        long check = first64("installation:" + name);
        byte[] bytes = ByteBuffer.allocate(17)
                .putLong(0x7000_0000_0000_0000L | name >>> 4)
                .putLong(name << 60 | check >>> 4)
                .put((byte) (check << 4))
                .array();
        return BASE64.encodeToString(bytes).substring(0, INSTALLATION_LENGTH);
    }

    private static String tail(String installation) {
        byte[] seed = hmac("token:" + installation);
        byte[] tail = new byte[TAIL_BYTES];
        for (int i = 0; i < tail.length; i++) {
            tail[i] = (byte) (seed[i % seed.length] ^ 0x55 * (i / seed.length));
        }
        return BASE64.encodeToString(tail);
    }

    private static long first64(String text) {
        return ByteBuffer.wrap(hmac(text)).getLong();
    }

    private static byte[] hmac(String text) {
        return MAC.get().doFinal(text.getBytes(StandardCharsets.UTF_8));
    }

    private static Mac newMac() {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(KEY);
            return mac;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
