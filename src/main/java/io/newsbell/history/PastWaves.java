package io.newsbell.history;

import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/// What was planned in the last weeks, kept in memory: when an alert makes ten million phones pull and report at once,
/// none of them makes the database look for it.
@Singleton
public class PastWaves {
    /// As long as phones may report.
    public static final Duration KEPT = Duration.ofDays(60);

    /// A wave can be committed this much later than it says it was planned, or its node's clock may be behind.
    private static final Duration OVERLAP = Duration.ofMinutes(1);

    private static final Duration FRESH = Duration.ofSeconds(1);
    private static final Comparator<PastWave> NEWEST_FIRST = Comparator.comparing(PastWave::createdAt)
            .thenComparing(PastWave::alertId)
            .thenComparingLong(PastWave::id)
            .reversed();

    private final PastWaveSql sql;
    private final AudienceMemory audiences;
    private final Clock clock;
    private final Map<Long, Shelf> shelves = new ConcurrentHashMap<>();

    PastWaves(PastWaveSql sql, AudienceMemory audiences, Clock clock) {
        this.sql = sql;
        this.audiences = audiences;
        this.clock = clock;
    }

    /// What is at most a second old, and not older than a wave that is known to exist.
    ///
    /// @param atLeast a wave's number that the caller read from the database; 0 if it has none
    public Recent of(long appId, long atLeast) {
        return shelf(appId)
                .read(recent -> recent.newest() >= atLeast
                        && recent.readAt().plus(FRESH).isAfter(clock.instant()));
    }

    /// What is there now, read for this call or after it began.
    public Recent now(long appId) {
        var asked = clock.instant();
        return shelf(appId).read(recent -> !recent.readAt().isBefore(asked));
    }

    /// Those of the waves that were meant for this device.
    public List<PastWave> meantFor(int ordinal, List<PastWave> waves) {
        return audiences.meantFor(ordinal, waves);
    }

    private Shelf shelf(long appId) {
        return shelves.computeIfAbsent(appId, Shelf::new);
    }

    /// @param newestFirst by the creation of the alert
    /// @param newest      the highest wave number
    public record Recent(List<PastWave> newestFirst, Map<UUID, List<PastWave>> byAlert, long newest, Instant readAt) {}

    /// One app's waves. However many ask for a newer state at the same time, one reads it.
    private final class Shelf {
        private final long appId;
        private final OneReader reader = new OneReader();
        private volatile Recent recent = new Recent(List.of(), Map.of(), 0, Instant.EPOCH);

        Shelf(long appId) {
            this.appId = appId;
        }

        Recent read(Predicate<Recent> goodEnough) {
            var seen = recent;
            return goodEnough.test(seen) ? seen : reader.take(() -> renew(goodEnough));
        }

        private Recent renew(Predicate<Recent> goodEnough) {
            var seen = recent;
            if (goodEnough.test(seen)) {
                return seen;
            }
            var now = clock.instant();
            var kept = now.minus(KEPT);
            var since = seen.readAt().minus(OVERLAP);
            return keep(sql.planned(appId, since.isBefore(kept) ? kept : since), kept, now);
        }

        /// What another thread has begun to read later stays.
        private synchronized Recent keep(List<PastWave> read, Instant kept, Instant now) {
            if (!now.isBefore(recent.readAt())) {
                recent = with(read, kept, now);
            }
            return recent;
        }

        private Recent with(List<PastWave> read, Instant kept, Instant now) {
            var all = new HashMap<Long, PastWave>();
            recent.newestFirst().forEach(wave -> all.put(wave.id(), wave));
            if (!read.stream().allMatch(wave -> wave.equals(all.get(wave.id()))) || isDue(kept)) {
                read.forEach(wave -> all.put(wave.id(), wave));
                var waves = all.values().stream()
                        .filter(wave -> wave.plannedAt().isAfter(kept))
                        .sorted(NEWEST_FIRST)
                        .toList();
                var newest = waves.stream().mapToLong(PastWave::number).max().orElse(0);
                return new Recent(waves, waves.stream().collect(Collectors.groupingBy(PastWave::alertId)), newest, now);
            }
            return new Recent(recent.newestFirst(), recent.byAlert(), recent.newest(), now);
        }

        private boolean isDue(Instant kept) {
            return !recent.newestFirst().isEmpty()
                    && recent.newestFirst().getLast().plannedAt().isBefore(kept);
        }
    }
}
