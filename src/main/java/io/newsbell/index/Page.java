package io.newsbell.index;

import java.util.Arrays;
import java.util.Collection;
import java.util.IdentityHashMap;
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
    private int number;

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
        return Bits.of(container(set));
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
        return Bits.union(
                sets.stream().map(this::container).filter(Objects::nonNull).toList());
    }
}
