package io.newsbell.projection;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.function.IntConsumer;
import org.roaringbitmap.RoaringBitmap;

/// The devices of each reader, while an index is built: most readers have one, and their ids are dense, so that four
/// bytes a reader do.
final class DevicesOfReaders {
    private static final int PAGE_BITS = 16;
    private static final int PAGE = 1 << PAGE_BITS;
    private static final int NONE = -1;

    private int[][] pages = {};
    private final Map<Long, RoaringBitmap> further = new HashMap<>();

    void add(long reader, int ordinal) {
        var page = page(reader);
        int at = (int) (reader & PAGE - 1);
        if (page[at] == NONE) {
            page[at] = ordinal;
        } else {
            further.computeIfAbsent(reader, _ -> new RoaringBitmap()).add(ordinal);
        }
    }

    /// Nothing for a reader without a device.
    void forEachDevice(long reader, IntConsumer device) {
        long number = reader >>> PAGE_BITS;
        if (number >= pages.length || pages[(int) number] == null) {
            return;
        }
        int first = pages[(int) number][(int) (reader & PAGE - 1)];
        if (first != NONE) {
            device.accept(first);
            var others = further.isEmpty() ? null : further.get(reader);
            if (others != null) {
                others.forEach((int ordinal) -> device.accept(ordinal));
            }
        }
    }

    private int[] page(long reader) {
        int number = Math.toIntExact(reader >>> PAGE_BITS);
        if (number >= pages.length) {
            pages = Arrays.copyOf(pages, Math.max(number + 1, pages.length + (pages.length >> 1)));
        }
        if (pages[number] == null) {
            pages[number] = new int[PAGE];
            Arrays.fill(pages[number], NONE);
        }
        return pages[number];
    }
}
