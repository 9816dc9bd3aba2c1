package io.newsbell.index;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.roaringbitmap.RoaringBitmap;

/// Devices to which something applies until a time of their own.
final class TimedSet {
    private final RoaringBitmap members = new RoaringBitmap();
    private final Deadlines deadlines;
    private final Agenda agenda;

    TimedSet(Agenda agenda) {
        this.agenda = agenda;
        this.deadlines = new Deadlines(agenda, members::remove);
    }

    /// @param until null, or past, if it does not apply
    void set(int ordinal, @Nullable Instant until) {
        if (until == null || !until.isAfter(agenda.passed())) {
            members.remove(ordinal);
            deadlines.set(ordinal, null);
        } else {
            members.add(ordinal);
            deadlines.set(ordinal, until);
        }
    }

    RoaringBitmap members() {
        return members;
    }

    RoaringBitmap differences(TimedSet other) {
        var different = RoaringBitmap.xor(members, other.members);
        different.or(deadlines.differences(other.deadlines));
        return different;
    }

    long bytes() {
        return members.getLongSizeInBytes() + deadlines.bytes();
    }
}
