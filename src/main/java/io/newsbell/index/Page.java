package io.newsbell.index;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.roaringbitmap.ArrayContainer;
import org.roaringbitmap.Container;
import org.roaringbitmap.ContainerPointer;
import org.roaringbitmap.RoaringBitmap;

/// Where a question is: at one page of ordinals after the other, in their order. For one thread, and while nothing
/// changes.
final class Page {
    /// As many ordinals as RoaringBitmap keeps in one container.
    static final int SIZE = 1 << 16;

    private final IdentityHashMap<RoaringBitmap, ContainerPointer> pointers = new IdentityHashMap<>();
    private final List<long[]> words = new ArrayList<>();
    private final int[] list = new int[Bits.SPARSE];
    private int number;
    private int used;

    /// How many pages there are up to the last of some devices.
    static int count(RoaringBitmap devices) {
        return devices.isEmpty() ? 0 : of(devices.last()) + 1;
    }

    static int of(int ordinal) {
        return ordinal / SIZE;
    }

    int number() {
        return number;
    }

    void turnTo(int later) {
        number = later;
        used = 0;
    }

    /// Room for bits, with anything in it, until the page is turned: what is used again is in the processor's cache.
    long[] words() {
        if (used == words.size()) {
            words.add(new long[Bits.WORDS]);
        }
        return words.get(used++);
    }

    /// Room for a list of ordinals, for a moment.
    int[] list() {
        return list;
    }

    /// What a set has of this page, as it is kept; null if it has nothing.
    @Nullable
    Container container(RoaringBitmap set) {
        var pointer = pointers.computeIfAbsent(set, RoaringBitmap::getContainerPointer);
        while (pointer.getContainer() != null && pointer.key() < number) {
            pointer.advance();
        }
        return pointer.getContainer() != null && pointer.key() == number ? pointer.getContainer() : null;
    }

    Bits bits(RoaringBitmap set) {
        var here = container(set);
        return here == null ? Bits.NONE : Bits.of(this, List.of(here));
    }

    /// @param few sorted
    @Nullable
    Container container(int[] few) {
        var from = place(few, number * SIZE);
        var to = place(few, (number + 1) * SIZE);
        if (from == to) {
            return null;
        }
        var here = new char[to - from];
        for (int index = 0; index < here.length; index++) {
            here[index] = (char) few[from + index];
        }
        return new ArrayContainer(here);
    }

    private static int place(int[] few, int ordinal) {
        var found = Arrays.binarySearch(few, ordinal);
        return found < 0 ? -found - 1 : found;
    }

    Bits union(Collection<RoaringBitmap> sets) {
        return Bits.of(
                this,
                sets.stream().map(this::container).filter(Objects::nonNull).toList());
    }
}
