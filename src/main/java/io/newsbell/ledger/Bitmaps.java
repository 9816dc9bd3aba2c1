package io.newsbell.ledger;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.roaringbitmap.RoaringBitmap;
import org.roaringbitmap.buffer.ImmutableRoaringBitmap;

/// Bitmaps as they are stored.
public final class Bitmaps {
    private Bitmaps() {}

    public static byte[] write(RoaringBitmap bitmap) {
        var compact = bitmap.clone();
        compact.runOptimize();
        var bytes = new byte[compact.serializedSizeInBytes()];
        compact.serialize(ByteBuffer.wrap(bytes));
        return bytes;
    }

    public static RoaringBitmap read(byte[] bytes) {
        try {
            var bitmap = new RoaringBitmap();
            bitmap.deserialize(ByteBuffer.wrap(bytes));
            return bitmap;
        } catch (IOException e) {
            throw new UncheckedIOException("A stored bitmap is damaged", e);
        }
    }

    public static RoaringBitmap of(Stream<Integer> ordinals) {
        return ordinals.collect(RoaringBitmap::new, RoaringBitmap::add, (one, other) -> one.or(other));
    }

    /// For a question or two: looks at the bytes as they are instead of building the bitmap from them.
    public static ImmutableRoaringBitmap view(byte[] bytes) {
        return new ImmutableRoaringBitmap(ByteBuffer.wrap(bytes));
    }

    /// Cuts a bitmap into parts of at most `size`, in order.
    public static List<RoaringBitmap> slices(RoaringBitmap bitmap, int size) {
        var slices = new ArrayList<RoaringBitmap>();
        var iterator = bitmap.getBatchIterator();
        var buffer = new int[size];
        var slice = new RoaringBitmap();
        while (iterator.hasNext()) {
            int read = iterator.nextBatch(buffer);
            int room = size - slice.getCardinality();
            int first = Math.min(room, read);
            slice.addN(buffer, 0, first);
            if (slice.getCardinality() == size) {
                slices.add(slice);
                slice = new RoaringBitmap();
                slice.addN(buffer, first, read - first);
            }
        }
        if (!slice.isEmpty()) {
            slices.add(slice);
        }
        return slices;
    }
}
