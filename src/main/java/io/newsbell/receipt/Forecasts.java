package io.newsbell.receipt;

import io.newsbell.history.PastWave;
import io.newsbell.history.PastWaves;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// One forecast for all readers of an app, made anew when something was sent, or when the two weeks have moved on.
@Singleton
class Forecasts {
    private static final Duration FRESH = Duration.ofMinutes(10);

    private final PastWaves waves;
    private final Clock clock;
    private final Map<Long, Made> made = new ConcurrentHashMap<>();

    Forecasts(PastWaves waves, Clock clock) {
        this.waves = waves;
        this.clock = clock;
    }

    Forecast of(long appId) {
        var now = clock.instant();
        var recent = waves.of(appId, 0).newestFirst();
        return made.compute(
                        appId,
                        (app, last) -> last != null
                                        && isSame(last.waves(), recent)
                                        && last.at().plus(FRESH).isAfter(now)
                                ? last
                                : new Made(recent, new Forecast(recent, now), now))
                .forecast();
    }

    /// The list is the same object while nothing new was sent; comparing thousands of alerts would cost more.
    @SuppressWarnings("ReferenceEquality")
    private static boolean isSame(List<PastWave> one, List<PastWave> other) {
        return one == other;
    }

    private record Made(List<PastWave> waves, Forecast forecast, Instant at) {}
}
