package io.newsbell.index;

import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.roaringbitmap.RoaringBitmap;

/// What the devices that can be reached are like: for each trait the devices that have it. Which traits a
/// device has is found by asking all: remembering it would take as much memory as the traits.
final class Profiles {
    private static final RoaringBitmap NOBODY = new RoaringBitmap();

    /// By kind.
    private final Map<Class<? extends Trait>, Map<Trait, RoaringBitmap>> traits = new HashMap<>();

    /// By zone.
    private final Map<ZoneId, Map<Trait, TimedGroup>> groups = new HashMap<>();

    /// Who has quiet hours, by their end, and who has chosen when digests come, by the next one.
    private final Moments quietEnds = new Moments();

    private final Moments nextDigests = new Moments();
    private final RoaringBitmap reachable = new RoaringBitmap();
    private final Agenda agenda;

    Profiles(Agenda agenda) {
        this.agenda = agenda;
    }

    /// @param profile null if the device cannot be reached
    void set(int ordinal, @Nullable Profile profile) {
        if (reachable.contains(ordinal)) {
            reachable.remove(ordinal);
            groups.getOrDefault(zoneOf(ordinal), Map.of()).values().forEach(group -> group.remove(ordinal));
            traits.values().forEach(kind -> removeFromOne(ordinal, kind));
        }
        if (profile != null) {
            reachable.add(ordinal);
            for (var trait : traits(profile)) {
                traits.computeIfAbsent(trait.getClass(), _ -> new HashMap<>())
                        .computeIfAbsent(trait, _ -> new RoaringBitmap())
                        .add(ordinal);
            }
            if (profile.quiet() != null) {
                group(new Trait.Quiet(
                                profile.zone(),
                                profile.quiet().from(),
                                profile.quiet().to()))
                        .add(ordinal);
            }
            if (!profile.digestTimes().isEmpty()) {
                group(new Trait.Digest(profile.zone(), profile.digestTimes())).add(ordinal);
            }
        }
    }

    private @Nullable ZoneId zoneOf(int ordinal) {
        for (var zone : all(Trait.Zone.class).entrySet()) {
            if (zone.getValue().contains(ordinal)) {
                return zone.getKey().id();
            }
        }
        return null;
    }

    /// Of each kind a device has one trait at most.
    private static void removeFromOne(int ordinal, Map<Trait, RoaringBitmap> kind) {
        for (var devices : kind.values()) {
            if (devices.checkedRemove(ordinal)) {
                return;
            }
        }
    }

    RoaringBitmap reachable() {
        return reachable;
    }

    /// Who has a trait; nobody, if none has.
    RoaringBitmap having(Trait trait) {
        return traits.getOrDefault(trait.getClass(), Map.of()).getOrDefault(trait, NOBODY);
    }

    /// All traits of a kind that any device has or had. Not to be changed by the caller.
    @SuppressWarnings("unchecked") // Under each kind there are its own traits only.
    <T extends Trait> Map<T, RoaringBitmap> all(Class<T> kind) {
        return (Map<T, RoaringBitmap>) (Map<?, RoaringBitmap>) traits.getOrDefault(kind, Map.of());
    }

    /// Who wants so much time between alerts, the shortest first.
    SortedMap<Duration, RoaringBitmap> gaps() {
        var gaps = new TreeMap<Duration, RoaringBitmap>();
        all(Trait.Gap.class).forEach((gap, devices) -> gaps.put(Duration.ofMinutes(gap.minutes()), devices));
        return gaps;
    }

    /// 0 if its reader wants any number of alerts a day, or it cannot be reached.
    int cap(int ordinal) {
        for (var cap : all(Trait.Cap.class).entrySet()) {
            if (cap.getValue().contains(ordinal)) {
                return cap.getKey().alerts();
            }
        }
        return 0;
    }

    Moments quietEnds() {
        return quietEnds;
    }

    Moments nextDigests() {
        return nextDigests;
    }

    void compact() {
        bitmaps().forEach(Content::compact);
    }

    long bytes() {
        return bitmaps().mapToLong(RoaringBitmap::getLongSizeInBytes).sum();
    }

    /// Devices that are another way here than there.
    RoaringBitmap differences(Profiles other) {
        var different = RoaringBitmap.xor(reachable, other.reachable);
        Differences.between(everyTrait(), other.everyTrait()).values().forEach(different::or);
        return different;
    }

    private Map<Trait, RoaringBitmap> everyTrait() {
        var all = new HashMap<Trait, RoaringBitmap>();
        traits.values().forEach(all::putAll);
        groups.values().forEach(zone -> zone.forEach((trait, group) -> all.put(trait, group.members())));
        return all;
    }

    private Stream<RoaringBitmap> bitmaps() {
        return Stream.of(
                        Stream.of(reachable),
                        traits.values().stream().flatMap(kind -> kind.values().stream()),
                        groups.values().stream()
                                .flatMap(zone -> zone.values().stream())
                                .map(TimedGroup::members),
                        quietEnds.bitmaps(),
                        nextDigests.bitmaps())
                .flatMap(bitmaps -> bitmaps);
    }

    /// But for those that change with the time of day.
    private static List<Trait> traits(Profile profile) {
        var traits = new ArrayList<Trait>();
        traits.add(new Trait.App(profile.app()));
        traits.add(new Trait.On(profile.platform()));
        traits.add(new Trait.Zone(profile.zone()));
        traits.add(profile.version() == null ? Trait.NO_VERSION : new Trait.Version(profile.version()));
        if (!profile.languages().isEmpty()) {
            traits.add(new Trait.Languages(profile.languages()));
        }
        if (profile.cap() > 0) {
            traits.add(new Trait.Cap(profile.cap()));
        }
        if (profile.gapMinutes() > 0) {
            traits.add(new Trait.Gap(profile.gapMinutes()));
        }
        if (profile.quiet() != null && profile.quiet().breakingRings()) {
            traits.add(Trait.BREAKING_RINGS);
        }
        return traits;
    }

    private TimedGroup group(Trait.Timed trait) {
        return groups.computeIfAbsent(trait.zone(), _ -> new HashMap<>()).computeIfAbsent(trait, _ -> {
            var group = new TimedGroup(
                    trait,
                    switch (trait) {
                        case Trait.Quiet _ -> quietEnds;
                        case Trait.Digest _ -> nextDigests;
                    },
                    agenda.passed());
            agenda.put(group);
            return group;
        });
    }
}
