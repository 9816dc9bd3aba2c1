package io.newsbell.crash;

import io.newsbell.crash.Blow.Kind;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;

/// What is to be done to the servers.
///
/// @param seed   of everything that is left to chance
/// @param phones how many
/// @param blows  how many of each kind
/// @param watched so many of these fall when both nodes are up and phones are ringing, and are followed by peace
/// @param faults what the sandbox does from one blow to the next, one of these each time
/// @param faulty how often there is a fault from one blow to the next, from 0 to 1
/// @param bug    that is planted in both nodes
record Weather(
        long seed,
        int phones,
        Map<Kind, Integer> blows,
        Map<Kind, Integer> watched,
        List<Fault> faults,
        double faulty,
        Optional<SeededBug> bug) {

    private static final List<Fault> FAULTS = List.of(Fault.SLOW, Fault.BUSY, Fault.RESETS, Fault.HANGS);
    private static final double FAULTY = 0.5;
    private static final int FIFTY = 50;
    private static final int PHONES = 20_000;
    private static final int WATCHED_OF_FIFTY = 8;

    /// Of fifty kills. SIGTERM kills nothing that is in flight, and comes on top of them.
    private static final Map<Kind, Integer> OF_FIFTY = new EnumMap<>(
            Map.of(Kind.KILL, 27, Kind.KILL_AFTER_202, 6, Kind.FREEZE, 8, Kind.DATABASE, 9, Kind.TERM, 5));

    /// Some of everything.
    ///
    /// @param kills at most 50; for more use several seeds
    static Weather mixed(long seed, int kills) {
        var blows = new EnumMap<Kind, Integer>(Kind.class);
        OF_FIFTY.forEach((kind, number) -> blows.put(kind, number * kills / FIFTY));
        blows.merge(Kind.KILL, kills - kills(blows), Integer::sum);
        return new Weather(
                seed,
                PHONES,
                blows,
                Map.of(Kind.KILL, WATCHED_OF_FIFTY * kills / FIFTY),
                FAULTS,
                FAULTY,
                Optional.empty());
    }

    int kills() {
        return kills(blows);
    }

    private static int kills(Map<Kind, Integer> blows) {
        return blows.entrySet().stream()
                .filter(entry -> entry.getKey() != Kind.TERM)
                .mapToInt(Map.Entry::getValue)
                .sum();
    }

    /// Every SIGTERM comes first, when nothing else can be the reason for a duplicate; the rest in any order.
    List<Strike> plan() {
        var terms = new ArrayList<Strike>();
        var others = new ArrayList<Strike>();
        blows.forEach((kind, number) -> {
            for (int i = 0; i < number; i++) {
                var strike = new Strike(kind, i < watched.getOrDefault(kind, 0));
                (kind == Kind.TERM ? terms : others).add(strike);
            }
        });
        Collections.shuffle(others, new Random(seed));
        terms.addAll(others);
        return terms;
    }

    /// @param isWatched followed by peace
    record Strike(Kind kind, boolean isWatched) {}
}
