package io.newsbell.fcm;

import static org.assertj.core.api.Assertions.assertThat;

import io.newsbell.http2.HttpAnswer;
import io.newsbell.push.Outcome;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Answers that are not Google's: a proxy's page must not decide over an alert.
class MeaningTest {
    private final Sdk sdk = new Sdk("meaning-test");
    private final Meaning meaning = new Meaning(sdk, Clock.systemUTC(), new NoToken());

    @AfterEach
    void close() {
        sdk.close();
    }

    @ParameterizedTest
    @CsvSource({
        "502, <html>Bad gateway</html>, TryLater",
        "503, '', TryLater",
        "503, upstream connect error, TryLater",
        "429, {}, TryLater",
        "408, '', TryLater",
        "204, '', Ambiguous",
        "200, <html>Welcome to the hotel</html>, Ambiguous",
        "404, <html>Not found</html>, Refused",
        "301, '', Refused",
        "401, Log in to the hotel's network, Refused",
    })
    void what_somebody_else_answers_is_judged_by_its_number(int status, String body, String outcome) {
        assertThat(of(status, "", body).getClass().getSimpleName()).isEqualTo(outcome);
    }

    @Test
    void a_retry_after_that_nobody_could_wait_for_is_cut() {
        assertThat(of(503, "99999999999999999", "")).isEqualTo(new Outcome.TryLater(Limits.LONGEST_TTL));
    }

    private Outcome of(int status, String retryAfter, String body) {
        return meaning.of(new HttpAnswer(
                status, retryAfter.isEmpty() ? null : retryAfter, null, body.getBytes(StandardCharsets.UTF_8)));
    }

    /// None of these answers is about it.
    private static final class NoToken implements Meaning.Access {
        @Override
        public boolean renew() {
            throw new AssertionError("Only Google can refuse it");
        }

        @Override
        public void taken() {}
    }
}
