package io.newsbell.index;

import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.roaringbitmap.ArrayContainer;
import org.roaringbitmap.BitSetUtil;
import org.roaringbitmap.BitmapContainer;
import org.roaringbitmap.Container;

/// Devices of one page of ordinals, one bit for each: 8 KiB, which stay in the processor's cache while a question looks
/// at the page. RoaringBitmap alone would merge lists wherever two sets have some thousands of devices on a page, which
/// takes ten times as long. It is never changed.
public final class Bits {
    public static final Bits NONE = new Bits(new long[Page.SIZE / Long.SIZE]);

    /// RoaringBitmap keeps so many at most as a list, and expects that nobody else makes a bitmap of fewer.
    private static final int SPARSE = 4_096;

    private final long[] words;

    private Bits(long[] words) {
        this.words = words;
    }

    public static Bits of(@Nullable Container container) {
        return container == null ? NONE : union(List.of(container));
    }

    public static Bits union(Collection<Container> containers) {
        if (containers.isEmpty()) {
            return NONE;
        }
        var words = new long[NONE.words.length];
        var first = true;
        for (var container : containers) {
            if (first) {
                container.copyBitmapTo(words, 0);
                first = false;
            } else {
                // It changes the words in place, and counts what nobody asks for.
                var _ = new BitmapContainer(words, 0).ior(container);
            }
        }
        return new Bits(words);
    }

    public Bits and(Bits other) {
        if (isEmpty() || other.isEmpty()) {
            return NONE;
        }
        var result = new long[words.length];
        var any = 0L;
        for (int word = 0; word < result.length; word++) {
            result[word] = words[word] & other.words[word];
            any |= result[word];
        }
        return any == 0 ? NONE : new Bits(result);
    }

    public Bits andNot(Bits other) {
        if (isEmpty() || other.isEmpty()) {
            return this;
        }
        var result = new long[words.length];
        var any = 0L;
        for (int word = 0; word < result.length; word++) {
            result[word] = words[word] & ~other.words[word];
            any |= result[word];
        }
        return any == 0 ? NONE : new Bits(result);
    }

    public Bits or(Bits other) {
        return any(List.of(this, other));
    }

    /// Those that are in any of the sets.
    public static Bits any(Collection<Bits> sets) {
        var some = sets.stream().filter(set -> !set.isEmpty()).toList();
        if (some.size() < 2) {
            return some.isEmpty() ? NONE : some.getFirst();
        }
        var result = some.getFirst().words.clone();
        for (var set : some.subList(1, some.size())) {
            for (int word = 0; word < result.length; word++) {
                result[word] |= set.words[word];
            }
        }
        return new Bits(result);
    }

    public boolean isEmpty() {
        return this == NONE;
    }

    public int count() {
        var count = 0;
        for (var word : words) {
            count += Long.bitCount(word);
        }
        return count;
    }

    public int countOfBoth(Bits other) {
        var count = 0;
        for (int word = 0; word < words.length; word++) {
            count += Long.bitCount(words[word] & other.words[word]);
        }
        return count;
    }

    /// To ask a container what it has of these: quicker than to make bits of it.
    ///
    /// @return not to be changed
    BitmapContainer asBitmap() {
        return new BitmapContainer(words, count());
    }

    /// As RoaringBitmap keeps them: to be part of one, and changed with it, if this is not used any more.
    public Container toContainer() {
        var count = count();
        return count > SPARSE
                ? new BitmapContainer(words, count)
                : new ArrayContainer(BitSetUtil.arrayContainerBufferOf(0, words.length, count, words));
    }
}
