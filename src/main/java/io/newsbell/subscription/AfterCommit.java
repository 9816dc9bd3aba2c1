package io.newsbell.subscription;

import jakarta.inject.Singleton;
import jakarta.transaction.Status;
import jakarta.transaction.Synchronization;
import jakarta.transaction.TransactionSynchronizationRegistry;
import java.util.Collection;

/// Tells of what the caller's transaction changes when it has committed, and before anybody has an answer.
@Singleton
class AfterCommit {
    private final TransactionSynchronizationRegistry transaction;
    private final ReaderChanges changes;

    AfterCommit(TransactionSynchronizationRegistry transaction, ReaderChanges changes) {
        this.transaction = transaction;
        this.changes = changes;
    }

    void tell(Collection<? extends ReaderChange> changed) {
        transaction.registerInterposedSynchronization(new Synchronization() {
            @Override
            public void beforeCompletion() {
                // It may still fail.
            }

            @Override
            public void afterCompletion(int status) {
                if (status == Status.STATUS_COMMITTED) {
                    changes.readersChanged(changed);
                }
            }
        });
    }
}
