package io.newsbell.audience;

import io.newsbell.alert.AlertLevel;
import io.newsbell.audience.Selection.Wait;
import io.newsbell.audience.Selection.Waiting;
import io.newsbell.device.Platform;
import io.newsbell.index.AudienceIndex;
import io.newsbell.index.Bits;
import io.newsbell.index.People;
import io.newsbell.subscription.Level;
import java.time.Instant;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.roaringbitmap.Container;
import org.roaringbitmap.RoaringBitmap;

/// The algebra of one question, for the devices of one page. Reasons are looked for in the order of [Suppression]: each
/// takes its devices
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
    private final Following following;
    private final Optional<Bits> waited;
    private final Wanting atOnce;
    private final Wanting inDigest;
    private final Map<Suppression, Bits> suppressed = new EnumMap<>(Suppression.class);
    private final Map<Long, Bits> parts = new LinkedHashMap<>();
    private final Map<Waiting, Container> later = new HashMap<>();

    /// Who is to have it in a digest, by why it is left out if that is no news any more.
    private final Map<Suppression, Bits> forDigest = new EnumMap<>(Suppression.class);

    private Selector(Question question, People people) {
        this.question = question;
        this.people = people;
        this.following = new Following(people, question.arriving());
        this.waited = question.due().map(due -> people.here(due.devices()));
        this.atOnce = Wanting.of(question, people, levels(question.level()));
        this.inDigest = Wanting.of(question, people, EnumSet.of(Level.DIGEST));
    }

    static Selection select(Question question, AudienceIndex index, Instant now) {
        var waiting = question.due().map(Question.Due::devices).orElseGet(RoaringBitmap::new);
        return Selection.of(
                question.topics(),
                index.ask(now, waiting, people -> onPage(question, people).toContainers()));
    }

    static Decided onPage(Question question, People people) {
        return new Selector(question, people).select();
    }

    /// Of the follows that want an alert of this level at once.
    static Set<Level> levels(AlertLevel level) {
        return switch (level) {
            case BREAKING, TOP -> EnumSet.of(Level.EVERY, Level.IMPORTANT);
            case FOLLOWING -> EnumSet.of(Level.EVERY);
            case DIGEST -> EnumSet.noneOf(Level.class);
        };
    }

    private Decided select() {
        var matched = matched();
        if (!matched.isEmpty()) {
            divide(leaveOut(Suppression.NOT_IN_RULE, notInRule(matched), matched));
        }
        suppressed.values().removeIf(Bits::isEmpty);
        return new Decided(people.page(), waited.orElse(matched), suppressed, parts, later, atOnce, inDigest);
    }

    /// Who follows any of the topics and can be reached; of those that waited, if it is they who are asked for.
    private Bits matched() {
        var followers = atOnce.anyone().or(inDigest.anyone());
        if (question.level() == AlertLevel.FOLLOWING) {
            for (long topic : question.topics()) {
                followers = followers.or(following.of(topic, EnumSet.of(Level.IMPORTANT)));
            }
        }
        var matched = followers.and(people.reachable());
        if (waited.isEmpty()) {
            return matched;
        }
        keep(Suppression.UNFOLLOWED, waited.get().andNot(matched));
        return matched.and(waited.get());
    }

    /// Of these, for whom the alert is not, by what else they follow. A muted topic is followed, too.
    private Bits notInRule(Bits matched) {
        var out = Bits.NONE;
        for (long topic : question.target().alsoFollowing()) {
            out = out.or(matched.andNot(following.of(topic, Following.EVERY_LEVEL)));
        }
        for (long topic : question.target().notFollowing()) {
            out = out.or(matched.and(following.of(topic, Following.EVERY_LEVEL)));
        }
        return out;
    }

    private void divide(Bits matched) {
        var wanting = matched.and(atOnce.anyone());
        var digesters = matched.and(inDigest.anyone()).andNot(wanting);
        keep(Suppression.WANTS_LESS, matched.andNot(wanting).andNot(digesters));

        var unfit = unfit();
        var anyUnfit = Bits.any(unfit.values());
        addParts(atTheirTime(fit(unfit, unlimited(anyUnfit, willing(atOnce, wanting)))), atOnce);
        var willingDigesters = fit(unfit, willing(inDigest, digesters));
        if (isDigest()) {
            addParts(inTheirHours(willingDigesters), inDigest);
        } else {
            forDigest.merge(Suppression.STALE, willingDigesters, Bits::or);
        }
        waitForDigest();
    }

    private boolean isDigest() {
        return question.due().filter(Question.Due::digest).isPresent();
    }

    /// Who wants to hear of it at all, and was not told before.
    private Bits willing(Wanting wanting, Bits candidates) {
        var silent = candidates.andNot(wanting.anyoneWilling()).or(candidates.and(people.mutedStory(question.story())));
        keep(Suppression.MUTED, silent);
        var awake = leaveOut(Suppression.PAUSED, people.paused(), candidates.andNot(silent));
        var told = people.here(question.told());
        for (var story : question.stories()) {
            told = told.andNot(wanting.willing(story));
        }
        return leaveOut(Suppression.TOLD, told, awake);
    }

    /// Without those who have had enough for the moment.
    private Bits unlimited(Bits unfit, Bits candidates) {
        var left = candidates;
        var breaking = question.level() == AlertLevel.BREAKING;
        if (!isDigest() && !(breaking && question.breaking().cap())) {
            left = limit(Suppression.CAPPED, people.capped(), unfit, left);
        }
        if (!isDigest() && !(breaking && question.breaking().gap())) {
            left = limit(Suppression.TOO_SOON, people.tooSoon(), unfit, left);
        }
        return left;
    }

    private Bits limit(Suppression reason, Bits limited, Bits unfit, Bits candidates) {
        var here = candidates.and(limited);
        var next = here.and(people.choseDigest()).andNot(unfit);
        keep(reason, here.andNot(next));
        forDigest.put(reason, next);
        return candidates.andNot(here);
    }

    /// Without those for whom it is not meant.
    private Bits fit(Map<Suppression, Bits> unfit, Bits candidates) {
        var left = candidates;
        for (var reason : unfit.entrySet()) {
            left = leaveOut(reason.getKey(), reason.getValue(), left);
        }
        return left;
    }

    /// For whom an alert is not meant, for each reason.
    private Map<Suppression, Bits> unfit() {
        var target = question.target();
        var unfit = new EnumMap<Suppression, Bits>(Suppression.class);
        target.language().ifPresent(language -> unfit.put(Suppression.OTHER_LANGUAGE, people.notReading(language)));
        if (!target.platforms().isEmpty()) {
            unfit.put(
                    Suppression.OTHER_PLATFORM,
                    Bits.any(EnumSet.allOf(Platform.class).stream()
                            .filter(platform -> !target.platforms().contains(platform))
                            .map(people::on)
                            .toList()));
        }
        if (target.fromVersion().isPresent() || target.toVersion().isPresent()) {
            unfit.put(Suppression.OTHER_VERSION, people.notRunning(target.fromVersion(), target.toVersion()));
        }
        return unfit;
    }

    private Bits atTheirTime(Bits candidates) {
        if (question.localTime().isEmpty()) {
            return inTheirHours(candidates);
        }
        people.nextLocal(question.localTime().get(), candidates)
                .forEach((due, devices) -> later.put(new Waiting(Wait.LOCAL, due), devices));
        return Bits.NONE;
    }

    /// Without those who have quiet hours.
    private Bits inTheirHours(Bits candidates) {
        var quiet = candidates.and(people.quiet());
        if (question.level() == AlertLevel.BREAKING && question.breaking().quiet()) {
            quiet = quiet.andNot(people.breakingRings());
        }
        people.quietEnds(quiet).forEach((end, devices) -> {
            if (end.isAfter(question.staleAt())) {
                keep(Suppression.STALE, people.here(devices));
            } else {
                later.merge(new Waiting(Wait.QUIET, end), devices, Container::or);
            }
        });
        return candidates.andNot(quiet);
    }

    /// All who wait for a digest, whatever they would be left out for otherwise.
    private void waitForDigest() {
        var everybody = Bits.any(forDigest.values());
        people.nextDigest(question.digestTimes(), everybody).forEach((due, devices) -> {
            if (due.isAfter(question.staleAt())) {
                var stale = people.here(devices);
                forDigest.forEach((reason, some) -> keep(reason, some.and(stale)));
            } else {
                later.put(new Waiting(Wait.DIGEST, due), devices);
            }
        });
    }

    private Bits leaveOut(Suppression reason, Bits devices, Bits candidates) {
        keep(reason, candidates.and(devices));
        return candidates.andNot(devices);
    }

    private void keep(Suppression reason, Bits devices) {
        suppressed.merge(reason, devices, Bits::or);
    }

    /// Each device under the first topic that it wants it under.
    private void addParts(Bits devices, Wanting wanting) {
        var left = devices;
        for (long topic : question.topics()) {
            var here = left.and(wanting.willing(topic));
            // Without a story among the topics nobody who was told is left.
            if (!question.stories().isEmpty() && !question.stories().contains(topic)) {
                here = here.andNot(people.here(question.told()));
            }
            if (!here.isEmpty()) {
                left = left.andNot(here);
                parts.merge(topic, here, Bits::or);
            }
        }
    }
}
