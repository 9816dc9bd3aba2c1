package io.newsbell.audience;

import com.carrotsearch.hppc.LongObjectHashMap;
import io.newsbell.device.Platform;
import io.newsbell.subscription.Level;
import java.lang.module.ModuleDescriptor.Version;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.roaringbitmap.RoaringBitmap;

/// What one question sees of the index's content.
record PeopleOf(
        Instant now,
        RoaringBitmap mine,
        Profiles profiles,
        FollowerSets follows,
        TimedSet pauses,
        SentWindow window,
        LongObjectHashMap<TimedSet> mutedTopics,
        LongObjectHashMap<TimedSet> mutedStories)
        implements People {
    private static final RoaringBitmap NOBODY = new RoaringBitmap();

    @Override
    public RoaringBitmap here(RoaringBitmap devices) {
        return RoaringBitmap.and(devices, mine);
    }

    @Override
    public RoaringBitmap followers(long topic, Level level) {
        return follows.of(topic, level);
    }

    @Override
    public RoaringBitmap reachable() {
        return profiles.reachable();
    }

    @Override
    public RoaringBitmap ofApp(long app) {
        return profiles.having(new Trait.App(app));
    }

    @Override
    public RoaringBitmap mutedTopic(long topic) {
        return members(mutedTopics.get(topic));
    }

    @Override
    public RoaringBitmap mutedStory(long story) {
        return members(mutedStories.get(story));
    }

    @Override
    public RoaringBitmap paused() {
        return pauses.members();
    }

    @Override
    public RoaringBitmap capped() {
        return window.full();
    }

    @Override
    public RoaringBitmap tooSoon() {
        var tooSoon = new RoaringBitmap();
        profiles.all(Trait.Gap.class).forEach((gap, devices) -> {
            for (var sent : window.since(now.minus(Duration.ofMinutes(gap.minutes())))) {
                tooSoon.or(RoaringBitmap.and(devices, sent));
            }
        });
        return tooSoon;
    }

    @Override
    public RoaringBitmap notReading(String language) {
        return union(profiles.all(Trait.Languages.class).entrySet().stream()
                .filter(languages -> languages.getKey().wanted().stream().noneMatch(tag -> accepts(tag, language)))
                .map(Map.Entry::getValue));
    }

    /// Either may say more than the other: who wants pt-BR reads pt, and who wants pt reads pt-BR, but who
    /// wants pt-BR does not read pt-PT.
    private static boolean accepts(String wanted, String language) {
        var one = wanted.toLowerCase(Locale.ROOT);
        var other = language.toLowerCase(Locale.ROOT);
        return one.equals(other) || one.startsWith(other + "-") || other.startsWith(one + "-");
    }

    @Override
    public RoaringBitmap on(Platform platform) {
        return profiles.having(new Trait.On(platform));
    }

    @Override
    public RoaringBitmap notRunning(Optional<String> from, Optional<String> to) {
        var first = from.map(PeopleOf::version);
        var last = to.map(PeopleOf::version);
        return union(Stream.concat(
                Stream.of(profiles.having(Trait.NO_VERSION)),
                profiles.all(Trait.Version.class).entrySet().stream()
                        .filter(each -> {
                            var version = version(each.getKey().name());
                            return version == null
                                    || first.map(bound -> version.compareTo(bound) < 0)
                                            .orElse(false)
                                    || last.map(bound -> version.compareTo(bound) > 0)
                                            .orElse(false);
                        })
                        .map(Map.Entry::getValue)));
    }

    /// Null for what cannot be compared.
    private static @Nullable Version version(String text) {
        try {
            return Version.parse(text);
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    @Override
    public RoaringBitmap quiet() {
        return profiles.quietEnds().everybody();
    }

    @Override
    public RoaringBitmap breakingRings() {
        return profiles.having(Trait.BREAKING_RINGS);
    }

    @Override
    public SortedMap<Instant, RoaringBitmap> quietEnds(RoaringBitmap among) {
        return profiles.quietEnds().among(among);
    }

    @Override
    public SortedMap<Instant, RoaringBitmap> nextLocal(LocalTime time, RoaringBitmap among) {
        return nextLocal(List.of(time), among);
    }

    @Override
    public RoaringBitmap choseDigest(RoaringBitmap among) {
        return RoaringBitmap.and(among, profiles.nextDigests().everybody());
    }

    @Override
    public SortedMap<Instant, RoaringBitmap> nextDigest(List<LocalTime> usual, RoaringBitmap among) {
        var due = profiles.nextDigests().among(among);
        nextLocal(usual, RoaringBitmap.andNot(among, profiles.nextDigests().everybody()))
                .forEach((moment, devices) -> due.merge(moment, devices, (one, other) -> {
                    one.or(other);
                    return one;
                }));
        return due;
    }

    private SortedMap<Instant, RoaringBitmap> nextLocal(List<LocalTime> times, RoaringBitmap among) {
        return Shares.of(profiles.all(Trait.Zone.class), among, zone -> WallClock.next(times, zone.id(), now));
    }

    @Override
    public Map<ZoneId, Long> zones(RoaringBitmap among) {
        var counts = new HashMap<ZoneId, Long>();
        profiles.all(Trait.Zone.class).forEach((zone, devices) -> {
            var count = RoaringBitmap.andCardinality(devices, among);
            if (count > 0) {
                counts.put(zone.id(), (long) count);
            }
        });
        return counts;
    }

    private static RoaringBitmap union(Stream<RoaringBitmap> bitmaps) {
        return RoaringBitmap.or(bitmaps.iterator());
    }

    private static RoaringBitmap members(@Nullable TimedSet set) {
        return set == null ? NOBODY : set.members();
    }
}
