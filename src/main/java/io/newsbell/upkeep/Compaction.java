package io.newsbell.upkeep;

import io.newsbell.upkeep.CompactionSql.Batch;
import io.newsbell.work.Recurring;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.inject.Singleton;
import java.io.ByteArrayOutputStream;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.roaringbitmap.RoaringBitmap;

/// Puts the batches of waves that are over together. A batch is small, so that a crash repeats little; once it
/// is done, its recipients are a few thousand numbers of two bytes. Together they are a bitmap, and PostgreSQL
/// packs their outcomes, nearly all the same. Every question about a device reads one row, as before.
@Singleton
class Compaction implements Recurring {
    /// Ordinals that share a row: as many as RoaringBitmap keeps in one container.
    private static final int BITS = 16;

    private final CompactionSql sql;
    private final UpkeepConfig config;
    private final Clock clock;

    Compaction(CompactionSql sql, UpkeepConfig config, Clock clock) {
        this.sql = sql;
        this.config = config;
        this.clock = clock;
    }

    @Override
    public String name() {
        return "ledger-compaction";
    }

    @Override
    public Duration every() {
        return config.compactEvery();
    }

    /// Each wave in a transaction of its own.
    @Override
    public void run() {
        var compacted = true;
        while (compacted) {
            compacted = QuarkusTransaction.requiringNew().call(this::compactOne);
        }
    }

    private boolean compactOne() {
        var now = clock.instant();
        var wave = sql.next(now.minus(config.compactAfter()));
        wave.ifPresent(id -> sql.replace(id, together(sql.batches(id)), now));
        return wave.isPresent();
    }

    /// The same recipients and outcomes in as few rows as there are topics, texts and pages of ordinals.
    static List<Batch> together(List<Batch> batches) {
        var rows = new ArrayList<Batch>();
        batches.stream()
                .collect(Collectors.groupingBy(batch -> Arrays.asList(batch.topic(), batch.variant())))
                .values()
                .forEach(alike -> addRows(rows, alike));
        return rows;
    }

    /// @param batches slices of one bitmap, in its order
    private static void addRows(List<Batch> rows, List<Batch> batches) {
        var row = new Row(batches.getFirst());
        for (var batch : batches) {
            var outcome = 0;
            for (var ordinals = batch.recipients().getIntIterator(); ordinals.hasNext(); outcome++) {
                var ordinal = ordinals.next();
                if (!row.takes(ordinal)) {
                    rows.add(row.batch());
                    row = new Row(batch);
                }
                row.add(ordinal, batch.outcomes()[outcome]);
            }
        }
        rows.add(row.batch());
    }

    private static final class Row {
        private final Batch alike;
        private final RoaringBitmap recipients = new RoaringBitmap();
        private final ByteArrayOutputStream outcomes = new ByteArrayOutputStream();

        Row(Batch alike) {
            this.alike = alike;
        }

        /// Outcomes are in the order of the bitmap, so only what comes after the last can be added.
        boolean takes(int ordinal) {
            return recipients.isEmpty()
                    || (ordinal >>> BITS == recipients.last() >>> BITS && ordinal > recipients.last());
        }

        void add(int ordinal, byte outcome) {
            recipients.add(ordinal);
            outcomes.write(outcome);
        }

        Batch batch() {
            return new Batch(alike.topic(), alike.variant(), recipients, outcomes.toByteArray());
        }
    }
}
