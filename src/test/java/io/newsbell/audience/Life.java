package io.newsbell.audience;

import io.newsbell.alert.AlertLevel;
import io.newsbell.alert.Target;
import io.newsbell.device.Platform;
import io.newsbell.index.AudienceIndex;
import io.newsbell.index.Profile;
import io.newsbell.subscription.Level;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.roaringbitmap.RoaringBitmap;

/// Makes up people, what happens to them, and alerts; the same ones for the same seed. All times are near a night in
/// which clocks are changed somewhere, and many fall on the same quarter of an hour, so that they meet.
final class Life {
    static final Instant BEGINNING = Instant.parse("2011-12-01T00:00:00Z");
    static final int DEVICES = 300;

    /// From one ordinal to the next: they are on several pages of an index.
    static final int STEP = 997;
    private static final int APPS = 2;
    private static final int TOPICS_OF_AN_APP = 6;
    private static final int STORIES = 3;
    private static final int QUARTERS_OF_A_DAY = 96;
    private static final List<ZoneId> ZONES = Stream.of(
                    "Europe/Berlin",
                    "America/New_York",
                    "Asia/Kolkata",
                    "Asia/Kathmandu",
                    "Australia/Lord_Howe",
                    "America/Sao_Paulo",
                    "Pacific/Apia",
                    "UTC")
            .map(ZoneId::of)
            .toList();

    /// Berlin, New York, Lord Howe (half an hour), São Paulo (at midnight), each into summer and out of it, and the
    /// Friday that Samoa left out.
    private static final List<Instant> CHANGES_OF_CLOCKS = Stream.of(
                    "2026-03-29T01:00:00Z",
                    "2026-10-25T01:00:00Z",
                    "2026-03-08T07:00:00Z",
                    "2026-11-01T06:00:00Z",
                    "2026-10-03T15:30:00Z",
                    "2026-04-04T15:00:00Z",
                    "2018-11-04T03:00:00Z",
                    "2019-02-17T02:00:00Z",
                    "2011-12-30T10:00:00Z")
            .map(Instant::parse)
            .toList();
    private static final List<List<String>> LANGUAGES =
            List.of(List.of(), List.of(), List.of("de"), List.of("EN"), List.of("en-GB", "fr"), List.of("de-AT", "hi"));
    private static final List<String> OFFERED = List.of("en", "de-DE", "en-gb", "fr-CA", "de-AT", "d");
    private static final List<String> VERSIONS = List.of("7.1", "7.2", "7.10.0", "7.10.0-beta", "8", "8.0.1", "odd");

    private final Random random;
    private final Map<Long, Facts.Wave> waves;
    private Instant now;
    private long lastWave;

    /// @param waves those that were sent
    Life(long seed, Map<Long, Facts.Wave> waves) {
        this.random = new Random(seed);
        this.waves = waves;
        this.now = oneOf(CHANGES_OF_CLOCKS).minus(random.nextInt(3 * QUARTERS_OF_A_DAY / 2) * 15L, ChronoUnit.MINUTES);
    }

    Instant now() {
        return now;
    }

    /// Time goes by: a moment, or half a day.
    void goOn() {
        now = random.nextInt(5) == 0
                ? now.plusMillis(random.nextInt(2_000_000))
                : now.truncatedTo(ChronoUnit.HOURS).plus(quarters(4 + random.nextInt(36)));
    }

    void settle(AudienceIndex.Changes changes) {
        for (int device = 0; device < DEVICES * STEP; device += STEP) {
            var app = app(device);
            changes.device(device, random.nextInt(20) == 0 ? null : profile(app));
            for (int i = random.nextInt(5); i > 0; i--) {
                changes.follow(device, topic(app), oneOf(Level.values()), random.nextInt(4) == 0 ? soon() : null);
            }
        }
        IntStream.range(0, 12).forEach(_ -> send(changes, before()));
    }

    /// Something happens to somebody.
    void happen(AudienceIndex.Changes changes) {
        int device = random.nextInt(DEVICES) * STEP;
        var app = app(device);
        switch (random.nextInt(10)) {
            case 0, 1, 2 ->
                changes.follow(
                        device,
                        topic(app),
                        random.nextInt(3) == 0 ? null : oneOf(Level.values()),
                        random.nextInt(3) == 0 ? soon() : null);
            case 3, 4 -> changes.mutedTopic(device, topic(app), perhaps(soon()));
            case 5 -> changes.mutedStory(device, story(), perhaps(soon()));
            case 6 -> changes.paused(device, perhaps(soon()));
            case 7, 8 -> changes.device(device, random.nextInt(6) == 0 ? null : profile(app));
            default -> sendOrFinish(changes);
        }
    }

    private void sendOrFinish(AudienceIndex.Changes changes) {
        if (random.nextInt(3) > 0) {
            send(changes, random.nextBoolean() ? now : before());
            return;
        }
        var id = oneOf(List.copyOf(waves.keySet()));
        var wave = waves.get(id);
        if (wave != null) {
            changes.sent(id, wave.at(), RoaringBitmap.and(wave.devices(), some(1 + random.nextInt(3))));
        }
    }

    private void send(AudienceIndex.Changes changes, Instant at) {
        var app = 1 + random.nextInt(APPS);
        var devices = new RoaringBitmap();
        some(1 + random.nextInt(5)).forEach((int device) -> {
            if (app(device) == app) {
                devices.add(device);
            }
        });
        lastWave++;
        changes.sent(lastWave, at, devices);
    }

