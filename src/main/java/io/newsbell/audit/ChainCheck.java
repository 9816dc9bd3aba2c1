package io.newsbell.audit;

import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.OptionalLong;

/// Goes along a chain, entry by entry, and remembers where it first breaks.
class ChainCheck {
    private long entries;
    private long last;
    private byte[] previous = Head.BEGINNING;
    private OptionalLong firstBroken = OptionalLong.empty();

    /// The next entry in the order of their numbers.
    void take(Link link, byte[] hash) {
        entries++;
        if (firstBroken.isEmpty()) {
            if (link.seq() != last + 1) {
                // Missing is the one behind the last; a number below 1 was never given.
                firstBroken = OptionalLong.of(Math.min(link.seq(), last + 1));
            } else if (!MessageDigest.isEqual(link.hash(previous), hash)) {
                firstBroken = OptionalLong.of(link.seq());
            }
        }
        last = link.seq();
        previous = hash;
    }

    /// All are taken; the head says how many there must be, and what the last one's hash is.
    Verdict end(Head head) {
        if (firstBroken.isEmpty()) {
            if (head.seq() != last) {
                firstBroken = OptionalLong.of(Math.min(head.seq(), last) + 1);
            } else if (!MessageDigest.isEqual(head.hash(), previous)) {
                firstBroken = OptionalLong.of(Math.max(last, 1));
            }
        }
        return new Verdict(entries, firstBroken, HexFormat.of().formatHex(head.hash()));
    }
}
