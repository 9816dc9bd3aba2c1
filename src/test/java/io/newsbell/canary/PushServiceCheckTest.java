package io.newsbell.canary;

import static org.assertj.core.api.Assertions.assertThat;

import io.newsbell.push.Outcome;
import io.newsbell.push.Outcome.Fault;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// What the push service says of an address that nobody has.
class PushServiceCheckTest {
    @Test
    void an_answer_about_the_address_shows_that_our_credentials_are_good() {
        assertThat(Stream.of(
                                new Outcome.Accepted("id"),
                                new Outcome.AddressDead(),
                                new Outcome.AddressRefused("not an address"))
                        .map(PushServiceCheck::judge))
                .containsOnly(new PushServiceCheck.Answer.Yes());
    }

    @ParameterizedTest
    @EnumSource
    void a_refusal_of_ours_says_why(Fault fault) {
        assertThat(PushServiceCheck.judge(new Outcome.Refused(fault, "the reason")))
                .isEqualTo(new PushServiceCheck.Answer.No("it refuses us (%s): the reason".formatted(fault)));
    }

    @Test
    void what_is_no_answer_may_be_one_soon() {
        assertThat(Stream.of(new Outcome.TryLater(Duration.ofSeconds(5)), new Outcome.Ambiguous("no answer"))
                        .map(PushServiceCheck::judge))
                .allMatch(PushServiceCheck.Answer.NotNow.class::isInstance);
    }
}
