package io.newsbell.planning;

import io.newsbell.alert.Alert;
import io.newsbell.alert.Rollout;
import io.newsbell.audience.Selection;
import io.newsbell.ledger.WaveKind;
import io.newsbell.wave.Plan;
import io.newsbell.wave.Plan.Later;
import io.newsbell.wave.Plan.Send;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.roaringbitmap.RoaringBitmap;

/// Splits those who are to be told now, as the alert's rollout says, into who is told now and who is told later. Those
/// who wait for a time of their own are left alone.
///
/// @param kind   of the first wave
/// @param halves of a trial, A and B; who of the first wave's devices gets the other text is in the second
record RolloutPlan(WaveKind kind, Plan plan, List<RoaringBitmap> halves) {
    private static final double CANARIES = 0.01;
    private static final int HALVES = 2;

    static RolloutPlan of(Alert alert, Selection selection, int canariesAtLeast, Instant now) {
        var rollout = alert.rollout();
        var sample = Sample.of(alert.id());
        if (rollout.spreadMinutes() > 1) {
            return spread(rollout, selection, sample, now);
        }
        if (rollout.canary()) {
            var dealt = sample.share(selection.audience(), CANARIES, canariesAtLeast);
            return split(
                    WaveKind.CANARY, selection, dealt, new Later(WaveKind.REST, 0, Optional.empty(), dealt.get(1)));
        }
        return rollout.trial()
                .map(trial -> trial(trial, selection, sample, now))
                .orElseGet(() -> atOnce(selection));
    }

    private static RolloutPlan atOnce(Selection selection) {
        return new RolloutPlan(WaveKind.NOW, Selections.plan(selection, null), List.of());
    }

    private static RolloutPlan spread(Rollout rollout, Selection selection, Sample sample, Instant now) {
        var dealt = sample.parts(selection.audience(), rollout.spreadMinutes());
        var minutes = IntStream.range(1, dealt.size())
                .mapToObj(minute -> new Later(
                        WaveKind.SPREAD, minute, Optional.of(now.plus(Duration.ofMinutes(minute))), dealt.get(minute)))
                .filter(later -> !later.devices().isEmpty())
                .toArray(Later[]::new);
        return split(WaveKind.SPREAD, selection, dealt, minutes);
    }

    private static RolloutPlan trial(Rollout.Trial trial, Selection selection, Sample sample, Instant now) {
        var dealt = sample.share(selection.audience(), trial.share(), HALVES);
        var halves = new ArrayList<>(halves(dealt.getFirst()));
        if (halves.stream().anyMatch(RoaringBitmap::isEmpty)) {
            // Nothing can be learned from one phone.
            return atOnce(selection);
        }
        var due = Optional.of(now.plus(Duration.ofMinutes(trial.minutes())));
        var split = split(WaveKind.TRIAL, selection, dealt, new Later(WaveKind.WINNER, 0, due, dealt.get(1)));
        return new RolloutPlan(split.kind(), split.plan(), halves);
    }

    /// Every other one: the halves are as large as each other, to one device.
    private static List<RoaringBitmap> halves(RoaringBitmap sample) {
        var halves = List.of(new RoaringBitmap(), new RoaringBitmap());
        var ordinals = sample.toArray();
        for (int index = 0; index < ordinals.length; index++) {
            halves.get(index % HALVES).add(ordinals[index]);
        }
        return halves;
    }

    /// @param dealt the first go now
    private static RolloutPlan split(WaveKind kind, Selection selection, List<RoaringBitmap> dealt, Later... others) {
        var sends = selection.parts().stream()
                .map(part -> new Send(part.topicId(), null, RoaringBitmap.and(part.devices(), dealt.getFirst())))
                .filter(send -> !send.devices().isEmpty())
                .toList();
        var later = Stream.concat(
                        Selections.later(selection).stream(),
                        Stream.of(others).filter(other -> !other.devices().isEmpty()))
                .toList();
        return new RolloutPlan(kind, new Plan(selection.suppressed(), sends, later), List.of());
    }
}
