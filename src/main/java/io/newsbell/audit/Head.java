package io.newsbell.audit;

/// How far a chain goes.
///
/// @param seq  of the last entry; 0 before the first
/// @param hash of the last entry
record Head(long seq, byte[] hash) {
    /// What the first entry follows.
    static final byte[] BEGINNING = new byte[32];
}
