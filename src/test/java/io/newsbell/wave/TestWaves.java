package io.newsbell.wave;

import io.newsbell.alert.Alert;
import io.newsbell.alert.ReceiptSample;
import io.newsbell.ledger.WaveKind;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.roaringbitmap.RoaringBitmap;

/// Waves for tests that send their batches themselves.
@Singleton
public class TestWaves {
    private final WaveSql sql;

    TestWaves(WaveSql sql) {
        this.sql = sql;
    }

    /// A batch that no worker has been told of. In the caller's transaction.
    public long batch(Alert alert, long topic, RoaringBitmap devices) {
        var now = Instant.now();
        var wave = sql.insertPlanned(
                new WaveSql.New(alert.id(), alert.appId(), WaveKind.NOW, 0, now, now.plusSeconds(60)),
                devices.getLongCardinality(),
                devices,
                ReceiptSample.EVERYBODY,
                now,
                Duration.ZERO);
        return sql.insertBatches(wave, List.of(new Plan.Send(topic, null, devices)), 1)
                .getFirst();
    }
}
