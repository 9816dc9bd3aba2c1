package io.newsbell.projection;

import io.newsbell.device.Platform;
import io.newsbell.index.Profile;
import io.newsbell.subscription.Level;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Made-up readers with one device each, the same ones whenever they are asked for. Every trait is drawn by itself, so
/// that there are about as many different profiles as there can be.
public final class BenchReaders {
    /// Nine in the evening in India: most of the quiet hours there have not begun.
    public static final Instant NOW = Instant.parse("2026-11-25T16:30:00Z");

    public static final long APP = 1;
    public static final int TOPICS = 5_000;
    public static final int FOLLOWS = 8;
    public static final long STORY = 77;

    private static final int STEPS = 1 << 20;
    private static final double EVERY = 0.7;
    private static final double IMPORTANT = 0.95;
    private static final short[] ZIPF = zipf();
    private static final List<ZoneId> ZONES = Stream.of(
                    "Asia/Kolkata",
                    "Europe/Berlin",
                    "America/New_York",
                    "Europe/London",
                    "America/Sao_Paulo",
                    "Asia/Dubai",
                    "Asia/Kathmandu",
                    "Asia/Dhaka",
                    "Asia/Colombo",
                    "Asia/Karachi",
                    "Asia/Singapore",
                    "Asia/Kuala_Lumpur",
                    "Asia/Jakarta",
                    "Asia/Manila",
                    "Asia/Tokyo",
                    "Asia/Seoul",
                    "Asia/Shanghai",
                    "Asia/Hong_Kong",
                    "Asia/Riyadh",
                    "Asia/Qatar",
                    "Asia/Kuwait",
                    "Asia/Muscat",
                    "Africa/Nairobi",
                    "Africa/Johannesburg",
                    "Africa/Lagos",
                    "Africa/Cairo",
                    "Europe/Paris",
                    "Europe/Madrid",
                    "Europe/Rome",
                    "Europe/Zurich",
                    "Europe/Moscow",
                    "Australia/Sydney",
                    "Australia/Lord_Howe",
                    "Pacific/Auckland",
                    "Pacific/Apia",
                    "America/Chicago",
                    "America/Denver",
                    "America/Los_Angeles",
                    "America/Toronto",
                    "UTC")
            .map(ZoneId::of)
            .toList();
    private static final List<String> VERSIONS = IntStream.range(0, 30)
            .mapToObj(n -> "7.%d.%d".formatted(29 - n, n % 3))
            .toList();
    private static final List<List<String>> LANGUAGES = List.of(
            List.of("en"), List.of("hi"), List.of("en", "hi"), List.of("ta"), List.of("bn", "en"), List.of("te"));
    private static final List<List<LocalTime>> DIGESTS = List.of(
            times("07:30"), times("18:00"), times("07:30", "20:00"), times("12:00"), times("08:00", "13:00", "21:00"));
    private static final int[] CAPS = {1, 2, 3, 5, 8, 12};
    private static final int[] GAPS = {15, 30, 60, 120};

    private BenchReaders() {}

    private static List<LocalTime> times(String... times) {
        return Stream.of(times).map(LocalTime::parse).toList();
    }

    public static List<ZoneId> zones() {
        return ZONES;
    }

    /// @return null if it cannot be reached
    public static @Nullable Profile profile(int ordinal) {
        var random = random(ordinal, 1);
        var reachable = random.nextInt(50) > 0;
        var platform = random.nextInt(100);
        var profile = new Profile(
                APP,
                platform < 75 ? Platform.ANDROID : platform < 95 ? Platform.IOS : Platform.WEB,
                // Most run one of the newest.
                VERSIONS.get((int) (VERSIONS.size() * Math.pow(random.nextDouble(), 3))),
                random.nextInt(10) < 6 ? ZONES.getFirst() : ZONES.get(random.nextInt(ZONES.size())),
                random.nextInt(20) == 0 ? LANGUAGES.get(random.nextInt(LANGUAGES.size())) : List.of(),
                random.nextBoolean() ? quiet(random) : null,
                random.nextInt(5) == 0 ? CAPS[random.nextInt(CAPS.length)] : 0,
                random.nextInt(10) == 0 ? GAPS[random.nextInt(GAPS.length)] : 0,
                random.nextInt(10) == 0 ? DIGESTS.get(random.nextInt(DIGESTS.size())) : List.of());
        return reachable ? profile : null;
    }

    /// Thirty kinds.
    private static Profile.Quiet quiet(SplittableRandom random) {
        return new Profile.Quiet(
                LocalTime.of(20, 30).plusMinutes(30L * random.nextInt(6)),
                LocalTime.of(6, 0).plusMinutes(30L * random.nextInt(5)),
                random.nextInt(10) > 0);
    }

    /// Different topics; the number of a topic is its rank.
    public static int[] topics(int ordinal) {
        var random = random(ordinal, 2);
        var topics = new int[FOLLOWS];
        for (int i = 0; i < FOLLOWS; i++) {
            int topic;
            do {
                topic = ZIPF[random.nextInt(STEPS)];
            } while (contains(topics, topic));
            topics[i] = topic;
        }
        return topics;
    }

    private static boolean contains(int[] topics, int topic) {
        for (int each : topics) {
            if (each == topic) {
                return true;
            }
        }
        return false;
    }

    public static Level level(int ordinal, int topic) {
        var draw = random(ordinal, 10L + topic).nextDouble();
        return draw < EVERY ? Level.EVERY : draw < IMPORTANT ? Level.IMPORTANT : Level.DIGEST;
    }

    /// Null for a pause that there is not; one reader in two hundred has paused.
    public static @Nullable Instant pausedUntil(int ordinal) {
        return random(ordinal, 3).nextInt(200) == 0 ? NOW.plus(3, ChronoUnit.DAYS) : null;
    }

    /// One reader in a hundred has muted the first of its topics, or the story.
    public static Muted muted(int ordinal) {
        return switch (random(ordinal, 4).nextInt(200)) {
            case 0 -> Muted.TOPIC;
            case 1 -> Muted.STORY;
            default -> Muted.NOTHING;
        };
    }

    public static Instant mutedUntil() {
        return NOW.plus(2, ChronoUnit.DAYS);
    }

    public enum Muted {
        NOTHING,
        TOPIC,
        STORY
    }

    private static SplittableRandom random(int ordinal, long salt) {
        return new SplittableRandom(ordinal * 0x9E3779B97F4A7C15L + salt * 0xD1B54A32D192ED03L);
    }

    private static short[] zipf() {
        var total =
                IntStream.rangeClosed(1, TOPICS).mapToDouble(rank -> 1.0 / rank).sum();
        var table = new short[STEPS];
        var topic = 0;
        var reached = 0.0;
        for (int step = 0; step < STEPS; step++) {
            while (topic < TOPICS && reached <= (double) step / STEPS) {
                topic++;
                reached += 1 / (topic * total);
            }
            table[step] = (short) topic;
        }
        return table;
    }
}
