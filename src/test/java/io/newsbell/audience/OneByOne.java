package io.newsbell.audience;

import io.newsbell.alert.AlertLevel;
import io.newsbell.index.Profile;
import io.newsbell.subscription.Level;
import java.lang.module.ModuleDescriptor.Version;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Decides for one device after the other, by looking at nothing but the device. So slow, and so plain, that one
/// can see that it is right.
final class OneByOne {
    private static final Duration DAY = Duration.ofHours(24);

    private final SlowClock clock;
    private final Question question;
    private final Instant now;

    OneByOne(SlowClock clock, Question question, Instant now) {
        this.clock = clock;
        this.question = question;
        this.now = now;
    }

    Decision decide(Facts.Device device) {
        var profile = device.profile();
        if (question.due().isPresent() && !question.due().get().devices().contains(device.ordinal())) {
            return new Decision.NotMatched();
        }
        var matched = followed(device, level -> question.level() != AlertLevel.DIGEST || level == Level.DIGEST);
        if (profile == null || matched.isEmpty()) {
            return question.due().isPresent()
                    ? new Decision.Suppressed(Suppression.UNFOLLOWED)
                    : new Decision.NotMatched();
        }
        if (!isInRule(device)) {
            return new Decision.Suppressed(Suppression.NOT_IN_RULE);
        }
        var wanted = followed(device, this::rings);
        if (!wanted.isEmpty()) {
            return decide(device, profile, wanted, false);
        }
        var digested = followed(device, Level.DIGEST::equals);
        return digested.isEmpty()
                ? new Decision.Suppressed(Suppression.WANTS_LESS)
                : decide(device, profile, digested, true);
    }

    /// The topic because of which it follows that one: itself, or the first whose followers are being moved to it.
    private Optional<Long> follow(Facts.Device device, long topic) {
        return Stream.concat(Stream.of(topic), question.arriving().getOrDefault(topic, List.of()).stream())
                .filter(each -> device.level(each, now) != null)
                .findFirst();
    }

    private @Nullable Level level(Facts.Device device, long topic) {
        return follow(device, topic).map(each -> device.level(each, now)).orElse(null);
    }

    private boolean hasMuted(Facts.Device device, long topic) {
        return device.hasMutedTopic(topic, now)
                || follow(device, topic)
                        .filter(each -> device.hasMutedTopic(each, now))
                        .isPresent();
    }

    private boolean isInRule(Facts.Device device) {
        var target = question.target();
        return target.alsoFollowing().stream().allMatch(topic -> level(device, topic) != null)
                && target.notFollowing().stream().allMatch(topic -> level(device, topic) == null);
    }

    private List<Long> followed(Facts.Device device, Predicate<Level> at) {
        return question.topics().stream()
                .filter(topic ->
                        Optional.ofNullable(level(device, topic)).filter(at).isPresent())
                .toList();
    }

    private boolean rings(Level level) {
        return switch (question.level()) {
            case BREAKING, TOP -> level != Level.DIGEST;
            case FOLLOWING -> level == Level.EVERY;
            case DIGEST -> false;
        };
    }

    /// @param under the topics under which it wants the alert, at once or, if it is a digester, in a digest
    private Decision decide(Facts.Device device, Profile profile, List<Long> under, boolean digester) {
        var unmuted = under.stream()
                .filter(topic -> !hasMuted(device, topic))
                .filter(_ -> !device.hasMutedStory(question.story(), now))
                .toList();
        if (unmuted.isEmpty()) {
            return new Decision.Suppressed(Suppression.MUTED);
        }
        if (device.isPaused(now)) {
            return new Decision.Suppressed(Suppression.PAUSED);
        }
        var told = question.told().contains(device.ordinal());
        var topic = unmuted.stream()
                .filter(each -> !told || question.stories().contains(each))
                .findFirst();
        if (topic.isEmpty()) {
            return new Decision.Suppressed(Suppression.TOLD);
        }
        var misfit = misfit(profile);
        if (digester) {
            return misfit.<Decision>map(Decision.Suppressed::new).orElseGet(() -> digest(profile, topic.get()));
        }
        var held = isDigest() ? Optional.<Suppression>empty() : held(device, profile);
        if (held.isPresent()) {
            var digest = misfit.isEmpty() ? chosenDigest(profile) : Optional.<Instant>empty();
            return digest.<Decision>map(at -> new Decision.Waits(Selection.Wait.DIGEST, at))
                    .orElseGet(() -> new Decision.Suppressed(held.get()));
        }
        return misfit.<Decision>map(Decision.Suppressed::new).orElseGet(() -> ring(profile, topic.get()));
    }

