package io.newsbell.handover;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.newsbell.device.Device;
import io.newsbell.device.Meeting;
import io.newsbell.handover.Code.Letters;
import io.newsbell.handover.Code.Token;
import io.newsbell.problem.Problem;
import jakarta.inject.Singleton;
import java.util.Locale;

/// One try of an app. Not a transaction itself: a guess must stay counted whatever comes of it.
@Singleton
class Redeeming {
    private final Handovers handovers;
    private final Guesses guesses;
    private final MeterRegistry metrics;

    Redeeming(Handovers handovers, Guesses guesses, MeterRegistry metrics) {
        this.handovers = handovers;
        this.guesses = guesses;
        this.metrics = metrics;
    }

    /// @param block from where it is tried
    /// @throws Problem `too_many_requests`
    boolean redeem(Device app, Code code, String block) {
        var isRight = switch (code) {
            case Token _ -> moved(app, code);
            case Letters _ -> guessed(app, code, block);
        };
        happened(isRight ? Event.MOVED : Event.UNKNOWN);
        return isRight;
    }

    private boolean guessed(Device app, Code code, String block) {
        var guess = count(app, block);
        var isRight = moved(app, code);
        if (isRight) {
            guesses.uncount(guess);
        }
        return isRight;
    }

    private long count(Device app, String block) {
        try {
            return guesses.count(app, block);
        } catch (Problem tooMany) {
            happened(Event.LIMITED);
            throw tooMany;
        }
    }

    private boolean moved(Device app, Code code) {
        return Meeting.resolve(() -> handovers.redeem(app, code));
    }

    void happened(Event event) {
        Counter.builder("newsbell.handovers")
                .description("Moves of readers from a browser into an app: codes given out, and what came of tries")
                .tag("event", event.name().toLowerCase(Locale.ROOT))
                .register(metrics)
                .increment();
    }

    enum Event {
        OFFERED,
        MOVED,
        UNKNOWN,
        LIMITED
    }
}
