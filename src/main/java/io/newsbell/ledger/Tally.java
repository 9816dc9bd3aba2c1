package io.newsbell.ledger;

import java.util.Arrays;
import java.util.List;

/// Counts outcome bytes: the list's index is the code.
public final class Tally {
    private Tally() {}

    public static List<Integer> of(byte[] outcomes) {
        var counts = new Integer[Entry.values().length];
        Arrays.fill(counts, 0);
        for (byte outcome : outcomes) {
            counts[outcome]++;
        }
        return List.of(counts);
    }
}
