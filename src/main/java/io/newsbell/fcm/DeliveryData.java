package io.newsbell.fcm;

import io.newsbell.app.App;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/// What Google says became of the messages that it took: of Android phones only, of those only whose owner
/// lets Google collect usage data, some days later, and never of single phones.
/// <https://firebase.google.com/docs/cloud-messaging/understand-delivery>
@Singleton
public class DeliveryData {
    /// Google's days begin and end there.
    public static final ZoneId PACIFIC = ZoneId.of("America/Los_Angeles");

    private static final Pattern ANDROID_APP = Pattern.compile("\\d+:\\d+:android:[0-9a-f]+");

    private final FcmConfig config;
    private final Projects projects;

    DeliveryData(FcmConfig config, Projects projects) {
        this.config = config;
        this.projects = projects;
    }

    /// The label under which Google counts the messages of alerts, apart from corrections, canaries, and what
    /// others send with the same project.
    public static String labelOfAlerts() {
        return Label.ALERT.text();
    }

    /// The Firebase ids of an app's Android apps, of which Google is asked; empty if the settings name none.
    public Set<String> androidApps(App app) {
        return Optional.ofNullable(config.apps().get(app.slug()))
                .flatMap(FcmConfig.AppSettings::androidApps)
                .orElse(Set.of());
    }

    /// All that Google tells of one of them. Waits for Google, some minutes at most.
    public Answer read(App app, String androidApp) {
        if (!ANDROID_APP.matcher(androidApp).matches()) {
            return new Answer.Refused(
                    "\"%s\" is no Firebase app id of an Android app: such an id looks like 1:1234567890:android:0a1b2c3d4e5f."
                            .formatted(androidApp));
        }
        try {
            var endpoint = projects.endpoint(app.id());
            return new DataWalk(Credentials.forData(endpoint), endpoint.data(), androidApp).all();
        } catch (IllegalStateException e) {
            return new Answer.Refused(String.valueOf(e.getMessage()));
        } catch (IOException e) {
            return Credentials.isRevoked(e)
                    ? new Answer.Refused("Google gives this service account no access token: its key was deleted,"
                            + " or the account disabled. Make a new key.")
                    : new Answer.Unreachable("Google's data API did not answer (%s)"
                            .formatted(e.getClass().getSimpleName()));
        }
    }

    /// What can come of asking.
    public sealed interface Answer {
        record Rows(List<Row> rows) implements Answer {}

        /// Nothing changes until somebody does something.
        ///
        /// @param whatToDo for who runs it
        record Refused(String whatToDo) implements Answer {}

        /// The next time may be better.
        record Unreachable(String why) implements Answer {}
    }

    /// @param label    empty for what was sent without one
    /// @param messages that Google took, of these `notifications` that it shows itself
    /// @param percents what Google does not tell, because there is too little to tell it of, is missing
    public record Row(
            LocalDate day, String label, long messages, long notifications, Map<DeliveryShare, Double> percents) {}
}
