package io.newsbell.delivery;

import io.newsbell.push.Outcome;
import io.newsbell.push.Outcome.Fault;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/// What this node has seen of a wave's answers, and whether it is the wave that is refused: then nobody else
/// is to be sent to, and no address is to blame.
final class WaveWatch {
    /// A single odd device must not silence everyone else's phone.
    private static final int OUR_MISTAKE = 10;

    private static final int HALF = 2;

    /// Lines of a wave in this node's log. A wave has thousands of batches, and what is wrong with one is
    /// mostly wrong with all.
    private static final int MOST_LINES = 20;

    /// Passes over batches of a wave in this node's traces. The first of a large alert tell how the others
    /// went.
    private static final int MOST_SPANS = 100;

    private final Map<Fault, Integer> refused = new EnumMap<>(Fault.class);
    private int answers;
    private int lines;
    private int spans;

    /// @return what is wrong, and what to do about it; empty if the wave may go on
    synchronized Optional<String> look(Outcome outcome) {
        answers++;
        if (outcome instanceof Outcome.Refused(Fault fault, String reason)) {
            int times = refused.merge(fault, 1, Integer::sum);
            return isOurs(fault, times) ? Optional.of(advice(fault, reason)) : Optional.empty();
        }
        return Optional.empty();
    }

    /// Whether the log may have one more line about the wave.
    synchronized boolean mayTell() {
        return lines++ < MOST_LINES;
    }

    /// Whether the trace may have one more span of the wave.
    synchronized boolean mayTrace() {
        return spans++ < MOST_SPANS;
    }

    /// A key is good or it is not. That a message is invalid, or an address of another project, may be said
    /// of some devices only; then most of the others are taken.
    private boolean isOurs(Fault fault, int times) {
        return times >= OUR_MISTAKE
                && switch (fault) {
                    case CREDENTIALS -> true;
                    case PAYLOAD, WRONG_PROJECT -> times * HALF >= answers;
                };
    }

    static String advice(Fault fault, String reason) {
        return switch (fault) {
            case PAYLOAD ->
                "The push service refuses the message: %s. Look at its text, link and image, and send it anew."
                        .formatted(reason);
            case CREDENTIALS ->
                ("The push service does not take our credentials: %s. Look in the Firebase console whether the service"
                                + " account may send and whether Apple's key is valid; then send the alert anew.")
                        .formatted(reason);
            case WRONG_PROJECT ->
                ("The addresses are not of this Firebase project: %s. Compare the project of the service-account file with"
                                + " the one in the apps; then send the alert anew.")
                        .formatted(reason);
        };
    }
}
