package io.newsbell.device;

import java.math.BigInteger;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Arrays;
import java.util.Base64;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/// What a browser gives out to be pushed to. Whoever knows [auth][#auth()] has it from the browser itself, so
/// that nobody who claims one has to be challenged.
///
/// @param endpoint     of the browser's push service
/// @param p256dh       the browser's public key, an uncompressed point of P-256
/// @param auth         the secret that it shares with who may push
/// @param serverKey    the beginning of the application server key with which it was made: enough to tell a
///                     publisher's keys apart, and to store in every row
/// @see <a href="https://www.rfc-editor.org/rfc/rfc8291#section-3.1">RFC 8291</a>
public record WebPushSubscription(String endpoint, byte[] p256dh, byte[] auth, String serverKey) {
    /// Longer ones were never seen; Microsoft's have about 400 characters.
    public static final int LONGEST_ENDPOINT = 1_024;

    /// With the keys, and what is between them.
    public static final int LONGEST_ADDRESS = LONGEST_ENDPOINT + 87 + 22 + 12 + 3;

    static final int KEY_BYTES = 65;
    static final int AUTH_BYTES = 16;

    private static final int SERVER_KEY_SHOWN = 12;
    private static final byte UNCOMPRESSED = 4;
    private static final int HTTPS = 443;
    private static final int HIGHEST_PORT = 65_535;
    private static final Pattern PARTS = Pattern.compile("(\\S+) ([\\w-]{87}) ([\\w-]{22}) ([\\w-]{12})");

    private static final BigInteger P =
            new BigInteger("ffffffff00000001000000000000000000000000ffffffffffffffffffffffff", 16);
    private static final BigInteger B =
            new BigInteger("5ac635d8aa3a93e7b3ebbd55769886bc651d06b0cc53b0f63bce3c3e27d2604b", 16);
    private static final BigInteger THREE = BigInteger.valueOf(3);

    /// What an address of the kind WEB_PUSH holds.
    ///
    /// @return empty if that is no subscription
    public static Optional<WebPushSubscription> of(String address) {
        var parts = PARTS.matcher(address);
        return parts.matches() ? of(parts.group(1), parts.group(2), parts.group(3), parts.group(4)) : Optional.empty();
    }

    /// The same of an address that has been [looked at][#of(String)] before it was stored: not again with
    /// every message.
    ///
    /// @return empty if it is none all the same
    public static Optional<WebPushSubscription> stored(String address) {
        var parts = PARTS.matcher(address);
        if (!parts.matches()) {
            return Optional.empty();
        }
        var base64 = Base64.getUrlDecoder();
        try {
            return Optional.of(new WebPushSubscription(
                    parts.group(1), base64.decode(parts.group(2)), base64.decode(parts.group(3)), parts.group(4)));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /// @return empty if it cannot have come from a browser
    static Optional<WebPushSubscription> of(String endpoint, String p256dh, String auth, String serverKey) {
        try {
            var key = Base64.getUrlDecoder().decode(p256dh);
            var secret = Base64.getUrlDecoder().decode(auth);
            return isEndpoint(endpoint) && isPoint(key) && secret.length == AUTH_BYTES
                    ? Optional.of(new WebPushSubscription(inOneSpelling(endpoint), key, secret, shown(serverKey)))
                    : Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    public Address address() {
        var base64 = Base64.getUrlEncoder().withoutPadding();
        return new Address(
                AddressKind.WEB_PUSH,
                String.join(" ", endpoint, base64.encodeToString(p256dh), base64.encodeToString(auth), serverKey));
    }

    /// What a subscription keeps of an application server key.
    public static String shown(String applicationServerKey) {
        return applicationServerKey.substring(0, Math.min(SERVER_KEY_SHOWN, applicationServerKey.length()));
    }

    /// Two spellings of one address would be two devices.
    private static String inOneSpelling(String endpoint) {
        var uri = URI.create(endpoint);
        var path = uri.getRawPath() == null || uri.getRawPath().isEmpty() ? "/" : uri.getRawPath();
        return "https://"
                + uri.getHost().toLowerCase(Locale.ROOT)
                + (uri.getPort() < 0 || uri.getPort() == HTTPS ? "" : ":" + uri.getPort())
                + path
                + (uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery());
    }

    static boolean isEndpoint(String text) {
        try {
            var uri = new URI(text);
            return text.length() <= LONGEST_ENDPOINT
                    && "https".equalsIgnoreCase(uri.getScheme())
                    && uri.getHost() != null
                    && uri.getPort() != 0
                    && uri.getPort() <= HIGHEST_PORT
                    && uri.getRawUserInfo() == null
                    && uri.getRawFragment() == null;
        } catch (URISyntaxException e) {
            return false;
        }
    }

    /// Of the curve: y² = x³ − 3x + b. A point of another curve would be used to find out keys.
    static boolean isPoint(byte[] key) {
        if (key.length != KEY_BYTES || key[0] != UNCOMPRESSED) {
            return false;
        }
        int half = (KEY_BYTES - 1) / 2;
        var x = new BigInteger(1, Arrays.copyOfRange(key, 1, 1 + half));
        var y = new BigInteger(1, Arrays.copyOfRange(key, 1 + half, KEY_BYTES));
        return x.compareTo(P) < 0
                && y.compareTo(P) < 0
                && y.multiply(y)
                        .mod(P)
                        .equals(x.pow(3).subtract(x.multiply(THREE)).add(B).mod(P));
    }

    @Override
    public String toString() {
        return address().toString();
    }
}
