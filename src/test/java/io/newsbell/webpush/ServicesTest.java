package io.newsbell.webpush;

import static org.assertj.core.api.Assertions.assertThat;

import io.newsbell.push.Outcome;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ServicesTest {
    private static final Outcome LATER = new Outcome.TryLater(Duration.ofSeconds(30));

    @ParameterizedTest
    @CsvSource({
        "https://fcm.googleapis.com/fcm/send/abc:def, webpush:fcm.googleapis.com",
        "https://web.push.apple.com/QK5, webpush:web.push.apple.com",
        "https://wns2-by3p.notify.windows.com/w/?token=x, webpush:notify.windows.com",
        "https://fcm.googleapis.com:8443/x, webpush:others",
        "https://evil.example/https://fcm.googleapis.com/, webpush:others",
        "https://fcm.googleapis.com.evil.example/, webpush:others",
        "https://evilnotify.windows.com/, webpush:others"
    })
    void only_the_well_known_services_have_a_quota_of_their_own(String endpoint, String quota) {
        assertThat(Services.quota(endpoint + " key auth server-key")).isEqualTo(quota);
    }

    @Test
    void a_service_that_says_later_to_many_is_left_alone() {
        var service = new Service(100, Optional.empty());
        for (int n = 0; n < 20; n++) {
            assertThat(service.begin()).isZero();
            service.ended(LATER);
        }

        assertThat(service.begin()).isBetween(Duration.ofSeconds(20), Duration.ofSeconds(30));
    }

    @Test
    void what_is_given_up_by_ourselves_says_nothing_of_the_service() {
        var service = new Service(2, Optional.of(new Semaphore(2)));
        for (int n = 0; n < 100; n++) {
            assertThat(service.begin()).isZero();
            service.left();
        }
    }

    @Test
    void a_service_that_says_later_to_some_is_not() {
        var service = new Service(100, Optional.empty());
        for (int n = 0; n < 100; n++) {
            assertThat(service.begin()).isZero();
            service.ended(n % 10 == 0 ? new Outcome.Accepted("") : LATER);
        }
    }

    @Test
    void what_a_service_does_not_answer_takes_a_bounded_room() {
        var service = new Service(2, Optional.empty());
        assertThat(service.begin()).isZero();
        assertThat(service.begin()).isZero();

        assertThat(service.begin()).isPositive();

        service.ended(new Outcome.Ambiguous("no answer"));
        assertThat(service.begin()).isZero();
    }
}
