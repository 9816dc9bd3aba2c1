package io.newsbell.subscription;

import io.newsbell.device.Readers;
import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;

/// Joins readers: somebody signs in, or an app turns out to be an imported device.
@Singleton
class ReaderMerge implements Readers {
    private final MergeSql sql;

    ReaderMerge(MergeSql sql) {
        this.sql = sql;
    }

    @Override
    @Transactional(Transactional.TxType.MANDATORY)
    public void merge(long from, long into) {
        sql.lock(from, into);
        sql.follows(from, into);
        sql.mutes(from, into);
        sql.preferences(from, into);
    }
}
