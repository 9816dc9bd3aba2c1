package io.newsbell.console;

import io.newsbell.work.Flow.StepState;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A step of the work as a line of the ops page.
record FlowRow(StepState step, String does) {
    /// As in health: readers are told late.
    private static final Duration STUCK = Duration.ofMinutes(1);

    private static final int ALL = 100;

    /// The main path in its order, then what happens beside it.
    private static final List<Map.Entry<String, String>> ORDER = List.of(
            Map.entry("match", "finds what an article is about"),
            Map.entry("alert", "decides whether readers are told"),
            Map.entry("plan", "works out who is told, and when"),
            Map.entry("wave-due", "begins what was planned for later"),
            Map.entry("send-lane", "sends, batch after batch"),
            Map.entry("send", "sends a single batch again"),
            Map.entry("stop", "ends what was stopped"),
            Map.entry("withdraw", "takes back what was taken down"),
            Map.entry("amend", "works out who is told of a correction"),
            Map.entry("amend-batch", "tells of corrections and recalls"),
            Map.entry("draft-leaves", "lets drafts leave after the time to undo"),
            Map.entry("rehearse", "looks whom an alert would reach"),
            Map.entry("merge-topic", "moves followers of merged topics"));

    static List<FlowRow> of(List<StepState> steps) {
        var rows = new ArrayList<FlowRow>();
        ORDER.forEach(known -> steps.stream()
                .filter(step -> step.name().equals(known.getKey()))
                .forEach(step -> rows.add(new FlowRow(step, known.getValue()))));
        steps.stream()
                .filter(step -> ORDER.stream().noneMatch(known -> known.getKey().equals(step.name())))
                .forEach(step -> rows.add(new FlowRow(step, "")));
        return rows;
    }

    public boolean isPaused() {
        return step.pause().isPresent();
    }

    /// What is paused waits because people want it so.
    public boolean isStuck() {
        return !isPaused() && step.oldest().compareTo(STUCK) > 0;
    }

    public @Nullable Instant pausedAt() {
        return step.pause().map(pause -> pause.since()).orElse(null);
    }

    public String pausedBy() {
        return step.pause().map(pause -> pause.by()).orElse("");
    }

    /// Also the name of its look.
    public String look() {
        return isPaused() ? "held" : isStuck() ? "stopped" : isBusy() ? "sending" : "sent";
    }

    public String said() {
        return isPaused() ? "paused" : isStuck() ? "stuck" : isBusy() ? "works" : "flows";
    }

    private boolean isBusy() {
        return step.running() > 0 || step.waiting() > 0;
    }

    public String age() {
        return step.waiting() == 0 || isPaused() ? "–" : OpsPage.words(step.oldest());
    }

    /// Of the drawing: a full bar has waited for a minute or more.
    public long width() {
        return isPaused() && step.waiting() > 0
                ? ALL
                : Math.min(ALL, ALL * step.oldest().toMillis() / STUCK.toMillis());
    }

    public String colour() {
        return isPaused() ? "dead" : isStuck() ? "refused" : "accepted";
    }
}
