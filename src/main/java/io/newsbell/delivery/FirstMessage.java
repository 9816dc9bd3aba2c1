package io.newsbell.delivery;

import io.newsbell.device.AddressKind;
import io.newsbell.device.Recipient;
import io.newsbell.push.Outcome;
import io.newsbell.push.Outcome.Fault;
import io.newsbell.push.PushChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Asks the push service about a wave's first message before anybody is sent to: what is wrong with the
/// message or the key is found out without a phone, and costs one request.
final class FirstMessage {
    /// The first address may be an odd one.
    private static final int ADDRESSES = 3;

    /// To ask is worth that much of the readers' time. A service that is slow says nothing against the
    /// message.
    private static final Duration WITHIN = Duration.ofSeconds(2);

    private static final Outcome NO_ANSWER = new Outcome.Ambiguous("it was not looked at in time");

    private FirstMessage() {}

    sealed interface Answer {
        /// Or there is nobody to ask with, or no answer: the sending itself will tell.
        record Yes() implements Answer {}

        record No(String why) implements Answer {}

        record Wait(Duration pause) implements Answer {}
    }

    static Answer ask(PushChannel.Push push, @Nullable Recipient[] recipients, AnswerMetrics metrics) {
        var outcomes = new ArrayList<Outcome>();
        for (var recipient : first(recipients)) {
            var outcome = push.validate(recipient.address())
                    .toCompletableFuture()
                    .completeOnTimeout(NO_ANSWER, WITHIN.toMillis(), TimeUnit.MILLISECONDS)
                    .join();
            metrics.asked(recipient, outcome);
            if (outcome instanceof Outcome.Accepted || outcome instanceof Outcome.Ambiguous) {
                return new Answer.Yes();
            }
            outcomes.add(outcome);
        }
        return judge(outcomes);
    }

    /// Of phones, if there are any: of a browser nobody can ask without ringing it.
    private static List<Recipient> first(@Nullable Recipient[] recipients) {
        return Stream.concat(
                        Stream.of(recipients).filter(each -> each != null && !isBrowser(each)),
                        Stream.of(recipients).filter(each -> each != null && isBrowser(each)))
                .limit(ADDRESSES)
                .toList();
    }

    private static boolean isBrowser(Recipient recipient) {
        return recipient.address().kind() == AddressKind.WEB_PUSH;
    }

    /// @param outcomes none of them is a yes
    static Answer judge(List<Outcome> outcomes) {
        for (var outcome : outcomes) {
            if (outcome instanceof Outcome.Refused(Fault fault, String reason)
                    && (fault == Fault.CREDENTIALS || outcomes.stream().allMatch(Outcome.Refused.class::isInstance))) {
                return new Answer.No(WaveWatch.advice(fault, reason));
            }
        }
        return outcomes.isEmpty() || !outcomes.stream().allMatch(Outcome.TryLater.class::isInstance)
                ? new Answer.Yes()
                : new Answer.Wait(outcomes.stream()
                        .map(outcome -> ((Outcome.TryLater) outcome).after())
                        .min(Duration::compareTo)
                        .orElseThrow());
    }
}
