package io.newsbell.history;

import io.newsbell.alert.Alert;
import io.newsbell.alert.AlertLevel;
import io.newsbell.alert.AlertState;
import io.newsbell.audience.Suppression;
import io.newsbell.device.Device;
import io.newsbell.ledger.Entry;
import io.newsbell.ledger.Wording;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/// What became of one device.
@ApplicationScoped
public class Deliveries {
    private final HistorySql sql;

    Deliveries(HistorySql sql) {
        this.sql = sql;
    }

    /// Why this device did or did not get the alert.
    @Transactional
    public Why why(Alert alert, Device device) {
        var waves = sql.waves(alert.id());
        return sql.find(waves, device.ordinal()).values().stream()
                .max(Comparator.comparingLong(HistorySql.Found::waveId))
                .map(Deliveries::why)
                .or(() -> sql.awaited(alert.id(), device.ordinal()).map(awaited -> awaits(alert, awaited)))
                .or(() -> sql.suppressions(alert.id(), device.ordinal()).stream()
                        .findFirst()
                        .map(Deliveries::leftOut))
                .orElseGet(() -> new Why(false, Optional.empty(), Optional.empty(), left(alert, waves.isEmpty())));
    }

    /// What became of a device in each of these waves; those that were not for it are missing.
    @Transactional
    public Map<Long, Became> became(Collection<Long> waves, int ordinal) {
        return waves.isEmpty()
                ? Map.of()
                : sql.find(waves, ordinal).values().stream()
                        .collect(Collectors.toMap(
                                HistorySql.Found::waveId,
                                found -> new Became(
                                        found.topic(),
                                        found.entry(),
                                        found.wording().map(Wording::title),
                                        found.wording().map(Wording::body))));
    }

    /// All that was ever planned for a device, newest first.
    ///
    /// @param since the device's registration
    @Transactional
    public List<Sent> history(Device device, Instant since) {
        return sql.history(device.appId(), device.ordinal(), since);
    }

    private static Why leftOut(Suppression reason) {
        return new Why(false, Optional.empty(), Optional.of(reason), sentence(reason));
    }

    private static Why awaits(Alert alert, HistorySql.Awaited awaited) {
        return alert.state() == AlertState.STOPPED
                ? leftOut(Suppression.STOPPED)
                : new Why(false, Optional.empty(), Optional.empty(), sentence(awaited));
    }

    private static String sentence(HistorySql.Awaited awaited) {
        return switch (awaited.kind()) {
            case QUIET -> "It has quiet hours; it is looked at again when they end, at %s.".formatted(awaited.dueAt());
            case LOCAL ->
                "The alert comes at a time of day wherever a device is; here that is %s.".formatted(awaited.dueAt());
            case DIGEST -> "It is for its reader's next digest, at %s.".formatted(awaited.dueAt());
            case SPREAD -> "The alert is spread over some minutes; its turn is at %s.".formatted(awaited.dueAt());
            case REST -> "A few devices go first; it is told when they fared as usual.";
            case WINNER ->
                "Two headlines are tried on a sample; it gets the better one, at %s.".formatted(awaited.dueAt());
            case NOW, CANARY, TRIAL, RESUMED -> "It is about to be told.";
        };
    }

    private static String sentence(Suppression reason) {
        return switch (reason) {
            case NOT_IN_RULE ->
                "The alert is for fewer: its reader does not follow every other topic that it asks for, or follows one"
                        + " that it leaves out.";
            case WANTS_LESS -> "It wants only important alerts, or a digest, of what it follows here.";
            case MUTED -> "Its reader muted the story, or the topics of it that it follows.";
            case PAUSED -> "Its reader had paused all alerts.";
            case TOLD -> "It was told about this story before.";
            case UNFOLLOWED -> "While it waited for its time, its reader unfollowed, or it was removed.";
            case CAPPED -> "It had as many alerts in the last 24 hours as its reader wants.";
            case TOO_SOON -> "Its last alert was a shorter time ago than its reader wants.";
            case OTHER_LANGUAGE -> "Its reader wants alerts in other languages only.";
            case OTHER_PLATFORM -> "The alert is for other platforms.";
            case OTHER_VERSION -> "The alert is for other versions of the app.";
            case STALE -> "It had quiet hours, and the alert was no news any more when they ended.";
            case READ -> "Its reader had opened the alert elsewhere while it waited here.";
            case BUNDLED -> "It waited together with better ones, and was named in the push of the best.";
            case OUTRANKED -> "It waited together with better ones, and there was no room for it in their push.";
            case STOPPED -> "The alert was stopped while it waited for its time.";
        };
    }

    /// Of an alert that is in nobody's account for this device.
    private static String left(Alert alert, boolean unplanned) {
        return switch (alert.state()) {
            case HELD -> "Nobody is told before a person has decided: " + alert.reason();
            case DISMISSED -> "Nobody was told: " + alert.reason();
            case APPROVED -> "Whom to tell is still being worked out.";
            case EXPIRED -> "Nobody was told: its time had passed before it could be sent.";
            case STOPPED ->
                unplanned
                        ? "Nobody was told: the alert was stopped before it was sent."
                        : "It followed none of the alert's topics.";
            case SENDING, SENT -> "It followed none of the alert's topics.";
        };
    }

    private static Why why(HistorySql.Found found) {
        return new Why(
                found.entry() == Entry.ACCEPTED,
                Optional.of(found.topic()),
                Optional.empty(),
                sentence(found.entry(), found.topicName()));
    }

    private static String sentence(Entry entry, String topic) {
        return switch (entry) {
            case ACCEPTED -> "It follows \"%s\".".formatted(topic);
            case PENDING -> "It follows \"%s\" and is about to be told.".formatted(topic);
            case RETRYING -> "The push service said \"later\"; it is tried again.";
            case UNCERTAIN -> "The push service did not answer; it may have rung, and is tried once more.";
            case ADDRESS_DEAD -> "Its push address is gone; the app was removed or reinstalled.";
            case REFUSED -> "The push service refused to deliver to it.";
            case EXPIRED -> "The alert expired before it could be delivered.";
            case STOPPED -> "The alert was stopped before its turn came.";
            case UNFOLLOWED ->
                "Its reader unfollowed or muted, or came to follow what the alert leaves out, or it was removed, before its"
                        + " turn came.";
            case AMBIGUOUS -> "The push service did not answer; it may have rung.";
        };
    }

    /// @param topic the slug of the topic that is named as the reason
    /// @param title what it was told instead of the alert's own title, and so its text
    public record Became(String topic, Entry entry, Optional<String> title, Optional<String> body) {}

    /// @param topic the slug of the topic that is named as the reason
    public record Sent(
            UUID alertId,
            AlertLevel level,
            String title,
            String body,
            Optional<String> link,
            String topic,
            Instant at,
            Entry outcome) {}

    /// @param rang       whether the push service took it
    /// @param topic      the slug of the topic that is named to it as the reason; empty if the alert was
    ///                   not for it
    /// @param suppressed why it was left out although it follows a topic of the alert
    public record Why(
            boolean rang,
            Optional<String> topic,
            // Left alone, SmallRye writes the enum once more beside the reference, and generated clients do not
            // compile.
            @Schema(ref = "#/components/schemas/Suppression")
            Optional<Suppression> suppressed,

            String sentence) {}
}
