package io.newsbell.webpush;

import io.newsbell.device.Recipient;
import io.newsbell.http2.Gathered;
import io.newsbell.push.Answer;
import io.newsbell.push.Outcome;

/// One message to one browser, from when its push service has room for it to its one outcome.
record Delivery(Recipient recipient, String origin, Service service, Gathered<Answer> answers) {
    void end(Outcome outcome) {
        service.ended(outcome);
        answers.add(new Answer(recipient, outcome));
    }
}
