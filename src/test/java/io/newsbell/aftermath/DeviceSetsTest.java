package io.newsbell.aftermath;

import static org.assertj.core.api.Assertions.assertThat;

import io.newsbell.aftermath.DeviceSets.Report;
import io.newsbell.device.Platform;
import io.newsbell.receipt.ReceiptEvent;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.roaringbitmap.RoaringBitmap;

class DeviceSetsTest {
    @Test
    void each_report_counts_for_as_many_as_its_wave_says() {
        var sets = DeviceSets.none();
        IntStream.range(0, 30).forEach(phone -> sets.add(new Report(ReceiptEvent.RECEIVED, 0.01), phone));
        IntStream.range(30, 37).forEach(phone -> sets.add(new Report(ReceiptEvent.RECEIVED, 1), phone));
        IntStream.range(25, 35).forEach(phone -> sets.add(new Report(ReceiptEvent.OPENED, 1), phone));

        var figures = sets.by(
                Map.of(
                        Platform.ANDROID, RoaringBitmap.bitmapOfRange(0, 20),
                        Platform.IOS, RoaringBitmap.bitmapOfRange(20, 35)),
                0.02);

        assertThat(figures.received()).isEqualTo(3_007);
        assertThat(figures.opened()).isEqualTo(10);
        assertThat(figures.platforms())
                .extracting(Figures.OnPlatform::received)
                .containsExactlyInAnyOrder(2_000L, 1_005L, 2L);
        assertThat(figures.receiptShare()).isEqualTo(0.02);
    }
}
