package io.newsbell.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PushSubscriptionsTest {
    private static final String KEY = "B" + "A".repeat(86);

    @Test
    void of_too_many_subscriptions_the_one_unused_for_longest_goes() {
        var subscriptions = new PushSubscriptions(2, 50);
        var first = subscriptions.subscribe(KEY);
        var second = subscriptions.subscribe(KEY);
        assertThat(subscriptions.find(first)).isPresent();

        var third = subscriptions.subscribe(KEY);

        assertThat(subscriptions.find(first)).isPresent();
        assertThat(subscriptions.find(second)).isEmpty();
        assertThat(subscriptions.find(third)).isPresent();
    }

    @Test
    void nothing_stands_in_where_there_are_browsers_only() {
        var standIn = new SandboxStandIn(Path.of("none"), Optional.empty(), false);

        assertThat(standIn.sandbox()).isEmpty();
        assertThat(standIn.pushService()).isEmpty();
        assertThatIllegalStateException()
                .isThrownBy(standIn::endpoint)
                .withMessageContaining("NEWSBELL_FCM_CREDENTIALS");
        standIn.close();
    }
}
