package io.newsbell.audience;

import io.newsbell.alert.AlertLevel;
import io.newsbell.alert.Target;
import io.newsbell.audience.Selection.Later;
import io.newsbell.audience.Selection.Part;
import io.newsbell.audience.Selection.Wait;
import io.newsbell.device.Platform;
import io.newsbell.subscription.Level;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.roaringbitmap.RoaringBitmap;

/// The algebra of one question. Reasons are looked for in the order of [Suppression]: each takes its devices
/// out of those that are left, and keeps them.
///
/// Who wants it at once, and is not left out:
///
/// - is told now;
/// - who is capped, or had its last alert too short a time ago, has it in its next digest, if its reader has
///   chosen when digests come;
/// - who has quiet hours now is looked at again when they end.
///
/// Who wants only a digest of it has it in the next one, cap and gap or not. A digest that is due is told now,
/// but in quiet hours; neither cap nor gap holds it back: the reader has chosen its time. What would wait until
/// it is no news any more is not waited for.
final class Selector {
    private final Question question;
    private final People people;
    private final Optional<RoaringBitmap> waited;
    private final Wanting atOnce;
    private final Wanting inDigest;
    private final Map<Suppression, RoaringBitmap> unfit;
    private final RoaringBitmap anyUnfit;
    private final Map<Suppression, RoaringBitmap> suppressed = new EnumMap<>(Suppression.class);
    private final List<Later> later = new ArrayList<>();

    /// Who is to have it in a digest, by why it is left out if that is no news any more.
    private final Map<Suppression, RoaringBitmap> forDigest = new EnumMap<>(Suppression.class);

    private Selector(Question question, People people) {
        this.question = question;
        this.people = people;
        this.waited = question.due().map(due -> people.here(due.devices()));
        this.atOnce = Wanting.of(question, people, levels(question.level()));
        this.inDigest = Wanting.of(question, people, EnumSet.of(Level.DIGEST));
        this.unfit = unfit(question.target(), people);
        this.anyUnfit = RoaringBitmap.or(unfit.values().iterator());
    }

    static Selection select(Question question, People people) {
        return new Selector(question, people).select();
    }

    /// Who wants it under each topic, at once or in a digest, and has not muted the topic.
    static Wanting wanting(Question question, People people) {
        var levels = levels(question.level());
        levels.add(Level.DIGEST);
        return Wanting.of(question, people, levels);
    }

    /// Of the follows that want an alert of this level at once.
    static Set<Level> levels(AlertLevel level) {
        return switch (level) {
            case BREAKING, TOP -> EnumSet.of(Level.EVERY, Level.IMPORTANT);
            case FOLLOWING -> EnumSet.of(Level.EVERY);
            case DIGEST -> EnumSet.noneOf(Level.class);
        };
    }

    private Selection select() {
        var matched = matched();
        var wanting = RoaringBitmap.and(matched, atOnce.anyone());
        var digesters = RoaringBitmap.and(matched, inDigest.anyone());
        digesters.andNot(wanting);
        var less = RoaringBitmap.andNot(matched, wanting);
        less.andNot(digesters);
        keep(Suppression.WANTS_LESS, less);

        var parts = new ArrayList<Part>();
        addParts(parts, atTheirTime(fit(unlimited(willing(atOnce, wanting)))), atOnce);
        var willingDigesters = fit(willing(inDigest, digesters));
        if (isDigest()) {
            addParts(parts, inTheirHours(willingDigesters), inDigest);
        } else {
            forDigest.merge(Suppression.STALE, willingDigesters, Selector::together);
        }
        waitForDigest();
        suppressed.values().removeIf(RoaringBitmap::isEmpty);
        return new Selection(waited.orElse(matched), suppressed, parts, later);
    }

    /// Who follows any of the topics and can be reached; of those that waited, if it is they who are asked for.
    private RoaringBitmap matched() {
        var matched = RoaringBitmap.or(atOnce.anyone(), inDigest.anyone());
        if (question.level() == AlertLevel.FOLLOWING) {
            question.topics().forEach(topic -> matched.or(people.followers(topic, Level.IMPORTANT)));
        }
        matched.and(people.reachable());
        waited.ifPresent(waiting -> {
            matched.and(waiting);
            keep(Suppression.UNFOLLOWED, RoaringBitmap.andNot(waiting, matched));
        });
        return matched;
    }

    private boolean isDigest() {
        return question.due().filter(Question.Due::digest).isPresent();
    }

    /// Who wants to hear of it at all, and was not told before.
    private RoaringBitmap willing(Wanting wanting, RoaringBitmap candidates) {
        var silent = wanting.muted(candidates);
        silent.or(RoaringBitmap.and(candidates, people.mutedStory(question.story())));
        var willing = RoaringBitmap.andNot(candidates, silent);
        keep(Suppression.MUTED, silent);
        leaveOut(Suppression.PAUSED, people.paused(), willing);
        var told = question.told();
        for (var story : question.stories()) {
            told = RoaringBitmap.andNot(told, wanting.among(told, story));
        }
        leaveOut(Suppression.TOLD, told, willing);
        return willing;
    }

