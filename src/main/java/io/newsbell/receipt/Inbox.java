package io.newsbell.receipt;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.newsbell.alert.AlertLevel;
import io.newsbell.device.Device;
import io.newsbell.history.Deliveries;
import io.newsbell.history.PastWave;
import io.newsbell.history.PastWaves;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// What a device was sent, or missed while it could not be reached: an offline phone gets from its platform no
/// more than the last few. Made to be pulled by every phone at once: one statement for the reader, and one for
/// what became of the alerts of the page.
@ApplicationScoped
public class Inbox {
    static final Duration BACK = Duration.ofDays(30);

    private final InboxSql sql;
    private final PastWaves waves;
    private final Deliveries deliveries;
    private final Clock clock;

    Inbox(InboxSql sql, PastWaves waves, Deliveries deliveries, Clock clock) {
        this.sql = sql;
        this.waves = waves;
        this.deliveries = deliveries;
        this.clock = clock;
    }

    /// Newest first, of each story the newest alert only.
    @Transactional
    public Page page(Device device, Optional<Instant> since, Optional<String> cursor, int limit) {
        var from = cursor.map(Cursor::read);
        var now = clock.instant();
        var asOf = from.map(Cursor::asOf).orElse(now);
        var reader = sql.reader(device.ordinal(), now.minus(BACK), now);
        var oldest = latest(now.minus(BACK), reader.deviceSince());
        var candidates = waves.of(device.appId(), reader.newestWave()).newestFirst().stream()
                .filter(wave -> !wave.createdAt().isBefore(oldest)
                        && !wave.plannedAt().isBefore(since.orElse(Instant.MIN))
                        && !wave.plannedAt().isAfter(asOf))
                .toList();
        var walk = new InboxWalk(device, reader, candidates, from, limit, waves, deliveries, sql);
        var page = walk.page();
        return new Page(
                page, walk.last().map(last -> Cursor.after(last, asOf).text()).orElse(null));
    }

    /// What a device's reader follows and when it could not be reached, now.
    @Transactional
    Reader reader(Device device) {
        var now = clock.instant();
        return sql.reader(device.ordinal(), now, now);
    }

    private static Instant latest(Instant... times) {
        return List.of(times).stream().max(Instant::compareTo).orElseThrow();
    }

    /// @param nextCursor for the page after this one; absent on the last
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Page(
            List<Notification> notifications, @Nullable String nextCursor) {}

    /// @param topic  the slug of the topic that is the reason
    /// @param opened whether the device has reported that it was opened
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Notification(
            UUID alertId,
            long storyId,
            int version,
            AlertLevel level,
            String title,
            String body,
            @Nullable String link,
            @Nullable String image,
            String topic,
            Instant sentAt,
            Status status,
            boolean opened) {

        /// With the text that it was told instead of the alert's own.
        Notification saying(Deliveries.Became became) {
            return new Notification(
                    alertId,
                    storyId,
                    version,
                    level,
                    became.title().orElse(title),
                    became.body().orElse(body),
                    link,
                    image,
                    topic,
                    sentAt,
                    status,
                    opened);
        }

        static Notification of(PastWave wave, String topic, Status status, boolean opened) {
            return new Notification(
                    wave.alertId(),
                    wave.storyId(),
                    wave.version(),
                    wave.level(),
                    wave.title(),
                    wave.body(),
                    wave.link(),
                    wave.image(),
                    topic,
                    wave.plannedAt(),
                    status,
                    opened);
        }
    }

    public enum Status {
        /// The push service has it, or is about to get it.
        @JsonProperty("sent")
        SENT,
        /// The device could not be reached, or not in time.
        @JsonProperty("missed")
        MISSED,
        /// It may have rung; the newsroom has taken the article back since. Take it off the screen.
        @JsonProperty("withdrawn")
        WITHDRAWN
    }
}
