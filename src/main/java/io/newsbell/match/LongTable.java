package io.newsbell.match;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import org.jspecify.annotations.Nullable;

/// Objects by numbers, in two arrays: twelve bytes an entry and its share of free places, where a map of Java's
/// takes sixty. One thread writes, any may read at the same time without waiting; who begins to read after a write
/// has returned, and knows of that, sees it.
final class LongTable<V> {
    private static final VarHandle KEY = MethodHandles.arrayElementVarHandle(long[].class);
    private static final VarHandle VALUE = MethodHandles.arrayElementVarHandle(Object[].class);
    private static final int SMALLEST = 16;

    private volatile Places places = new Places(SMALLEST);
    private int used;
    private int live;

    /// Null if there is none.
    ///
    /// @param key not 0
    @SuppressWarnings("unchecked")
    @Nullable
    V get(long key) {
        return (V) places.get(key);
    }

    void put(long key, V value) {
        set(key, value);
    }

    void remove(long key) {
        set(key, null);
    }

    int size() {
        return live;
    }

    private void set(long key, @Nullable V value) {
        var now = places;
        var slot = now.slot(key);
        if (now.keys[slot] == 0) {
            if (value == null) {
                return;
            }
            // At most three quarters are used, those that were taken away included.
            if (4 * (used + 1) > 3 * now.keys.length) {
                now = rehash();
                slot = now.slot(key);
            }
            used++;
        }
        live += (value == null ? 0 : 1) - (now.values[slot] == null ? 0 : 1);
        VALUE.setRelease(now.values, slot, value);
        KEY.setRelease(now.keys, slot, key);
    }

    private Places rehash() {
        var before = places;
        var fresh = new Places(live * 2 >= before.keys.length ? before.keys.length * 2 : before.keys.length);
        used = 0;
        for (int i = 0; i < before.keys.length; i++) {
            if (before.values[i] != null) {
                var slot = fresh.slot(before.keys[i]);
                fresh.keys[slot] = before.keys[i];
                fresh.values[slot] = before.values[i];
                used++;
            }
        }
        places = fresh;
        return fresh;
    }

    private static final class Places {
        private final long[] keys;
        private final @Nullable Object[] values;

        Places(int capacity) {
            keys = new long[capacity];
            values = new Object[capacity];
        }

        @Nullable
        Object get(long key) {
            var slot = slot(key);
            return (long) KEY.getAcquire(keys, slot) == key ? VALUE.getAcquire(values, slot) : null;
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
