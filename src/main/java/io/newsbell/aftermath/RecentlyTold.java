package io.newsbell.aftermath;

import io.newsbell.device.Device;
import io.newsbell.history.PastWave;
import io.newsbell.history.PastWaves;
import io.newsbell.subscription.LastTold;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;

/// Whom an alert was meant for is told of it: who is in its audience, and has turned away before it came, has
/// done so within seconds. Who turns away in the second in which an alert is planned is not counted against
/// it: that is not worth a question to the database for each who unfollows.
@Singleton
class RecentlyTold implements LastTold {
    /// No alert waits longer than this for the end of the night, or for a digest.
    private static final Duration PUT_OFF = Duration.ofDays(2);

    private final PastWaves waves;
    private final Clock clock;

    RecentlyTold(PastWaves waves, Clock clock) {
        this.waves = waves;
        this.clock = clock;
    }

    @Override
    public List<Told> lately(Device device) {
        var since = clock.instant().minus(WINDOW);
        var candidates = waves.of(device.appId(), 0).newestFirst().stream()
                .takeWhile(wave -> wave.createdAt().isAfter(since.minus(PUT_OFF)))
                .filter(wave -> wave.plannedAt().isAfter(since))
                .sorted(Comparator.comparing(PastWave::plannedAt).reversed())
                .toList();
        return candidates.isEmpty()
                ? List.of()
                : waves.meantFor(device.ordinal(), candidates).stream()
                        .map(wave -> new Told(wave.alertId(), wave.topics(), wave.storyId()))
                        .toList();
    }
}
