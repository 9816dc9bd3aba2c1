package io.newsbell.delivery;

import io.newsbell.push.Answer;
import io.newsbell.push.Outcome;
import io.newsbell.trace.Traces;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.StatusCode;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/// What one pass over a batch tells those who look for a fault: a span of its alert's trace, and a line in
/// the log if something went wrong. Neither is told of all the passes of a large wave: see [WaveWatch].
final class PassLog {
    private static final Logger LOG = Logger.getLogger(PassLog.class);

    private final Claim claim;
    private final WaveWatch watch;
    private final Span span;
    private int complaints;
    private @Nullable String complaint;
    private @Nullable Answer last;

    PassLog(Claim claim, WaveWatch watch, Traces traces) {
        this.claim = claim;
        this.watch = watch;
        this.span = watch.mayTrace() ? traces.start(claim.alertId(), "batch") : Span.getInvalid();
    }

    void begin(int recipients) {
        span.setAttribute("newsbell.batch_id", claim.batchId())
                .setAttribute("newsbell.wave_id", claim.errand().waveId())
                .setAttribute("newsbell.attempt", claim.attempt())
                .setAttribute("newsbell.recipients", recipients);
    }

    void answered(Answer answer) {
        last = answer;
        switch (answer.outcome()) {
            case Outcome.Accepted _, Outcome.AddressDead _, Outcome.TryLater _ -> {}
            case Outcome.AddressRefused(String reason) -> complain(reason);
            case Outcome.Ambiguous(String reason) -> complain(reason);
            case Outcome.Refused(var fault, String reason) -> complain(reason);
        }
    }

    /// The example is the phone whose answer came last: it says why the batch took so long.
    void end() {
        if (last != null) {
            span.addEvent(
                    "last answer",
                    Attributes.builder()
                            .put("newsbell.device_ordinal", last.recipient().ordinal())
                            .put(
                                    "newsbell.platform",
                                    last.recipient().platform().name())
                            .put("newsbell.outcome", last.outcome().getClass().getSimpleName())
                            .build());
        }
        if (complaint != null) {
            span.setStatus(StatusCode.ERROR, complaint);
        }
        span.end();
        if (complaint != null && watch.mayTell()) {
            LOG.warnf(
                    "Alert %s, batch %d: %d without a clear yes; the last: %s",
                    claim.alertId(), claim.batchId(), complaints, complaint);
        }
    }

    private void complain(String reason) {
        complaint = reason;
        complaints++;
    }
}
