package io.newsbell.console;

import io.newsbell.alert.Alert;
import io.newsbell.device.Install;
import io.newsbell.history.Deliveries;
import io.newsbell.history.Deliveries.Why;
import io.newsbell.ledger.Entry;
import io.newsbell.subscription.Mutes.Mute;
import io.newsbell.subscription.Subscription;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// What is known of one device, and of one alert for it.
///
/// @param device      as it was asked for
/// @param alert       the id of an alert, as it was typed
/// @param chosen      that of one of the recent, if it was chosen
/// @param deviceFault what is wrong with it; empty if nothing is
/// @param alertFault  likewise
/// @param recent      alerts to choose from
record SupportPage(
        String device,
        String alert,
        String chosen,
        String deviceFault,
        String alertFault,
        List<Alert> recent,
        @Nullable Found found) {
    /// @param answer null if no alert was asked for
    /// @param past   then, what was planned for the device
    record Found(
            Install install,
            List<Subscription> follows,
            List<Mute> mutes,
            @Nullable Answer answer,
            List<Past> past) {
        /// `Hindi (India), hi-IN`
        public String language() {
            return "%s, %s"
                    .formatted(
                            Locale.forLanguageTag(install.locale()).getDisplayName(Locale.ENGLISH), install.locale());
        }

        public String platform() {
            return switch (install.platform()) {
                case ANDROID -> "Android";
                case IOS -> "iOS";
                case WEB -> "Web";
            };
        }
    }

    /// @param topic the name of the one that is the reason; empty if the alert was not for the device
    record Answer(Alert alert, Why why, String topic) {
        /// No more than is known: what was planned may ring yet, and what was not answered may have.
        public String verdict() {
            if (why.rang()) {
                return "It rang";
            }
            if (why.suppressed().isPresent()) {
                return "It did not ring";
            }
            return why.topic().isPresent() ? "The push service has not confirmed it" : "It has not rung";
        }

        /// The reason for which it was left out, in a word; empty if there is none.
        public String leftOut() {
            return why.suppressed()
                    .map(reason -> reason.name().toLowerCase(Locale.ROOT).replace('_', ' '))
                    .orElse("");
        }
    }

    record Past(Deliveries.Sent sent) {
        public String became() {
            return switch (sent.outcome()) {
                case ACCEPTED -> "The push service took it";
                case PENDING -> "On its way";
                case RETRYING -> "The push service said \"later\"; it is tried again";
                case UNCERTAIN -> "No answer; it may have rung, and is tried once more";
                case AMBIGUOUS -> "No answer; it may have rung";
                case ADDRESS_DEAD -> "Its push address was gone";
                case REFUSED -> "The push service refused it";
                case EXPIRED -> "Expired before it could be delivered";
                case STOPPED -> "Stopped before its turn came";
                case UNFOLLOWED -> "Unfollowed or muted before its turn came";
            };
        }

        public boolean rang() {
            return sent.outcome() == Entry.ACCEPTED;
        }
    }
}
