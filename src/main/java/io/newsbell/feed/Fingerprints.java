package io.newsbell.feed;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Set;

/// Remembers what a feed's items said when they were taken. Two feeds may have the same item with different
/// sections: without this memory each would undo the other's edit in every poll.
final class Fingerprints {
    private static final int LENGTH = 16;

    private final Set<ByteBuffer> before = new HashSet<>();
    private final Set<ByteBuffer> now = new LinkedHashSet<>();

    Fingerprints(byte[] stored) {
        for (int at = 0; at + LENGTH <= stored.length; at += LENGTH) {
            before.add(ByteBuffer.wrap(stored, at, LENGTH).slice());
        }
    }

    boolean knows(String item) {
        return before.contains(of(item));
    }

    void add(String item) {
        now.add(of(item));
    }

    /// Of the items that were added; what the feed has no longer is forgotten.
    byte[] toStore() {
        var bytes = new ByteArrayOutputStream();
        now.forEach(print -> bytes.write(print.array(), print.arrayOffset(), LENGTH));
        return bytes.toByteArray();
    }

    private static ByteBuffer of(String item) {
        return ByteBuffer.wrap(Sha256.of(item.getBytes(StandardCharsets.UTF_8)), 0, LENGTH)
                .slice();
    }
}
