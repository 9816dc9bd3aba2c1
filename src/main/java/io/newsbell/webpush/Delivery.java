package io.newsbell.webpush;

import io.newsbell.device.Recipient;
import io.newsbell.http2.Gathered;
import io.newsbell.push.Answer;
import io.newsbell.push.Outcome;
import java.util.concurrent.atomic.AtomicBoolean;

/// One message to one browser, from when its push service has room for it to its one outcome.
final class Delivery {
    private final Recipient recipient;
    private final String origin;
    private final Service service;
    private final Gathered<Answer> answers;
    private final AtomicBoolean isOver = new AtomicBoolean();

    Delivery(Recipient recipient, String origin, Service service, Gathered<Answer> answers) {
        this.recipient = recipient;
        this.origin = origin;
        this.service = service;
        this.answers = answers;
    }

    Recipient recipient() {
        return recipient;
    }

    String origin() {
        return origin;
    }

    /// As its push service has it. Only the first end counts.
    void end(Outcome outcome) {
        if (isOver.compareAndSet(false, true)) {
            service.ended(outcome);
            answers.add(new Answer(recipient, outcome));
        }
    }

    /// It was not sent, for a reason of ours.
    void giveUp(Outcome outcome) {
        if (isOver.compareAndSet(false, true)) {
            service.left();
            answers.add(new Answer(recipient, outcome));
        }
    }
}
