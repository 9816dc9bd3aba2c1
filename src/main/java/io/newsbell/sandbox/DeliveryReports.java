package io.newsbell.sandbox;

import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/// What the data API tells: counted as messages are accepted, by day and label, never reset. Google tells of
/// it some days later; here it is there at once, for tests.
public final class DeliveryReports {
    private static final ZoneId PACIFIC = ZoneId.of("America/Los_Angeles");

    private final Clock clock;
    private final Map<Key, Map<Fate, LongAdder>> counted = new ConcurrentHashMap<>();
    private volatile Settings settings = Settings.USUAL;

    DeliveryReports(Clock clock) {
        this.clock = clock;
    }

    /// What became of a message on its phone, by the names of the data API.
    public enum Fate {
        DELIVERED("delivered"),
        PENDING("pending"),
        COLLAPSED("collapsed"),
        TOO_MANY_PENDING("droppedTooManyPendingMessages"),
        FORCE_STOPPED("droppedAppForceStopped"),
        INACTIVE("droppedDeviceInactive"),
        EXPIRED("droppedTtlExpired"),
        /// No phone with Android: Google does not tell of it.
        NOT_ANDROID("notAndroid");

        private final String field;

        Fate(String field) {
            this.field = field;
        }

        String field() {
            return field;
        }
    }

    public enum Refusal {
        /// Nobody has enabled the API in the project.
        SERVICE_DISABLED,
        /// The service account may not read it.
        PERMISSION_DENIED
    }

    /// @param ahead    so much later it is for Google: for tests that move the sender's clock
    /// @param refusal  null: it answers
    /// @param pageSize rows of a page at most, also when more are asked for
    /// @param fates    by token or installation id; all others are delivered
    public record Settings(Duration ahead, @Nullable Refusal refusal, int pageSize, Map<String, Fate> fates) {
        /// Google's own.
        static final int LARGEST_PAGE = 10_000;

        public static final Settings USUAL = new Settings(Duration.ZERO, null, LARGEST_PAGE, Map.of());
    }

    public void set(Settings newer) {
        settings = newer;
    }

    Settings settings() {
        return settings;
    }

    void accepted(SendRequest found, Target target) {
        var now = settings;
        var fate = now.fates().getOrDefault(target.value(), Fate.DELIVERED);
        if (fate != Fate.NOT_ANDROID) {
            var day = LocalDate.ofInstant(clock.instant().plus(now.ahead()), PACIFIC);
            counted.computeIfAbsent(new Key(day, found.label(), found.isNotification()), _ -> new ConcurrentHashMap<>())
                    .computeIfAbsent(fate, _ -> new LongAdder())
                    .increment();
        }
    }

    /// Newest first.
    List<Row> rows() {
        Map<Place, Row> rows = new TreeMap<>();
        counted.forEach((key, fates) -> {
            Map<Fate, Long> counts = new EnumMap<>(Fate.class);
            fates.forEach((fate, count) -> counts.put(fate, count.sum()));
            rows.merge(
                    new Place(key.day(), key.label()),
                    new Row(key.day(), key.label(), key.notification() ? sum(counts) : 0, counts),
                    Row::plus);
        });
        return List.copyOf(rows.values());
    }

    private static long sum(Map<Fate, Long> counts) {
        return counts.values().stream().mapToLong(Long::longValue).sum();
    }

    private record Key(LocalDate day, String label, boolean notification) {}

    private record Place(LocalDate day, String label) implements Comparable<Place> {
        @Override
        public int compareTo(Place other) {
            var byDay = other.day.compareTo(day);
            return byDay == 0 ? label.compareTo(other.label) : byDay;
        }
    }

    record Row(LocalDate day, String label, long notifications, Map<Fate, Long> fates) {
        long messages() {
            return sum(fates);
        }

        double percent(Fate fate) {
            return 100.0 * fates.getOrDefault(fate, 0L) / messages();
        }

        private Row plus(Row other) {
            Map<Fate, Long> both = new EnumMap<>(fates);
            other.fates.forEach((fate, count) -> both.merge(fate, count, Long::sum));
            return new Row(day, label, notifications + other.notifications, both);
        }
    }
}