    /// Without those who have had enough for the moment.
    private RoaringBitmap unlimited(RoaringBitmap candidates) {
        var breaking = question.level() == AlertLevel.BREAKING;
        if (!isDigest() && !(breaking && question.breaking().cap())) {
            limit(Suppression.CAPPED, people.capped(), candidates);
        }
        if (!isDigest() && !(breaking && question.breaking().gap())) {
            limit(Suppression.TOO_SOON, people.tooSoon(), candidates);
        }
        return candidates;
    }

    private void limit(Suppression reason, RoaringBitmap limited, RoaringBitmap candidates) {
        var here = RoaringBitmap.and(candidates, limited);
        candidates.andNot(here);
        var next = people.choseDigest(here);
        next.andNot(anyUnfit);
        here.andNot(next);
        keep(reason, here);
        forDigest.put(reason, next);
    }

    /// Without those for whom it is not meant.
    private RoaringBitmap fit(RoaringBitmap candidates) {
        var unfitHere = RoaringBitmap.and(candidates, anyUnfit);
        candidates.andNot(unfitHere);
        for (var reasons = unfit.entrySet().iterator(); reasons.hasNext(); ) {
            var reason = reasons.next();
            if (reasons.hasNext()) {
                leaveOut(reason.getKey(), reason.getValue(), unfitHere);
            } else {
                keep(reason.getKey(), unfitHere);
            }
        }
        return candidates;
    }

    /// For whom an alert is not meant, for each reason.
    private static Map<Suppression, RoaringBitmap> unfit(Target target, People people) {
        var unfit = new EnumMap<Suppression, RoaringBitmap>(Suppression.class);
        target.language().ifPresent(language -> unfit.put(Suppression.OTHER_LANGUAGE, people.notReading(language)));
        if (!target.platforms().isEmpty()) {
            unfit.put(
                    Suppression.OTHER_PLATFORM,
                    RoaringBitmap.or(EnumSet.allOf(Platform.class).stream()
                            .filter(platform -> !target.platforms().contains(platform))
                            .map(people::on)
                            .iterator()));
        }
        if (target.fromVersion().isPresent() || target.toVersion().isPresent()) {
            unfit.put(Suppression.OTHER_VERSION, people.notRunning(target.fromVersion(), target.toVersion()));
        }
        return unfit;
    }

    private RoaringBitmap atTheirTime(RoaringBitmap candidates) {
        if (question.localTime().isEmpty()) {
            return inTheirHours(candidates);
        }
        people.nextLocal(question.localTime().get(), candidates)
                .forEach((due, devices) -> later.add(new Later(Wait.LOCAL, due, devices)));
        return new RoaringBitmap();
    }

    /// Without those who have quiet hours.
    private RoaringBitmap inTheirHours(RoaringBitmap candidates) {
        var quiet = RoaringBitmap.and(candidates, people.quiet());
        if (question.level() == AlertLevel.BREAKING && question.breaking().quiet()) {
            quiet.andNot(people.breakingRings());
        }
        waitForQuietEnds(quiet);
        return RoaringBitmap.andNot(candidates, quiet);
    }

    /// All who wait for a digest, whatever they would be left out for otherwise.
    private void waitForDigest() {
        var everybody = RoaringBitmap.or(forDigest.values().iterator());
        people.nextDigest(question.digestTimes(), everybody).forEach((due, devices) -> {
            if (due.isAfter(question.staleAt())) {
                forDigest.forEach((reason, some) -> keep(reason, RoaringBitmap.and(some, devices)));
            } else {
                later.add(new Later(Wait.DIGEST, due, devices));
            }
        });
    }

    private void waitForQuietEnds(RoaringBitmap quiet) {
        people.quietEnds(quiet).forEach((end, devices) -> {
            if (end.isAfter(question.staleAt())) {
                keep(Suppression.STALE, devices);
            } else {
                later.add(new Later(Wait.QUIET, end, devices));
            }
        });
    }

    private void leaveOut(Suppression reason, RoaringBitmap devices, RoaringBitmap candidates) {
        keep(reason, RoaringBitmap.and(candidates, devices));
        candidates.andNot(devices);
    }

    private void keep(Suppression reason, RoaringBitmap devices) {
        suppressed.merge(reason, devices, Selector::together);
    }

    private static RoaringBitmap together(RoaringBitmap kept, RoaringBitmap more) {
        kept.or(more);
        return kept;
    }

    /// Each device under the first topic that it wants it under.
    private void addParts(List<Part> parts, RoaringBitmap devices, Wanting wanting) {
        var left = devices;
        for (long topic : question.topics()) {
            var here = wanting.among(left, topic);
            // Without a story among the topics nobody who was told is left.
            if (!question.stories().isEmpty() && !question.stories().contains(topic)) {
                here.andNot(question.told());
            }
            if (!here.isEmpty()) {
                left = RoaringBitmap.andNot(left, here);
                parts.add(new Part(topic, here));
            }
        }
    }
}
