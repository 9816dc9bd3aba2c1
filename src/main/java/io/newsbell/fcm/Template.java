package io.newsbell.fcm;

import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import java.util.UUID;

/// A message that the SDK has written once, with a gap for the address.
///
/// Addresses need no JSON escapes: registration takes only letters, digits and `_:.=-`.
record Template(byte[] before, byte[] after) {
    /// No headline can hold it by chance or by malice.
    static final String PLACEHOLDER = "address-" + UUID.randomUUID();

    static Template of(byte[] body) {
        var text = new String(body, StandardCharsets.UTF_8);
        int at = text.indexOf(PLACEHOLDER);
        if (at < 0 || at != text.lastIndexOf(PLACEHOLDER)) {
            throw new IllegalStateException("The SDK did not write the address exactly once");
        }
        return new Template(
                text.substring(0, at).getBytes(StandardCharsets.UTF_8),
                text.substring(at + PLACEHOLDER.length()).getBytes(StandardCharsets.UTF_8));
    }

    Buffer with(String address) {
        return Buffer.buffer(before.length + address.length() + after.length)
                .appendBytes(before)
                .appendString(address)
                .appendBytes(after);
    }

    int size() {
        return before.length + after.length;
    }
}
