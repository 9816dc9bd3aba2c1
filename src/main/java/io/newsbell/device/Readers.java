package io.newsbell.device;

/// Joins readers, who belong to a package below. Owned here, implemented there.
public interface Readers {
    /// Gives the second all that the first follows, mutes and prefers, in the caller's transaction; it follows no
    /// more than a reader may. What the second has decided itself stays; of two mutes the later end counts. Locks
    /// both, so that what is being written to either is not lost.
    void merge(long from, long into);
}
