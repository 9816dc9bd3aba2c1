package io.newsbell.language;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collections;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;
import org.junit.jupiter.params.provider.ValueSource;

class LanguageDetectorTest {
    private final LanguageDetector detector = new LanguageDetector();

    @ParameterizedTest(name = "{0}: {1}")
    @CsvFileSource(resources = "labelled.tsv", delimiter = '\t', quoteCharacter = '\0')
    void a_headline_is_enough(String language, String text) {
        assertThat(detector.detect(text).toLanguageTag()).isEqualTo(language);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "2:1", "Obama", "Barcelona 3-1 Real Madrid", "OK", "\uD800", "\u0000", "🎉"})
    void what_cannot_be_told_is_not_guessed(String text) {
        assertThat(detector.detect(text).toLanguageTag()).isEqualTo("und");
    }

    @Test
    void a_long_text_is_told_by_its_beginning() {
        var text = "The government said on Tuesday that schools would close early. ".repeat(7) + "日本".repeat(500_000);
        assertThat(detector.detect(text)).isEqualTo(Locale.ENGLISH);
        assertThat(detector.detect("x".repeat(1_000_000)).toLanguageTag()).isEqualTo("und");
    }

    @Test
    void threads_do_not_get_in_each_others_way() throws InterruptedException, ExecutionException {
        Callable<Locale> uk = () -> detector.detect("Уряд повідомив у вівторок, що школи закриються раніше.");
        Callable<Locale> mr = () -> detector.detect("शेतकऱ्यांनी आपल्या मागण्यांसाठी राजधानीत आंदोलन केले.");
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var first = threads.invokeAll(Collections.nCopies(500, uk));
            var second = threads.invokeAll(Collections.nCopies(500, mr));
            for (var told : first) {
                assertThat(told.get()).isEqualTo(Locale.of("uk"));
            }
            for (var told : second) {
                assertThat(told.get()).isEqualTo(Locale.of("mr"));
            }
        }
    }
}
