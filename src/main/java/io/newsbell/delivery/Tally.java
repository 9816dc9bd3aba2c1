package io.newsbell.delivery;

import java.util.Arrays;
import java.util.List;

/// Counts outcome bytes: the list's index is the code.
final class Tally {
    private Tally() {}

    static List<Integer> of(byte[] outcomes) {
        var counts = new Integer[Entry.values().length];
        Arrays.fill(counts, 0);
        for (byte outcome : outcomes) {
            counts[outcome]++;
        }
        return List.of(counts);
    }
}
