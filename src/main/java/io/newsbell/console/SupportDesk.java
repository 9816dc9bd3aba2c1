package io.newsbell.console;

import io.newsbell.alert.Alert;
import io.newsbell.alert.Alerts;
import io.newsbell.app.App;
import io.newsbell.console.SupportPage.Answer;
import io.newsbell.console.SupportPage.Found;
import io.newsbell.console.SupportPage.Past;
import io.newsbell.device.Device;
import io.newsbell.device.Install;
import io.newsbell.device.Installs;
import io.newsbell.history.Deliveries;
import io.newsbell.subscription.Mutes;
import io.newsbell.subscription.Subscriptions;
import io.newsbell.topic.Topic;
import io.newsbell.topic.Topics;
import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;

/// Finds out why a phone did or did not ring.
@Singleton
class SupportDesk {
    private static final int RECENT = 30;
    private static final int MOST_PAST = 50;

    /// What was planned for a device is read from every alert of that time.
    private static final Duration LOOKS_BACK = Duration.ofDays(30);

    /// Java takes shorter ones, too, and makes others of them.
    private static final Pattern ID = Pattern.compile("[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}");

    private static final String MALFORMED =
            "This is no id: it has 36 characters, such as 3f0c2a9e-51d7-4c1b-9a55-0d6f2b7e8c31.";

    private final Installs installs;
    private final Alerts alerts;
    private final Subscriptions subscriptions;
    private final Mutes mutes;
    private final Topics topics;
    private final Deliveries deliveries;
    private final Clock clock;

    SupportDesk(
            Installs installs,
            Alerts alerts,
            Subscriptions subscriptions,
            Mutes mutes,
            Topics topics,
            Deliveries deliveries,
            Clock clock) {
        this.installs = installs;
        this.alerts = alerts;
        this.subscriptions = subscriptions;
        this.mutes = mutes;
        this.topics = topics;
        this.deliveries = deliveries;
        this.clock = clock;
    }

    /// @param device the id as it was typed; empty if nothing was asked
    /// @param typed  the id of an alert
    /// @param chosen that of one of the recent; the other one counts more
    @Transactional
    SupportPage page(App app, String device, String typed, String chosen) {
        var recent = alerts.recent(app.id(), RECENT);
        if (device.isEmpty()) {
            var fault = typed.isEmpty() && chosen.isEmpty() ? "" : "Give the id of the device, too.";
            return new SupportPage(device, typed, chosen, fault, "", recent, null);
        }
        var install = id(device).flatMap(id -> installs.find(app.id(), id));
        var asked = typed.isEmpty() ? chosen : typed;
        var alert = id(asked).flatMap(alerts::find).filter(found -> found.appId() == app.id());
        var deviceFault = fault(
                device,
                install,
                "%s has no device of this id. It may have been erased, or its app was installed anew, which gives it another id."
                        .formatted(app.name()));
        var alertFault =
                asked.isEmpty() ? "" : fault(asked, alert, "%s has no alert of this id.".formatted(app.name()));
        return new SupportPage(
                device,
                typed,
                chosen,
                deviceFault,
                alertFault,
                recent,
                install.filter(_ -> alertFault.isEmpty())
                        .map(found -> found(found, alert))
                        .orElse(null));
    }

    private Found found(Install install, Optional<Alert> alert) {
        var device = install.device();
        return new Found(
                install,
                subscriptions.of(device),
                mutes.of(device),
                alert.map(about -> answer(about, device)).orElse(null),
                alert.isPresent() ? List.of() : past(install));
    }

    private Answer answer(Alert alert, Device device) {
        var why = deliveries.why(alert, device);
        var topic = why.topic()
                .map(slug -> topics.byIds(alert.topics()).stream()
                        .filter(each -> each.slug().equals(slug))
                        .findFirst()
                        .map(Topic::name)
                        .orElse(slug));
        return new Answer(alert, why, topic.orElse(""));
    }

    private List<Past> past(Install install) {
        return deliveries
                .history(
                        install.device(),
                        later(install.registeredAt(), clock.instant().minus(LOOKS_BACK)))
                .stream()
                .limit(MOST_PAST)
                .map(Past::new)
                .toList();
    }

    private static Instant later(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }

    private static String fault(String typed, Optional<?> found, String unknown) {
        if (found.isPresent()) {
            return "";
        }
        return id(typed).isEmpty() ? MALFORMED : unknown;
    }

    private static Optional<UUID> id(String typed) {
        return ID.matcher(typed).matches() ? Optional.of(UUID.fromString(typed)) : Optional.empty();
    }
}
