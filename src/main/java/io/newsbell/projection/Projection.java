package io.newsbell.projection;

import io.newsbell.index.AudienceIndex;
import io.newsbell.projection.SentWaves.Seen;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;

/// Brings the index up to the truth for what may have changed. Reads and applies under one lock: whoever applies later
/// has read later, so that no older truth comes after a newer one, however many do this at the same time.
@Singleton
class Projection {
    private final AudienceIndex index;
    private final SentWaves sent;
    private final Lock inOrder = new ReentrantLock();

    Projection(AudienceIndex index, SentWaves sent) {
        this.index = index;
        this.sent = sent;
    }

    /// @param db outside a transaction: it sees all that is committed
    void apply(Connection db, Touched touched) throws SQLException {
        if (touched.isEmpty()) {
            return;
        }
        inOrder.lock();
        try {
            var facts = TruthSql.read(db, touched);
            index.change(changes -> facts.forEach(fact -> fact.accept(changes)));
        } finally {
            inOrder.unlock();
        }
    }

    /// Puts a newly built content in place; what changed while it was built has been announced and comes afterwards.
    void replaceBy(AudienceIndex built, Map<Long, Seen> waves) {
        inOrder.lock();
        try {
            sent.replaceBy(waves, () -> index.replaceBy(built));
        } finally {
            inOrder.unlock();
        }
    }
}
