package io.newsbell.demo;

import io.newsbell.device.Address;
import io.newsbell.device.AddressKind;
import io.newsbell.device.Platform;
import io.newsbell.device.Registration;
import io.newsbell.subscription.Level;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.stream.IntStream;

/// The crowd behind the five phones: the same people at every first start. What they follow is spread as Zipf found
/// it, the second topic half as popular as the first, the third a third.
final class DemoReaders {
    static final int COUNT = 300;

    private static final int SEED = 1902;
    private static final int MOST_FOLLOWS = 6;
    private static final List<Home> HOMES = List.of(
            new Home("en-IN", "Asia/Kolkata"),
            new Home("hi-IN", "Asia/Kolkata"),
            new Home("en-GB", "Europe/London"),
            new Home("en-US", "America/New_York"),
            new Home("ar-AE", "Asia/Dubai"),
            new Home("en-AU", "Australia/Sydney"));

    /// The last topic of the list is Zainab's alone.
    private static final List<DemoTopic> TOPICS = DemoTopic.ALL.subList(0, DemoTopic.ALL.size() - 1);

    private final String app;
    private final SplittableRandom random = new SplittableRandom(SEED);

    private DemoReaders(String app) {
        this.app = app;
    }

    static List<DemoReader> of(String app) {
        var readers = new DemoReaders(app);
        return IntStream.rangeClosed(1, COUNT).mapToObj(readers::reader).toList();
    }

    private DemoReader reader(int number) {
        var id = "reader-" + number;
        var home = HOMES.get(rank(HOMES.size()));
        var registration = new Registration(
                platform(),
                new Address(AddressKind.FCM_TOKEN, DemoPhone.token(app, id)),
                Locale.forLanguageTag(home.locale),
                ZoneId.of(home.zone),
                null,
                null);
        var follows = new LinkedHashMap<String, Level>();
        for (int wanted = 1 + random.nextInt(MOST_FOLLOWS); wanted > 0; wanted--) {
            follows.put(TOPICS.get(rank(TOPICS.size())).slug(), level());
        }
        return new DemoReader(DemoPhone.deviceId(app, id), registration, follows);
    }

    /// 0 twice as often as 1, three times as often as 2.
    private int rank(int size) {
        var weights = IntStream.rangeClosed(1, size).mapToDouble(rank -> 1.0 / rank);
        var left = random.nextDouble(weights.sum());
        int rank = 0;
        while (rank < size - 1 && left >= 1.0 / (rank + 1)) {
            left -= 1.0 / (rank + 1);
            rank++;
        }
        return rank;
    }

    private Platform platform() {
        var share = random.nextInt(10);
        return share < 6 ? Platform.ANDROID : share < 9 ? Platform.IOS : Platform.WEB;
    }

    private Level level() {
        var share = random.nextInt(20);
        return share < 15 ? Level.EVERY : share < 19 ? Level.IMPORTANT : Level.DIGEST;
    }

    record DemoReader(UUID device, Registration registration, Map<String, Level> follows) {}

    private record Home(String locale, String zone) {}
}
