package io.newsbell.ingest;

/// How an article came.
public enum Arrival {
    NEWS,
    /// With the contents of a source that is read for the first time: nobody knows how old it is, and a hundred
    /// of them at once must not ring. It is matched and found like any other.
    BACKLOG
}