    private Decision digest(Profile profile, long topic) {
        if (isDigest()) {
            return inItsHours(profile, topic);
        }
        var times = profile.digestTimes().isEmpty() ? question.digestTimes() : profile.digestTimes();
        var next = clock.next(times, profile.zone(), now);
        return next.isAfter(question.staleAt())
                ? new Decision.Suppressed(Suppression.STALE)
                : new Decision.Waits(Selection.Wait.DIGEST, next);
    }

    /// Its next digest, if it has chosen when it comes and that is not too late.
    private Optional<Instant> chosenDigest(Profile profile) {
        return Optional.of(profile.digestTimes())
                .filter(times -> !times.isEmpty())
                .map(times -> clock.next(times, profile.zone(), now))
                .filter(next -> !next.isAfter(question.staleAt()));
    }

    private Optional<Suppression> held(Facts.Device device, Profile profile) {
        var breaking = question.level() == AlertLevel.BREAKING;
        if (profile.cap() > 0
                && device.sent(now.minus(DAY), now) >= profile.cap()
                && !(breaking && question.breaking().cap())) {
            return Optional.of(Suppression.CAPPED);
        }
        var gap = Duration.ofMinutes(profile.gapMinutes());
        if (gap.isPositive()
                && device.sent(now.minus(gap), now) > 0
                && !(breaking && question.breaking().gap())) {
            return Optional.of(Suppression.TOO_SOON);
        }
        return Optional.empty();
    }

    private Optional<Suppression> misfit(Profile profile) {
        var target = question.target();
        if (target.language().isPresent()
                && !profile.languages().isEmpty()
                && profile.languages().stream()
                        .noneMatch(wanted -> accepts(wanted, target.language().get()))) {
            return Optional.of(Suppression.OTHER_LANGUAGE);
        }
        if (!target.platforms().isEmpty() && !target.platforms().contains(profile.platform())) {
            return Optional.of(Suppression.OTHER_PLATFORM);
        }
        return isInRange(profile.version()) ? Optional.empty() : Optional.of(Suppression.OTHER_VERSION);
    }

    private static boolean accepts(String wanted, String offered) {
        var one = wanted.toLowerCase(Locale.ROOT) + "-";
        var other = offered.toLowerCase(Locale.ROOT) + "-";
        return one.startsWith(other) || other.startsWith(one);
    }

    private boolean isInRange(@Nullable String version) {
        var from = question.target().fromVersion().map(Version::parse);
        var to = question.target().toVersion().map(Version::parse);
        if (from.isEmpty() && to.isEmpty()) {
            return true;
        }
        return parsed(version)
                .filter(it -> from.isEmpty() || it.compareTo(from.get()) >= 0)
                .filter(it -> to.isEmpty() || it.compareTo(to.get()) <= 0)
                .isPresent();
    }

    private static Optional<Version> parsed(@Nullable String version) {
        try {
            return Optional.ofNullable(version).map(Version::parse);
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
    }

    private boolean isDigest() {
        return question.due().filter(due -> due.digest()).isPresent();
    }

    private Decision ring(Profile profile, long topic) {
        if (question.localTime().isPresent()) {
            var next = clock.next(List.of(question.localTime().get()), profile.zone(), now);
            return new Decision.Waits(Selection.Wait.LOCAL, next);
        }
        return inItsHours(profile, topic);
    }

    private Decision inItsHours(Profile profile, long topic) {
        var quiet = profile.quiet();
        if (quiet == null
                || !SlowClock.isQuiet(quiet, now.atZone(profile.zone()).toLocalTime())
                || breaksQuiet(quiet)) {
            return new Decision.ToldNow(topic);
        }
        var end = clock.quietEnd(quiet, profile.zone(), now);
        return end.isAfter(question.staleAt())
                ? new Decision.Suppressed(Suppression.STALE)
                : new Decision.Waits(Selection.Wait.QUIET, end);
    }

    private boolean breaksQuiet(Profile.Quiet quiet) {
        return question.level() == AlertLevel.BREAKING && question.breaking().quiet() && quiet.breakingRings();
    }

    /// What an answer says of a device.
    static Decision of(Selection selection, int device) {
        var found = new ArrayList<Decision>();
        selection.suppressed().forEach((reason, devices) -> {
            if (devices.contains(device)) {
                found.add(new Decision.Suppressed(reason));
            }
        });
        selection.parts().stream()
                .filter(part -> part.devices().contains(device))
                .forEach(part -> found.add(new Decision.ToldNow(part.topicId())));
        selection.later().stream()
                .filter(later -> later.devices().contains(device))
                .forEach(later -> found.add(new Decision.Waits(later.reason(), later.dueAt())));
        if (selection.matched().contains(device) != !found.isEmpty() || found.size() > 1) {
            throw new AssertionError("device %d is matched: %s, and it is decided: %s"
                    .formatted(device, selection.matched().contains(device), found));
        }
        return found.isEmpty() ? new Decision.NotMatched() : found.getFirst();
    }
}
