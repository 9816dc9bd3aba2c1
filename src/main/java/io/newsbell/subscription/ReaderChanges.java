package io.newsbell.subscription;

import java.util.Collection;

/// Hears of what readers want from the node that has just committed it, before they have their answer. Not of each
/// change: who needs them all listens to PostgreSQL. Owned here, implemented by a package below.
public interface ReaderChanges {
    /// Returns at once and does not fail: what it is told of is committed.
    void readersChanged(Collection<? extends ReaderChange> changes);
}
