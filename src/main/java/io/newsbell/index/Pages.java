package io.newsbell.index;

import java.util.Arrays;

/// A small number, up to 32,767, for each ordinal; 0 where none was set. Grows without being copied.
final class Pages {
    private static final int BITS = 16;
    private static final int SIZE = 1 << BITS;

    private short[][] pages = new short[0][];

    int get(int ordinal) {
        var page = ordinal >>> BITS;
        return page < pages.length && pages[page] != null ? pages[page][ordinal & (SIZE - 1)] : 0;
    }

    void set(int ordinal, int value) {
        var page = ordinal >>> BITS;
        if (page >= pages.length) {
            pages = Arrays.copyOf(pages, Math.max(page + 1, pages.length * 2));
        }
        if (pages[page] == null) {
            pages[page] = new short[SIZE];
        }
        pages[page][ordinal & (SIZE - 1)] = (short) value;
    }

    long bytes() {
        return Arrays.stream(pages).filter(page -> page != null).count() * SIZE * Short.BYTES;
    }
}
