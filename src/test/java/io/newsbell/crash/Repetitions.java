package io.newsbell.crash;

import io.newsbell.crash.Heard.Ring;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Messages that were accepted although the same alert to the same phone was accepted before, and why they came again.
final class Repetitions {
    /// What the sandbox had not taken out of its socket when the sender was killed is accepted after the kill.
    private static final Duration BY_THE_WAY = Duration.ofSeconds(2);

    private final List<Blow> forgetting;
    private final Map<Blow, Integer> byBlow = new HashMap<>();
    private long number;
    private long usualWithoutReason;
    private long breakingWithoutReason;

    Repetitions(List<Blow> blows) {
        this.forgetting = blows.stream().filter(Blow::forgets).toList();
    }

    void look(Bulletin bulletin, List<Ring> rings) {
        for (int second = 1; second < rings.size(); second++) {
            number++;
            var from = rings.get(second - 1).at().minus(BY_THE_WAY);
            var reason = reason(from, rings.get(second).at());
            if (reason != null) {
                byBlow.merge(reason, 1, Integer::sum);
            } else if (bulletin.isBreaking()) {
                breakingWithoutReason++;
            } else {
                usualWithoutReason++;
            }
        }
    }

    /// The last blow between the two after which nobody knew any more that it had gone out.
    private @Nullable Blow reason(Instant from, Instant to) {
        return forgetting.stream()
                .filter(blow -> blow.touches(from, to))
                .max(Comparator.comparing(Blow::until))
                .orElse(null);
    }

    long number() {
        return number;
    }

    /// @param answersLost to so many messages the sandbox gave no answer although it accepted them; those of breaking
    ///     alerts may be tried once more
    long withoutReason(long answersLost) {
        return usualWithoutReason + Math.max(0, breakingWithoutReason - answersLost);
    }

    /// How many were repeated after each blow that forgets, in the order of the blows.
    List<String> lines() {
        return forgetting.stream()
                .sorted(Comparator.comparing(Blow::at))
                .map(blow -> "%s of %s at %s: %d repeated"
                        .formatted(blow.kind(), blow.what(), blow.at(), byBlow.getOrDefault(blow, 0)))
                .toList();
    }
}
