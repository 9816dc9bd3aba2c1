package io.newsbell.console;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/// Remembers how far fan-outs had come whenever somebody looked, so that their curves can be drawn. What nobody
/// watched has its beginning and its end only.
@Singleton
class FanoutWatch {
    private static final int MOST_ALERTS = 200;
    private static final int MOST_SAMPLES = 600;
    private static final Duration REMEMBERED = Duration.ofHours(6);

    private final Cache<UUID, List<Sample>> byAlert = Caffeine.newBuilder()
            .maximumSize(MOST_ALERTS)
            .expireAfterAccess(REMEMBERED)
            .build();

    record Sample(Instant at, long done) {}

    /// @param sample as it is now
    /// @return all so far, in the order of time
    List<Sample> look(UUID alert, Instant begin, Sample sample) {
        return byAlert.asMap().compute(alert, (_, known) -> {
            var all = new ArrayList<>(known == null ? List.of(new Sample(begin, 0)) : known);
            if (sample.done() > all.getLast().done() && all.size() < MOST_SAMPLES) {
                all.add(sample);
            }
            return List.copyOf(all);
        });
    }
}
