package io.newsbell.receipt;

import io.newsbell.device.Device;
import io.newsbell.history.Deliveries;
import io.newsbell.history.Deliveries.Became;
import io.newsbell.history.PastWave;
import io.newsbell.history.PastWaves;
import io.newsbell.receipt.Inbox.Notification;
import io.newsbell.receipt.Inbox.Status;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// One walk over the waves, newest first, until the page is full. It begins at the top on every page, because
/// whether an alert is the newest of its story is decided by those before it.
final class InboxWalk {
    /// Looked up in memory at a time.
    private static final int PORTION = 50;

    private final Device device;
    private final Reader reader;
    private final List<PastWave> candidates;
    private final Optional<Cursor> from;
    private final int limit;
    private final PastWaves waves;
    private final Deliveries deliveries;
    private final InboxSql sql;

    private final Set<Long> storiesOfThePage;
    private final Set<Long> seen = new HashSet<>();
    private final List<Notification> page = new ArrayList<>();
    private @Nullable PastWave last;
    private boolean more;

    InboxWalk(
            Device device,
            Reader reader,
            List<PastWave> candidates,
            Optional<Cursor> from,
            int limit,
            PastWaves waves,
            Deliveries deliveries,
            InboxSql sql) {
        this.device = device;
        this.reader = reader;
        this.candidates = candidates;
        this.from = from;
        this.limit = limit;
        this.waves = waves;
        this.deliveries = deliveries;
        this.sql = sql;
        this.storiesOfThePage =
                candidates.stream().filter(this::isHere).map(PastWave::storyId).collect(Collectors.toSet());
    }

    List<Notification> page() {
        var concerned = new ArrayList<PastWave>();
        for (int first = 0; first < candidates.size() && !more; first += PORTION) {
            concerned.addAll(concerned(candidates.subList(first, Math.min(candidates.size(), first + PORTION))));
            var complete = first + PORTION >= candidates.size();
            // One statement for many: only when the page may be full, or there is nothing more.
            if (complete || page.size() + stories(concerned) > limit) {
                take(concerned);
                concerned.clear();
            }
        }
        return page;
    }

    /// Where the next page goes on; empty if there is none.
    Optional<PastWave> last() {
        return more ? Optional.ofNullable(last) : Optional.empty();
    }

    private boolean isHere(PastWave wave) {
        return from.map(cursor -> cursor.isBefore(wave)).orElse(true);
    }

    private long stories(List<PastWave> concerned) {
        return concerned.stream()
                .filter(this::isHere)
                .map(PastWave::storyId)
                .distinct()
                .count();
    }

    /// Those that were meant for the device, or that it would have got had it been reachable.
    private List<PastWave> concerned(List<PastWave> portion) {
        var here = portion.stream()
                .filter(wave -> storiesOfThePage.contains(wave.storyId()))
                .toList();
        var meant = Set.copyOf(waves.meantFor(device.ordinal(), here));
        return here.stream()
                .filter(wave -> meant.contains(wave) || isMissed(wave))
                .toList();
    }

    private boolean isMissed(PastWave wave) {
        return reader.wasUnreachable(wave.createdAt()) && reader.reason(wave).isPresent();
    }

    private void take(List<PastWave> concerned) {
        var became = deliveries.became(concerned.stream().map(PastWave::id).toList(), device.ordinal());
        var stopped = stopped(concerned.stream().filter(this::isMissed).toList());
        for (var wave : concerned) {
            notification(wave, Optional.ofNullable(became.get(wave.id())), stopped)
                    .filter(shown -> seen.add(wave.storyId()) && isHere(wave))
                    .ifPresent(shown -> add(wave, shown));
        }
    }

    private void add(PastWave wave, Notification shown) {
        if (page.size() == limit) {
            more = true;
        } else {
            page.add(shown);
            last = wave;
        }
    }

    private Set<UUID> stopped(List<PastWave> missed) {
        return missed.isEmpty()
                ? Set.of()
                : sql.stopped(missed.stream().map(PastWave::alertId).toList());
    }

    /// Empty for what the device was not to get: stopped before its turn, or not wanted any more.
    private Optional<Notification> notification(PastWave wave, Optional<Became> became, Set<UUID> stopped) {
        if (became.isEmpty()) {
            return missed(wave, stopped);
        }
        var topic = became.get().topic();
        return switch (became.get().entry()) {
            case ACCEPTED, AMBIGUOUS, UNCERTAIN ->
                Optional.of(shown(wave, topic, Status.SENT).saying(became.get()));
            case ADDRESS_DEAD, REFUSED, EXPIRED ->
                unlessWithdrawn(wave, topic).map(shown -> shown.saying(became.get()));
            // What a phone has just been sent is recorded a moment later.
            case PENDING, RETRYING ->
                reader.reason(wave).map(_ -> shown(wave, topic, Status.SENT).saying(became.get()));
            case STOPPED -> Optional.empty();
            // Also said of a device that was found dead by another alert meanwhile.
            case UNFOLLOWED -> missed(wave, stopped);
        };
    }

    private Optional<Notification> missed(PastWave wave, Set<UUID> stopped) {
        return isMissed(wave) && !stopped.contains(wave.alertId())
                ? reader.reason(wave).flatMap(topic -> unlessWithdrawn(wave, topic))
                : Optional.empty();
    }

    /// What did not ring and is taken back needs not be taken off any screen.
    private Optional<Notification> unlessWithdrawn(PastWave wave, String topic) {
        return reader.withdrawn().contains(wave.alertId())
                ? Optional.empty()
                : Optional.of(shown(wave, topic, Status.MISSED));
    }

    private Notification shown(PastWave wave, String topic, Status status) {
        return Notification.of(
                wave,
                topic,
                reader.withdrawn().contains(wave.alertId()) ? Status.WITHDRAWN : status,
                reader.opened().contains(wave.alertId()));
    }
}
