package io.newsbell.match;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/// Numbers by numbers, in two arrays: twelve bytes an entry and its share of free places, where a map of Java's
/// takes eighty. One thread writes, any may read at the same time without waiting; who begins to read after a
/// write has returned, and knows of that, sees it.
final class LongIntTable {
    /// The value of what is not there.
    static final int NONE = 0;

    private static final VarHandle KEY = MethodHandles.arrayElementVarHandle(long[].class);
    private static final VarHandle VALUE = MethodHandles.arrayElementVarHandle(int[].class);
    private static final int SMALLEST = 16;

    private volatile Places places = new Places(SMALLEST);
    private int used;
    private int live;

    /// @param key not 0
    int get(long key) {
        return places.get(key);
    }

    /// @param value [#NONE] takes the entry away
    void put(long key, int value) {
        var now = places;
        var slot = now.slot(key);
        var before = now.values[slot];
        if (now.keys[slot] == 0) {
            if (value == NONE) {
                return;
            }
            // At most three quarters are used, those that were taken away included.
            if (4 * (used + 1) > 3 * now.keys.length) {
                now = rehash();
                slot = now.slot(key);
            }
            used++;
        }
        live += (value == NONE ? 0 : 1) - (before == NONE ? 0 : 1);
        VALUE.setRelease(now.values, slot, value);
        KEY.setRelease(now.keys, slot, key);
    }

    int size() {
        return live;
    }

    private Places rehash() {
        var larger = new Places(live * 2 >= places.keys.length ? places.keys.length * 2 : places.keys.length);
        used = 0;
        for (int i = 0; i < places.keys.length; i++) {
            if (places.values[i] != NONE) {
                var slot = larger.slot(places.keys[i]);
                larger.keys[slot] = places.keys[i];
                larger.values[slot] = places.values[i];
                used++;
            }
        }
        places = larger;
        return larger;
    }

    private static final class Places {
        private final long[] keys;
        private final int[] values;

        Places(int capacity) {
            keys = new long[capacity];
            values = new int[capacity];
        }

        int get(long key) {
            var slot = slot(key);
            return (long) KEY.getAcquire(keys, slot) == key ? (int) VALUE.getAcquire(values, slot) : NONE;
        }

        /// Where the key is, or else the free place where it would be.
        int slot(long key) {
            var mask = keys.length - 1;
            // Fibonacci hashing: the keys are pairs of small numbers.
            var slot = (int) ((key * 0x9E3779B97F4A7C15L) >>> 32) & mask;
            while (true) {
                var there = (long) KEY.getAcquire(keys, slot);
                if (there == 0 || there == key) {
                    return slot;
                }
                slot = (slot + 1) & mask;
            }
        }
    }
}
