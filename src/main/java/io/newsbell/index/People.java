package io.newsbell.index;

import io.newsbell.device.Platform;
import io.newsbell.subscription.Level;
import java.lang.module.ModuleDescriptor.Version;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.roaringbitmap.Container;
import org.roaringbitmap.RoaringBitmap;

/// The index at one moment, as a question sees it: one page of devices after the other. For one thread. Bits are worth
/// something only until the page is turned.
public final class People {
    private static final int HOURS = 24;

    private final Instant now;
    private final Content content;
    private final Page page = new Page();

    /// What was found out for the question's first page, and is true of each.
    private final Map<String, Collection<RoaringBitmap>> notReading = new HashMap<>();

    private final Map<List<Optional<String>>, Collection<RoaringBitmap>> notRunning = new HashMap<>();
    private final Map<List<LocalTime>, List<Share<Instant>>> nextLocal = new HashMap<>();
    private final List<Share<Instant>> quietEnds;
    private final List<Share<Instant>> nextDigests;
    private final List<Share<Integer>> zoneHours;

    People(Instant now, Content content) {
        this.now = now;
        this.content = content;
        this.quietEnds = byMoment(content.profiles().quietEnds());
        this.nextDigests = byMoment(content.profiles().nextDigests());
        this.zoneHours = byZone(zone -> now.atZone(zone).getHour());
    }

    People turnTo(int later) {
        page.turnTo(later);
        return this;
    }

    public int page() {
        return page.number();
    }

    /// Those of some devices that are on this page.
    public Bits here(RoaringBitmap devices) {
        return page.bits(devices);
    }

    /// Those of a container that says which devices of this page.
    public Bits here(Container devices) {
        return Bits.of(page, List.of(devices));
    }

    /// Follow the topic at one of these levels, whether they can be reached or not.
    public Bits followers(long topic, Set<Level> levels) {
        return Bits.of(
                page,
                levels.stream()
                        .map(level -> content.follows().on(page, topic, level))
                        .filter(Objects::nonNull)
                        .toList());
    }

    /// Can be reached.
    public Bits reachable() {
        return page.bits(content.profiles().reachable());
    }

    public Bits ofApp(long app) {
        return page.bits(content.profiles().having(new Trait.App(app)));
    }

    public Bits mutedTopic(long topic) {
        return page.bits(content.mutedTopic(topic));
    }

    public Bits mutedStory(long story) {
        return page.bits(content.mutedStory(story));
    }

    public Bits paused() {
        return page.bits(content.paused());
    }

    /// Have had as many alerts in the last 24 hours as their readers want.
    public Bits capped() {
        return page.bits(content.window().full());
    }

    /// Had an alert a shorter time ago than their readers want.
    public Bits tooSoon() {
        var tooSoon = Bits.NONE;
        var told = Bits.NONE;
        var waves = content.window().latestFirst().iterator();
        var wave = waves.hasNext() ? waves.next() : null;
        for (var gap : content.profiles().gaps().entrySet()) {
            var since = now.minus(gap.getKey());
            var more = new ArrayList<RoaringBitmap>();
            while (wave != null && wave.at().isAfter(since)) {
                more.add(wave.devices());
                wave = waves.hasNext() ? waves.next() : null;
            }
            told = told.or(page.union(more));
            tooSoon = tooSoon.or(told.and(page.bits(gap.getValue())));
        }
        return tooSoon;
    }

    /// Their readers want other languages only.
    public Bits notReading(String language) {
        return page.union(notReading.computeIfAbsent(
                language,
                _ -> content.profiles().all(Trait.Languages.class).entrySet().stream()
                        .filter(each -> each.getKey().wanted().stream().noneMatch(tag -> accepts(tag, language)))
                        .map(Map.Entry::getValue)
                        .toList()));
    }

    /// Either may say more than the other: who wants pt-BR reads pt, and who wants pt reads pt-BR, but who
    /// wants pt-BR does not read pt-PT.
    private static boolean accepts(String wanted, String language) {
        var one = wanted.toLowerCase(Locale.ROOT);
        var other = language.toLowerCase(Locale.ROOT);
        return one.equals(other) || one.startsWith(other + "-") || other.startsWith(one + "-");
    }

    public Bits on(Platform platform) {
        return page.bits(content.profiles().having(new Trait.On(platform)));
    }

