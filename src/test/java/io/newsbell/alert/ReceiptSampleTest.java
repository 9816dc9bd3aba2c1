package io.newsbell.alert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ReceiptSampleTest {
    private static final int DEVICES = 100_000;
    private static final List<UUID> PHONES =
            Stream.generate(UUID::randomUUID).limit(DEVICES).toList();

    @ParameterizedTest
    @CsvSource({
        "0, 1, 0",
        "2000, 1, 0",
        "2001, 1, 2",
        "100000, 1, 50",
        "100001, 0.999, 50",
        "1200000, 0.0833, 50",
        "10000000, 0.01, 50",
        "7000000000, 0.0000142, 50"
    })
    void more_phones_than_are_wanted_are_a_sample_in_a_bounded_time(long phones, String share, long seconds) {
        var sample = ReceiptSample.of(phones, 100_000, 2_000);

        assertThat(sample.shareInWords()).isEqualTo(share);
        assertThat(sample.within()).isEqualTo(Duration.ofSeconds(seconds));
    }

    @Test
    void there_are_never_more_reports_than_are_wanted_nor_do_they_take_more_than_a_minute() {
        LongStream.iterate(1, phones -> phones < 1L << 40, phones -> phones * 7 / 4 + 1)
                .forEach(phones -> {
                    var sample = ReceiptSample.of(phones, 100_000, 500);
                    assertThat(sample.share() * phones).isLessThanOrEqualTo(30_000);
                    assertThat(sample.within()).isLessThanOrEqualTo(ReceiptSample.LONGEST);
                });
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.5, 0.1, 0.0123})
    void about_the_share_of_the_devices_is_in_the_sample_of_each_alert(double share) {
        var sample = new ReceiptSample(share, Duration.ZERO);

        assertThat(Stream.generate(UUID::randomUUID).limit(3)).allSatisfy(alert -> {
            var asked =
                    PHONES.stream().filter(phone -> sample.has(alert, phone)).count();
            assertThat((double) asked / DEVICES).isCloseTo(share, within(sixSigma(share)));
        });
    }

    @Test
    void who_is_in_the_sample_of_one_alert_is_in_that_of_another_one_as_often_as_anybody() {
        var share = 0.2;
        var sample = new ReceiptSample(share, Duration.ZERO);
        var one = new UUID(0, 1);
        var next = new UUID(0, 2);

        var both = PHONES.stream()
                .filter(phone -> sample.has(one, phone) && sample.has(next, phone))
                .count();

        assertThat((double) both / DEVICES).isCloseTo(share * share, within(sixSigma(share * share)));
    }

    @Test
    void the_same_phone_gets_the_same_answer_and_is_in_every_larger_sample() {
        var alert = UUID.randomUUID();
        var small = new ReceiptSample(0.1, Duration.ZERO);
        var large = new ReceiptSample(0.3, Duration.ZERO);

        assertThat(PHONES.stream().limit(2_000).filter(phone -> small.has(alert, phone)))
                .isNotEmpty()
                .allMatch(phone -> small.has(alert, phone) && large.has(alert, phone));
    }

    @Test
    void the_example_of_the_readme_is_right() {
        var alert = UUID.fromString("0190a6f2-7c11-7d3e-8b5a-3f6c2d9e4a10");
        var phone = UUID.fromString("6f9619ff-8b86-4d01-b42d-00cf4fc964ff");

        assertThat(new ReceiptSample(0.8980, Duration.ZERO).has(alert, phone)).isFalse();
        assertThat(new ReceiptSample(0.8981, Duration.ZERO).has(alert, phone)).isTrue();
    }

    /// Once in five hundred million.
    private static double sixSigma(double share) {
        return 6 * Math.sqrt(share * (1 - share) / DEVICES);
    }
}
