package io.newsbell.fcm;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.UnpooledByteBufAllocator;
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

    ByteBuf with(String address, ByteBufAllocator memory) {
        var body = memory.ioBuffer(before.length + address.length() + after.length);
        body.writeBytes(before);
        body.writeCharSequence(address, StandardCharsets.US_ASCII);
        return body.writeBytes(after);
    }

    byte[] bytes(String address) {
        var body = new byte[before.length + address.length() + after.length];
        with(address, UnpooledByteBufAllocator.DEFAULT).readBytes(body);
        return body;
    }

    int size() {
        return before.length + after.length;
    }
}
