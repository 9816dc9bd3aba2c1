package io.newsbell.index;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.roaringbitmap.RoaringBitmap;

/// Whom the waves of the last 24 hours were sent to, and who has had as many as its reader wants.
final class SentWindow {
    /// No cap and no gap looks back further.
    static final Duration LENGTH = Duration.ofDays(1);

    private final Map<Long, Sent> waves = new HashMap<>();

    /// How many of the waves each device with a cap had.
    private final Pages counts = new Pages();

    private final RoaringBitmap full = new RoaringBitmap();
    private final Profiles profiles;
    private final Agenda agenda;

    SentWindow(Agenda agenda, Profiles profiles) {
        this.agenda = agenda;
        this.profiles = profiles;
    }

    /// @param devices not to be changed afterwards
    void set(long wave, Instant at, RoaringBitmap devices) {
        var before = waves.get(wave);
        if (before != null) {
            count(RoaringBitmap.andNot(before.devices, devices), -1);
            count(RoaringBitmap.andNot(devices, before.devices), 1);
            before.devices = devices;
        } else if (at.plus(LENGTH).isAfter(agenda.passed())) {
            var sent = new Sent(wave, at, devices);
            waves.put(wave, sent);
            count(devices, 1);
            agenda.put(sent);
        }
    }

    /// Have had as many as their readers want.
    RoaringBitmap full() {
        return full;
    }

    /// To be called when a device's reader wants another number than before.
    ///
    /// @param cap 0 for any number
    void capChanged(int ordinal, int cap) {
        var count = 0;
        if (cap > 0) {
            for (var wave : waves.values()) {
                count += wave.devices.contains(ordinal) ? 1 : 0;
            }
        }
        counts.set(ordinal, count);
        mark(ordinal, cap > 0 && count >= cap);
    }

    List<Sent> latestFirst() {
        return waves.values().stream()
                .sorted(Comparator.comparing(Sent::at).reversed())
                .toList();
    }

    Map<Long, RoaringBitmap> waves() {
        var found = new HashMap<Long, RoaringBitmap>();
        waves.forEach((wave, sent) -> found.put(wave, sent.devices));
        return found;
    }

    long bytes() {
        return counts.bytes()
                + full.getLongSizeInBytes()
                + waves.values().stream()
                        .mapToLong(wave -> wave.devices.getLongSizeInBytes())
                        .sum();
    }

    private void count(RoaringBitmap devices, int by) {
        profiles.all(Trait.Cap.class)
                .forEach((cap, withCap) -> RoaringBitmap.and(devices, withCap).forEach((int ordinal) -> {
                    var count = counts.get(ordinal) + by;
                    counts.set(ordinal, count);
                    // Most change nothing, and a bitmap takes longer to ask than a number.
                    if (count == cap.alerts() || count == cap.alerts() - 1) {
                        mark(ordinal, count == cap.alerts());
                    }
                }));
    }

    private void mark(int ordinal, boolean isFull) {
        if (isFull) {
            full.add(ordinal);
        } else {
            full.remove(ordinal);
        }
    }

    final class Sent implements Agenda.Item {
        private final long wave;
        private final Instant at;
        private RoaringBitmap devices;

        private Sent(long wave, Instant at, RoaringBitmap devices) {
            this.wave = wave;
            this.at = at;
            this.devices = devices;
        }

        Instant at() {
            return at;
        }

        /// Not to be changed by the caller.
        RoaringBitmap devices() {
            return devices;
        }

        @Override
        public long due() {
            return waves.containsKey(wave) ? Agenda.micros(at.plus(LENGTH)) : Agenda.NEVER;
        }

        @Override
        public void pass(long now) {
            waves.remove(wave);
            count(devices, -1);
        }
    }
}
