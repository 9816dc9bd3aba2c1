package io.newsbell.subscription;

import io.newsbell.device.Readers;
import io.newsbell.subscription.SubscriptionSql.Limits;
import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import java.time.Clock;

/// Joins readers: somebody signs in, or an app turns out to be an imported device.
@Singleton
class ReaderMerge implements Readers {
    private final MergeSql sql;
    private final SubscriptionConfig config;
    private final Clock clock;

    ReaderMerge(MergeSql sql, SubscriptionConfig config, Clock clock) {
        this.sql = sql;
        this.config = config;
        this.clock = clock;
    }

    @Override
    @Transactional(Transactional.TxType.MANDATORY)
    public void merge(long from, long into) {
        sql.lock(from, into);
        sql.follows(from, into, new Limits(config.follows(), config.keywords()), clock.instant());
        sql.mutes(from, into);
        sql.preferences(from, into);
    }
}
