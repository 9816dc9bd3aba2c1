package io.newsbell.audience;

import java.util.List;
import java.util.Map;
import org.roaringbitmap.RoaringBitmap;

/// Who gets an alert and who does not, by device ordinal. Every matched device is in exactly one of the suppressed
/// sets or of the parts.
///
/// @param matched    follow one of the alert's topics, at any level
/// @param suppressed matched, but not to be told, by the first reason that applies
/// @param parts      whom to tell, each device once, under the first of the alert's topics that it follows
public record Selection(RoaringBitmap matched, Map<Suppression, RoaringBitmap> suppressed, List<Part> parts) {

    public record Part(long topicId, RoaringBitmap devices) {}

    public RoaringBitmap audience() {
        return RoaringBitmap.or(parts.stream().map(Part::devices).iterator());
    }
}
