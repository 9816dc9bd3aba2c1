package io.newsbell.match;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/// Numbers of words, in an array of longs (a word's hash in one half, its number in the other) and one of the
/// words: what is not there costs one look into memory, what is there three, where a map of Java's takes five. One
/// thread adds, any may look up without waiting.
final class TermTable {
    /// The number of what is not there.
    static final int NONE = 0;

    private static final VarHandle SLOT = MethodHandles.arrayElementVarHandle(long[].class);
    private static final int SMALLEST = 64;
    private static final long NUMBER = 0xFFFFFFFFL;

    private volatile Places places = new Places(SMALLEST);
    private int size;

    int get(String word) {
        return places.get(word);
    }

    /// Asks for many at once: the processor then waits for memory once, not for each.
    ///
    /// @return their numbers, in the order of the words
    int[] get(String[] words) {
        var now = places;
        var numbers = new int[words.length];
        for (int i = 0; i < words.length; i++) {
            numbers[i] = (int) now.slots[now.place(words[i])];
        }
        for (int i = 0; i < words.length; i++) {
            numbers[i] = now.get(words[i]);
        }
        return numbers;
    }

    /// @param word that is not there yet
    void add(String word, int number) {
        if (4 * (size + 1) > 3 * places.slots.length) {
            places = places.twiceAsLarge();
        }
        places.put(word, number);
        size++;
    }

    private static int hash(String word) {
        // Spread, and never 0: an empty slot must not look like a word.
        return (word.hashCode() * 0x9E3779B9) | 1;
    }

    private static final class Places {
        private final long[] slots;
        private final String[] words;

        Places(int capacity) {
            slots = new long[capacity];
            words = new String[capacity];
        }

        int place(String word) {
            return (hash(word) >>> 7) & (slots.length - 1);
        }

        int get(String word) {
            var hash = hash(word);
            for (var place = place(word); ; place = (place + 1) & (slots.length - 1)) {
                var slot = (long) SLOT.getAcquire(slots, place);
                if (slot == 0) {
                    return NONE;
                }
                if ((int) (slot >>> Integer.SIZE) == hash && words[place].equals(word)) {
                    return (int) (slot & NUMBER);
                }
            }
        }

        void put(String word, int number) {
            var place = place(word);
            while (slots[place] != 0) {
                place = (place + 1) & (slots.length - 1);
            }
            words[place] = word;
            SLOT.setRelease(slots, place, ((long) hash(word) << Integer.SIZE) | number);
        }

        Places twiceAsLarge() {
            var larger = new Places(2 * slots.length);
            for (int i = 0; i < slots.length; i++) {
                if (slots[i] != 0) {
                    larger.put(words[i], (int) (slots[i] & NUMBER));
                }
            }
            return larger;
        }
    }
}
