package io.newsbell.receipt;

import io.newsbell.work.Recurring;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.util.function.IntSupplier;
import org.jboss.logging.Logger;

/// Forgets what has been kept long enough, once a day, in portions that are each committed: stopped in the middle, it
/// goes on the next day.
@Singleton
class Retention implements Recurring {
    private static final Logger LOG = Logger.getLogger(Retention.class);

    /// Longer than any request that makes a reader and then its device, and than any limit counts challenges.
    private static final Duration SETTLED = Duration.ofDays(1);

    /// A day. No index leads from a topic to the matches and batches that name it, so each one that is deleted costs a
    /// look at all of them; what is left over is taken the next day.
    private static final int KEYWORDS = 100;

    private final RetentionSql sql;
    private final Erasures erasures;
    private final ReceiptConfig config;
    private final Clock clock;

    Retention(RetentionSql sql, Erasures erasures, ReceiptConfig config, Clock clock) {
        this.sql = sql;
        this.erasures = erasures;
        this.config = config;
        this.clock = clock;
    }

    @Override
    public String name() {
        return "retention";
    }

    @Override
    public Duration every() {
        return Duration.ofDays(1);
    }

    @Override
    public void run() {
        LOG.infof("Forgot what has been kept long enough: %s", forget());
    }

    Forgotten forget() {
        var now = clock.instant();
        return new Forgotten(
                devices(),
                inPortions(() -> sql.deleteReceipts(now.minus(config.receipts()))),
                inPortions(() -> sql.deleteChallenges(now))
                        + inPortions(() -> sql.deleteChallengePaces(now.minus(SETTLED))),
                readers(),
                keywords());
    }

    private int devices() {
        var since = clock.instant().minus(config.unseenDevices());
        int erased = 0;
        int highest = sql.highestOrdinal();
        for (long from = 0; from <= highest; from += RetentionSql.PORTION) {
            var unseen = sql.unseen((int) from, since);
            erased += unseen.isEmpty() ? 0 : erasures.erase(unseen);
        }
        return erased;
    }

    private int readers() {
        var before = clock.instant().minus(SETTLED);
        int deleted = 0;
        long highest = sql.highestReader();
        for (long from = 0; from <= highest; from += RetentionSql.PORTION) {
            deleted += sql.deleteReaders(from, before);
        }
        return deleted;
    }

    private int keywords() {
        return sql.unusedKeywords(KEYWORDS).stream()
                .mapToInt(sql::deleteKeyword)
                .sum();
    }

    private static int inPortions(IntSupplier portion) {
        int all = 0;
        int deleted;
        do {
            deleted = portion.getAsInt();
            all += deleted;
        } while (deleted == RetentionSql.PORTION);
        return all;
    }

    record Forgotten(int devices, int receipts, int challenges, int readers, int keywords) {}
}