    Question question() {
        var app = 1L + random.nextInt(APPS);
        var topics = new TreeSet<Long>();
        IntStream.rangeClosed(0, random.nextInt(4)).forEach(_ -> topics.add(topic(app)));
        var order = new ArrayList<>(topics);
        Collections.shuffle(order, random);
        var due = random.nextInt(3) == 0 ? Optional.of(due()) : Optional.<Question.Due>empty();
        return new Question(
                order,
                random.nextInt(3) == 0 ? Set.of(oneOf(order)) : Set.of(),
                story(),
                oneOf(AlertLevel.values()),
                target(app),
                random.nextInt(4) == 0 ? new RoaringBitmap() : some(2 + random.nextInt(6)),
                due,
                due.isEmpty() && random.nextInt(5) == 0 ? Optional.of(timeOfDay()) : Optional.empty(),
                now.plus(quarters(random.nextInt(QUARTERS_OF_A_DAY * 3 / 2))),
                new Question.Breaking(random.nextBoolean(), random.nextBoolean(), random.nextBoolean()),
                times(1 + random.nextInt(2)),
                random.nextInt(3) == 0 ? arriving(app, order) : Map.of());
    }

    /// Topics whose followers are on their way to the first one that is asked about.
    private Map<Long, List<Long>> arriving(long app, List<Long> asked) {
        var others = someTopics(app).stream()
                .filter(topic -> !asked.contains(topic))
                .sorted()
                .toList();
        return others.isEmpty() ? Map.of() : Map.of(asked.getFirst(), others);
    }

    private Question.Due due() {
        return new Question.Due(random.nextBoolean(), some(1 + random.nextInt(3)));
    }

    private Target target(long app) {
        return new Target(
                false,
                random.nextBoolean() ? Optional.of(oneOf(OFFERED)) : Optional.empty(),
                random.nextInt(4) == 0 ? platforms() : Set.of(),
                random.nextInt(5) == 0 ? Optional.of(oneOf(VERSIONS.subList(0, 6))) : Optional.empty(),
                random.nextInt(5) == 0 ? Optional.of(oneOf(VERSIONS.subList(0, 6))) : Optional.empty(),
                random.nextInt(4) == 0 ? someTopics(app) : List.of(),
                random.nextInt(4) == 0 ? someTopics(app) : List.of());
    }

    /// One or two, perhaps of those that the alert is about.
    private List<Long> someTopics(long app) {
        return IntStream.rangeClosed(0, random.nextInt(2))
                .mapToObj(_ -> topic(app))
                .distinct()
                .toList();
    }

    private Set<Platform> platforms() {
        return IntStream.range(0, 2).mapToObj(_ -> oneOf(Platform.values())).collect(Collectors.toSet());
    }

    private Profile profile(long app) {
        return new Profile(
                app,
                oneOf(Platform.values()),
                random.nextInt(6) == 0 ? null : oneOf(VERSIONS),
                oneOf(ZONES),
                oneOf(LANGUAGES),
                random.nextBoolean() ? null : quiet(),
                random.nextInt(3) == 0 ? 1 + random.nextInt(4) : 0,
                random.nextInt(5) == 0 ? oneOf(List.of(15, 60, 240, 1_440)) : 0,
                random.nextInt(3) == 0 ? times(1 + random.nextInt(3)) : List.of());
    }

    private Profile.Quiet quiet() {
        var from = timeOfDay();
        var hours = quarters(1 + random.nextInt(QUARTERS_OF_A_DAY - 1));
        return new Profile.Quiet(from, from.plus(hours), random.nextBoolean());
    }

    private List<LocalTime> times(int count) {
        return Stream.generate(this::timeOfDay).limit(count).distinct().sorted().toList();
    }

    /// At night more often than by day: it is then that clocks are changed.
    private LocalTime timeOfDay() {
        var quarter = random.nextInt(random.nextBoolean() ? QUARTERS_OF_A_DAY : QUARTERS_OF_A_DAY / 6);
        return LocalTime.MIDNIGHT.plus(quarters(quarter)).plusMinutes(random.nextInt(8) == 0 ? 7 : 0);
    }

    /// Mostly ahead, sometimes over already.
    private Instant soon() {
        return now.truncatedTo(ChronoUnit.HOURS).plus(quarters(random.nextInt(QUARTERS_OF_A_DAY) - 4));
    }

    private Instant before() {
        return now.minus(quarters(random.nextInt(QUARTERS_OF_A_DAY + 8)));
    }

    private @Nullable Instant perhaps(Instant until) {
        return random.nextInt(4) == 0 ? null : until;
    }

    private static Duration quarters(int count) {
        return Duration.ofMinutes(15L * count);
    }

    private static long app(int device) {
        return device % 5 == 0 ? 2 : 1;
    }

    private long topic(long app) {
        return app * 100 + random.nextInt(TOPICS_OF_AN_APP);
    }

    private long story() {
        return 1L + random.nextInt(STORIES);
    }

    private RoaringBitmap some(int oneIn) {
        var some = new RoaringBitmap();
        IntStream.range(0, DEVICES).filter(_ -> random.nextInt(oneIn) == 0).forEach(device -> some.add(device * STEP));
        return some;
    }

    private <T> T oneOf(List<T> values) {
        return values.get(random.nextInt(values.size()));
    }

    private <T> T oneOf(T[] values) {
        return values[random.nextInt(values.length)];
    }
}
