package io.newsbell.language;

import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// What was worked out for a word, for as long as no other word needs its slot.
///
/// Not a library's cache: words repeat so much that the look-up is most of the work, and one that records each
/// use, to know what to forget, costs several times this one.
final class Remembered<T> {
    /// News of a year in one language has about as many words; together they take some 13 MB.
    private static final int SLOTS = 1 << 16;

    private final AtomicReferenceArray<@Nullable Known<T>> slots = new AtomicReferenceArray<>(SLOTS);
    private final Function<String, T> work;

    Remembered(Function<String, T> work) {
        this.work = work;
    }

    T of(String word) {
        var hash = word.hashCode();
        var slot = (hash ^ (hash >>> 16)) & (SLOTS - 1);
        var known = slots.getAcquire(slot);
        if (known != null && known.word.equals(word)) {
            return known.value;
        }
        var value = work.apply(word);
        slots.setRelease(slot, new Known<>(word, value));
        return value;
    }

    private record Known<T>(String word, T value) {}
}
