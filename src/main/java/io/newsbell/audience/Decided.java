package io.newsbell.audience;

import io.newsbell.audience.Selection.Waiting;
import io.newsbell.index.Bits;
import java.util.Map;
import java.util.stream.Collectors;
import org.roaringbitmap.Container;

/// What is decided for the devices of one page, while the question is there. Nothing but what matched, or who wants it,
/// is empty.
///
/// @param atOnce   who wants it so
/// @param inDigest who wants it so
record Decided(
        int page,
        Bits matched,
        Map<Suppression, Bits> suppressed,
        Map<Long, Bits> parts,
        Map<Waiting, Container> later,
        Wanting atOnce,
        Wanting inDigest) {

    Selection.OnPage toContainers() {
        return new Selection.OnPage(page, matched.toContainer(), containers(suppressed), containers(parts), later);
    }

    private static <K> Map<K, Container> containers(Map<K, Bits> sets) {
        return sets.entrySet().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey, set -> set.getValue().toContainer()));
    }
}
