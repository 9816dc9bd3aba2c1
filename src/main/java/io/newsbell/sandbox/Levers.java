package io.newsbell.sandbox;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The levers that are set: for everyone, and for single tokens. A token with its own levers does not feel those
/// for everyone, also not once its own have been used up; [Lever.Kind#ACCEPT] exempts it altogether.
///
/// Several may be set at once, for instance 20 ms for all and 503 for one in a hundred: each call goes through
/// them in order, delays add up, the first that makes it fail decides. Levers act on calls that passed every
/// check, so a malformed message is a 400 whatever is set.
public final class Levers {
    /// What becomes of one call: `lever` null is an ordinary answer.
    record Pull(Duration delay, @Nullable Lever lever) {}

    private static final Pull NOTHING = new Pull(Duration.ZERO, null);

    private final long seed;
    private final Map<String, List<Armed>> byTarget = new ConcurrentHashMap<>();
    private volatile List<Armed> everyone = List.of();

    Levers(long seed) {
        this.seed = seed;
    }

    /// For everyone, instead of what was set before.
    public void set(Lever... levers) {
        everyone = armed(levers);
    }

    /// For one token, installation id, topic or condition, instead of what was set before.
    public void set(String target, Lever... levers) {
        byTarget.put(target, armed(levers));
    }

    /// No levers for everyone; those of single tokens stay.
    public void clear() {
        everyone = List.of();
    }

    public void clear(String target) {
        byTarget.remove(target);
    }

    public void clearAll() {
        clear();
        byTarget.clear();
    }

    Pull pull(String target) {
        List<Armed> levers = byTarget.isEmpty() ? everyone : byTarget.getOrDefault(target, everyone);
        if (levers.isEmpty()) {
            return NOTHING;
        }
        Duration delay = Duration.ZERO;
        for (Armed armed : levers) {
            if (armed.takes()) {
                delay = delay.plus(armed.lever.delay());
                switch (armed.lever.kind()) {
                    case ACCEPT, DELAY -> {}
                    default -> {
                        return new Pull(delay, armed.lever);
                    }
                }
            }
        }
        return new Pull(delay, null);
    }

    List<Armed> everyone() {
        return everyone;
    }

    Map<String, List<Armed>> byTarget() {
        return Map.copyOf(byTarget);
    }

    private List<Armed> armed(Lever... levers) {
        return Stream.of(levers).map(lever -> new Armed(lever, seed)).toList();
    }

    /// A lever and the calls it has seen. Which calls it takes depends on their number and the seed alone.
    static final class Armed {
        private final Lever lever;
        private final long seed;
        private final AtomicLong seen = new AtomicLong();
        private final AtomicLong taken = new AtomicLong();

        Armed(Lever lever, long seed) {
            this.lever = lever;
            this.seed = seed;
        }

        Lever lever() {
            return lever;
        }

        long seen() {
            return seen.get();
        }

        long taken() {
            return taken.get();
        }

        private boolean takes() {
            long call = seen.getAndIncrement();
            if (call >= lever.times() || draw(call) >= lever.share()) {
                return false;
            }
            taken.incrementAndGet();
            return true;
        }

        /// SplitMix64: an even number from 0 to 1 out of the seed and the number of the call, without a lock.
        private double draw(long call) {
            long z = seed + (call + 1) * 0x9E37_79B9_7F4A_7C15L;
            z = (z ^ (z >>> 30)) * 0xBF58_476D_1CE4_E5B9L;
            z = (z ^ (z >>> 27)) * 0x94D0_49BB_1331_11EBL;
            return ((z ^ (z >>> 31)) >>> 11) * 0x1p-53;
        }
    }
}