    /// Run a version of the app that is out of the range, or do not tell which.
    public Bits notRunning(Optional<String> from, Optional<String> to) {
        return page.bits(content.profiles().having(Trait.NO_VERSION))
                .or(page.union(notRunning.computeIfAbsent(
                        List.of(from, to), _ -> outOfRange(from.map(People::version), to.map(People::version)))));
    }

    private List<RoaringBitmap> outOfRange(Optional<Version> first, Optional<Version> last) {
        return content.profiles().all(Trait.Version.class).entrySet().stream()
                .filter(each -> {
                    var version = version(each.getKey().name());
                    return version == null
                            || first.map(bound -> version.compareTo(bound) < 0).orElse(false)
                            || last.map(bound -> version.compareTo(bound) > 0).orElse(false);
                })
                .map(Map.Entry::getValue)
                .toList();
    }

    /// Null for what cannot be compared.
    private static @Nullable Version version(String text) {
        try {
            return Version.parse(text);
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    /// Have quiet hours now.
    public Bits quiet() {
        return page.bits(content.profiles().quietEnds().everybody());
    }

    /// Want breaking alerts in their quiet hours, too.
    public Bits breakingRings() {
        return page.bits(content.profiles().having(Trait.BREAKING_RINGS));
    }

    /// When the quiet hours of these end, of those among them that have quiet hours now.
    public Map<Instant, Container> quietEnds(Bits among) {
        return divided(among.and(quiet()), quietEnds);
    }

    /// When it is that time of day next where these are.
    public Map<Instant, Container> nextLocal(LocalTime time, Bits among) {
        return nextLocal(List.of(time), among);
    }

    /// Their readers have chosen when to get a digest.
    public Bits choseDigest() {
        return page.bits(content.profiles().nextDigests().everybody());
    }

    /// When the next digest of these comes.
    ///
    /// @param usual of who has not chosen any
    public Map<Instant, Container> nextDigest(List<LocalTime> usual, Bits among) {
        var chose = choseDigest();
        var due = divided(among.and(chose), nextDigests);
        nextLocal(usual, among.andNot(chose)).forEach((moment, devices) -> due.merge(moment, devices, Container::or));
        return due;
    }

    private Map<Instant, Container> nextLocal(List<LocalTime> times, Bits among) {
        return divided(among, nextLocal.computeIfAbsent(times, _ -> byZone(zone -> WallClock.next(times, zone, now))));
    }

    /// How many of these are where it is each hour of the day: 24 numbers.
    public List<Long> localHours(Bits among) {
        var hours = new Long[HOURS];
        Arrays.fill(hours, 0L);
        for (var zone : zoneHours) {
            var here = page.container(zone.devices());
            if (here != null) {
                hours[zone.what()] += among.countAmong(here);
            }
        }
        return List.of(hours);
    }

    private <T> List<Share<T>> byZone(Function<ZoneId, T> what) {
        return content.profiles().all(Trait.Zone.class).entrySet().stream()
                .map(zone -> new Share<>(what.apply(zone.getKey().id()), zone.getValue()))
                .sorted(Share.LARGEST_FIRST)
                .toList();
    }

    private static List<Share<Instant>> byMoment(Moments moments) {
        return moments.byMoment().entrySet().stream()
                .map(moment -> new Share<>(moment.getKey(), moment.getValue()))
                .sorted(Share.LARGEST_FIRST)
                .toList();
    }

    /// Divides some devices among sets that have none in common. Most are found in a few.
    private Map<Instant, Container> divided(Bits devices, List<Share<Instant>> shares) {
        var divided = new HashMap<Instant, Container>();
        var left = devices.count();
        for (var share : shares) {
            var here = left == 0 ? null : page.container(share.devices());
            if (here != null) {
                var those = devices.among(here);
                left -= those.getCardinality();
                if (!those.isEmpty()) {
                    divided.merge(share.what(), those, Container::or);
                }
            }
        }
        return divided;
    }

    /// Devices of which the same is true.
    private record Share<T>(T what, RoaringBitmap devices, long size) {
        static final Comparator<Share<?>> LARGEST_FIRST =
                Comparator.<Share<?>>comparingLong(Share::size).reversed();

        Share(T what, RoaringBitmap devices) {
            this(what, devices, devices.getLongCardinality());
        }
    }
}
