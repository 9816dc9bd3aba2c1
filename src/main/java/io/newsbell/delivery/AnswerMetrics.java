package io.newsbell.delivery;

import io.newsbell.alert.Alert;
import io.newsbell.device.Recipient;
import io.newsbell.ledger.Promptness;
import io.newsbell.push.Answer;
import io.newsbell.push.Outcome;
import io.newsbell.push.Providers;
import io.newsbell.push.Sends;
import jakarta.inject.Singleton;
import java.time.Clock;

/// Counts what push services answer to the messages of alerts, and how long that took readers.
@Singleton
class AnswerMetrics {
    private final Sends sends;
    private final Providers providers;
    private final Promptness promptness;
    private final Clock clock;

    AnswerMetrics(Sends sends, Providers providers, Promptness promptness, Clock clock) {
        this.sends = sends;
        this.providers = providers;
        this.promptness = promptness;
        this.clock = clock;
    }

    /// Whether a message would be taken: nothing was sent, but the service has answered.
    void asked(Recipient recipient, Outcome outcome) {
        providers.answered(new Answer(recipient, outcome));
    }

    void count(Answer answer, Alert alert, Claim claim) {
        sends.count(answer);
        var begun = claim.errand().begunAt();
        if (answer.outcome() instanceof Outcome.Accepted && begun != null) {
            promptness.accepted(
                    alert.id(),
                    answer.recipient().platform(),
                    claim.errand().kind().level(alert),
                    begun,
                    clock.instant());
        }
    }
}
