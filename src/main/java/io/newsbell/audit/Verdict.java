package io.newsbell.audit;

import java.util.OptionalLong;

/// What the check of an app's chain found.
///
/// @param entries     that are there
/// @param firstBroken the number of the first entry that is changed, missing, or where it should not be; all
///                    before it are as they were written
/// @param hash        how far the chain goes, as the head says: to be noted elsewhere
public record Verdict(long entries, OptionalLong firstBroken, String hash) {
    public boolean isIntact() {
        return firstBroken.isEmpty();
    }
}
