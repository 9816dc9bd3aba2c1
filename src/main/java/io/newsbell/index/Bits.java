package io.newsbell.index;

import java.util.Arrays;
import java.util.Collection;
import org.roaringbitmap.ArrayContainer;
import org.roaringbitmap.BitmapContainer;
import org.roaringbitmap.Container;

/// Devices of one page of ordinals, one bit for each: 8 KiB, which stay in the processor's cache while a question looks
/// at the page. RoaringBitmap alone would merge lists wherever two sets have some thousands of devices on a page.
///
/// It is never changed while the question is at its page, and is worth nothing afterwards: its words are used again.
public final class Bits {
    static final int WORDS = Page.SIZE / Long.SIZE;

    public static final Bits NONE = new Bits(new Page(), new long[WORDS]);

    /// RoaringBitmap keeps so many at most as a list, and expects that nobody else makes a bitmap of fewer.
    static final int SPARSE = 4_096;

    private static final int AT_ONCE = 4;

    private final Page page;
    private final long[] words;

    private Bits(Page page, long[] words) {
        this.page = page;
        this.words = words;
    }

    static Bits of(Page page, Collection<Container> containers) {
        if (containers.isEmpty()) {
            return NONE;
        }
        var words = page.words();
        Arrays.fill(words, 0);
        for (var container : containers) {
            if (container instanceof BitmapContainer) {
                // It changes the words in place, and counts what nobody asks for.
                var _ = new BitmapContainer(words, 0).ior(container);
            } else {
                // Lists and runs leave the other words as they are.
                container.copyBitmapTo(words, 0);
            }
        }
        return new Bits(page, words);
    }

    /// Those that are in any of the sets.
    public static Bits any(Collection<Bits> sets) {
        var some = sets.stream().filter(set -> !set.isEmpty()).toList();
        if (some.size() < 2) {
            return some.isEmpty() ? NONE : some.getFirst();
        }
        var page = some.getFirst().page;
        var result = page.words();
        System.arraycopy(some.getFirst().words, 0, result, 0, WORDS);
        for (var set : some.subList(1, some.size())) {
            for (int word = 0; word < WORDS; word++) {
                result[word] |= set.words[word];
            }
        }
        return new Bits(page, result);
    }

    public Bits and(Bits other) {
        if (isEmpty() || other.isEmpty()) {
            return NONE;
        }
        var result = page.words();
        var any = 0L;
        for (int word = 0; word < WORDS; word++) {
            result[word] = words[word] & other.words[word];
            any |= result[word];
        }
        return any == 0 ? NONE : new Bits(page, result);
    }

    public Bits andNot(Bits other) {
        if (isEmpty() || other.isEmpty()) {
            return this;
        }
        var result = page.words();
        var any = 0L;
        for (int word = 0; word < WORDS; word++) {
            result[word] = words[word] & ~other.words[word];
            any |= result[word];
        }
        return any == 0 ? NONE : new Bits(page, result);
    }

    public Bits or(Bits other) {
        if (isEmpty() || other.isEmpty()) {
            return isEmpty() ? other : this;
        }
        var result = page.words();
        for (int word = 0; word < WORDS; word++) {
            result[word] = words[word] | other.words[word];
        }
        return new Bits(page, result);
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
        for (int word = 0; word < WORDS; word++) {
            count += Long.bitCount(words[word] & other.words[word]);
        }
        return count;
    }

    int countAmong(Container container) {
        return container.andCardinality(new BitmapContainer(words, -1));
    }

    /// Those of a container that are among these, as a container of its own. Where the container is a list, no step
    /// waits for the one before or guesses, as RoaringBitmap's own do.
    Container among(Container container) {
        if (!(container instanceof ArrayContainer)) {
            return container.and(new BitmapContainer(words, count()));
        }
        var list = page.list();
        container.fillLeastSignificant16bits(list, 0, 0);
        var all = container.getCardinality();
        var count = 0;
        for (int index = 0; index < all; index++) {
            var ordinal = list[index];
            list[count] = ordinal;
            count += (int) (words[ordinal / Long.SIZE] >>> ordinal) & 1;
        }
        var found = new char[count];
        for (int index = 0; index < count; index++) {
            found[index] = (char) list[index];
        }
        return new ArrayContainer(found);
    }

    /// As RoaringBitmap keeps them, for good.
    public Container toContainer() {
        var count = count();
        return count > SPARSE ? new BitmapContainer(words.clone(), count) : new ArrayContainer(list(count));
    }

    /// Writes four for each word, whether there are so many or not, and goes on behind those that there are: to write
    /// in
    /// vain costs less than to guess wrongly how many there are.
    private char[] list(int count) {
        var list = new char[count + AT_ONCE];
        var next = 0;
        for (int index = 0; index < WORDS; index++) {
            var word = words[index];
            var first = index * Long.SIZE;
            var behind = next + Long.bitCount(word);
            list[next] = ordinal(first, word);
            word &= word - 1;
            list[next + 1] = ordinal(first, word);
            word &= word - 1;
            list[next + 2] = ordinal(first, word);
            word &= word - 1;
            list[next + 3] = ordinal(first, word);
            word &= word - 1;
            for (int place = next + AT_ONCE; place < behind; place++) {
                list[place] = ordinal(first, word);
                word &= word - 1;
            }
            next = behind;
        }
        return Arrays.copyOf(list, count);
    }

    private static char ordinal(int first, long word) {
        return (char) (first + Long.numberOfTrailingZeros(word));
    }
}
