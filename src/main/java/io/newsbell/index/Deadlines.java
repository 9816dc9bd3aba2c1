package io.newsbell.index;

import com.carrotsearch.hppc.IntArrayList;
import com.carrotsearch.hppc.IntLongHashMap;
import com.carrotsearch.hppc.cursors.IntLongCursor;
import java.time.Instant;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;
import org.roaringbitmap.RoaringBitmap;

/// Until when something holds for each of some devices.
final class Deadlines implements Agenda.Item {
    /// What an entry takes: a key and a value, in tables three quarters full at most and half full on average.
    private static final int BYTES = 20;

    private final Agenda agenda;
    private final IntConsumer over;
    private final IntLongHashMap until = new IntLongHashMap();
    private long earliest = Agenda.NEVER;

    /// @param over told each device for which it holds no more
    Deadlines(Agenda agenda, IntConsumer over) {
        this.agenda = agenda;
        this.over = over;
    }

    /// @param time null if it does not hold, or has no end
    void set(int ordinal, @Nullable Instant time) {
        if (time == null) {
            until.remove(ordinal);
            return;
        }
        var deadline = Agenda.micros(time);
        until.put(ordinal, deadline);
        if (deadline < earliest) {
            earliest = deadline;
            agenda.put(this);
        }
    }

    /// Devices that have different times here and there.
    RoaringBitmap differences(Deadlines other) {
        var different = new RoaringBitmap();
        for (IntLongCursor each : until) {
            if (other.until.getOrDefault(each.key, Agenda.NEVER) != each.value) {
                different.add(each.key);
            }
        }
        for (IntLongCursor each : other.until) {
            if (!until.containsKey(each.key)) {
                different.add(each.key);
            }
        }
        return different;
    }

    boolean isEmpty() {
        return until.isEmpty();
    }

    long bytes() {
        return (long) until.size() * BYTES;
    }

    @Override
    public long due() {
        return earliest;
    }

    @Override
    public void pass(long now) {
        var done = new IntArrayList();
        var next = Agenda.NEVER;
        for (IntLongCursor each : until) {
            if (each.value <= now) {
                done.add(each.key);
            } else {
                next = Math.min(next, each.value);
            }
        }
        earliest = next;
        for (int index = 0; index < done.size(); index++) {
            until.remove(done.get(index));
            over.accept(done.get(index));
        }
    }
}
