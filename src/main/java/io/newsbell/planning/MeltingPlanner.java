package io.newsbell.planning;

import io.newsbell.alert.Alert;
import io.newsbell.alert.Alerts;
import io.newsbell.audience.Selection;
import io.newsbell.audience.Suppression;
import io.newsbell.ledger.Wording;
import io.newsbell.planning.VariantSql.Variant;
import io.newsbell.trace.Traces;
import io.newsbell.wave.Plan;
import io.newsbell.wave.Plan.Send;
import io.newsbell.wave.Waves;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.roaringbitmap.RoaringBitmap;

/// Plans all waves of an app together that end with quiet hours, or go into digests, and are due: a phone
/// for which several alerts wait rings once.
@ApplicationScoped
class MeltingPlanner {
    /// Different alerts that can stand together in a push of one moment: of more, most phones have the best
    /// few anyway.
    private static final int COMBINED = 30;

    /// Alerts of one moment that are looked at. An app that has more of them waiting tells nobody of the
    /// least.
    private static final int LOOKED_AT = 200;

    private static final String BETWEEN_TITLES = " · ";

    private final PlanningSql sql;
    private final VariantSql variants;
    private final Alerts alerts;
    private final Planning planning;
    private final Waves waves;
    private final Traces traces;
    private final Clock clock;

    MeltingPlanner(
            PlanningSql sql,
            VariantSql variants,
            Alerts alerts,
            Planning planning,
            Waves waves,
            Traces traces,
            Clock clock) {
        this.sql = sql;
        this.variants = variants;
        this.alerts = alerts;
        this.planning = planning;
        this.waves = waves;
        this.traces = traces;
        this.clock = clock;
    }

    /// Those that were planned already are left alone.
    @Transactional
    void plan(long app) {
        var due = sql.melting(app, clock.instant());
        var held = alerts.holdStories(due.values());
        sql.lock(app);
        var waiting = sql.waiting(due.entrySet().stream()
                .filter(wave -> held.containsKey(wave.getValue()))
                .map(Map.Entry::getKey)
                .toList());
        var candidates = candidates(waiting);
        for (var candidate : candidates.subList(Math.min(LOOKED_AT, candidates.size()), candidates.size())) {
            waves.settle(
                    candidate.alert(),
                    candidate.waiting().id(),
                    candidate.waiting().devices(),
                    Suppression.OUTRANKED);
        }
        melt(candidates.subList(0, Math.min(LOOKED_AT, candidates.size())).stream()
                .map(candidate -> new Looked(candidate, planning.lookAgain(candidate.alert(), candidate.waiting())))
                .toList());
    }

    /// The best first; those that are over are settled. Locks alerts in the order of their ids.
    private List<Candidate> candidates(List<Waiting> waiting) {
        var locked = waiting.stream()
                .map(Waiting::alertId)
                .distinct()
                .sorted()
                .collect(Collectors.toMap(id -> id, alerts::lock));
        var relevance = sql.relevance(locked.keySet());
        var candidates = new ArrayList<Candidate>();
        for (var wave : waiting) {
            var alert = Objects.requireNonNull(locked.get(wave.alertId()));
            var over = planning.over(alert, wave);
            if (over.isPresent()) {
                waves.settle(alert, wave.id(), wave.devices(), over.get());
            } else {
                candidates.add(new Candidate(wave, alert, relevance.getOrDefault(alert.id(), 0.0)));
            }
        }
        candidates.sort(Candidate.BEST_FIRST);
        return candidates;
    }

    private void melt(List<Looked> looked) {
        var melting = new Melting(COMBINED);
        looked.forEach(each ->
                melting.add(each.candidate().alert().storyId(), each.selection().audience()));
        var sends = looked.stream().map(_ -> new ArrayList<Send>()).toList();
        melting.pushes().forEach((push, devices) -> {
            var variant = push.size() == 1 ? own(looked.get(push.getFirst())) : bundle(push, looked);
            looked.get(push.getFirst()).selection().parts().stream()
                    .map(part -> new Send(part.topicId(), variant, RoaringBitmap.and(part.devices(), devices)))
                    .filter(send -> !send.devices().isEmpty())
                    .forEach(sends.get(push.getFirst())::add);
        });
        for (int index = 0; index < looked.size(); index++) {
            var each = looked.get(index);
            var alert = each.candidate().alert();
            var plan = new Plan(suppressed(each, melting, index), sends.get(index), Selections.later(each.selection()));
            traces.during(
                    alert.id(),
                    "plan",
                    () -> waves.plan(alert, each.candidate().waiting().id(), plan));
        }
    }

    private static Map<Suppression, RoaringBitmap> suppressed(Looked looked, Melting melting, int index) {
        var suppressed = new EnumMap<Suppression, RoaringBitmap>(Suppression.class);
        suppressed.putAll(looked.selection().suppressed());
        Map.of(
                        Suppression.BUNDLED, melting.bundled(index),
                        Suppression.OUTRANKED, melting.outranked(index),
                        Suppression.TOLD, melting.told(index))
                .forEach((reason, devices) ->
                        suppressed.merge(reason, devices, (one, other) -> RoaringBitmap.or(one, other)));
        return suppressed;
    }

    private @Nullable Long own(Looked looked) {
        return variants.winner(looked.candidate().alert().id()).map(Variant::id).orElse(null);
    }

    /// Says the best alert's title, and under it the titles of the others.
    private Long bundle(List<Integer> push, List<Looked> looked) {
        var bundled = push.stream()
                .map(index -> looked.get(index).candidate().alert())
                .toList();
        var others = bundled.subList(1, bundled.size());
        return variants.insert(
                bundled.getFirst().id(),
                VariantSql.BUNDLE,
                new Wording(
                        title(bundled.getFirst()),
                        others.stream().map(this::title).collect(Collectors.joining(BETWEEN_TITLES))),
                others.stream().map(Alert::id).toList());
    }

    private String title(Alert alert) {
        return variants.winner(alert.id())
                .map(variant -> variant.wording().title())
                .orElse(alert.title());
    }

    /// @param relevance how much the alert is about what it is told under
    private record Candidate(Waiting waiting, Alert alert, double relevance) {
        static final Comparator<Candidate> BEST_FIRST = Comparator.comparing(
                        (Candidate candidate) -> candidate.alert().level())
                .thenComparing(Comparator.comparingDouble(Candidate::relevance).reversed())
                .thenComparing(candidate -> candidate.alert().createdAt(), Comparator.reverseOrder())
                .thenComparingLong(candidate -> candidate.waiting().id());
    }

    private record Looked(Candidate candidate, Selection selection) {}
}
