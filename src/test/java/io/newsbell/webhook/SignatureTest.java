package io.newsbell.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import io.newsbell.app.Secret;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class SignatureTest {
    /// The example of <https://github.com/standard-webhooks/standard-webhooks>, checked with openssl.
    @Test
    void the_specification_s_example_is_signed_as_it_says() {
        var secret = new Secret("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw");

        assertThat(Signature.of(List.of(secret), "msg_p5jXN8AQM9LWM0D4loKWxJek", 1614265330, "{\"test\": 2432232314}"))
                .isEqualTo("v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");
    }

    @Test
    void a_message_is_tried_nine_times_at_least_within_a_day() {
        var total = Duration.ZERO;
        for (int attempt = 1; attempt <= 8; attempt++) {
            assertThat(Retry.pause(attempt, 1)).isGreaterThan(Retry.pause(attempt, 0));
            total = total.plus(Retry.pause(attempt, 1));
        }
        assertThat(total).isLessThan(Duration.ofHours(24));
        assertThat(Retry.pause(100, 0)).isEqualTo(Duration.ofHours(4));
    }
}
