package io.newsbell.console;

import io.newsbell.crosscheck.CrossCheck;
import io.newsbell.fcm.DeliveryShare;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// What Google says that it delivered, as the ops page shows it.
///
/// @param slug of the app
record GoogleDays(String slug, CrossCheck.Report report) {
    private static final int SHOWN = 14;

    /// Why a message was not delivered, in words.
    private static final Map<DeliveryShare, String> LOST = new LinkedHashMap<>();

    static {
        LOST.put(DeliveryShare.PENDING, "phone off");
        LOST.put(DeliveryShare.COLLAPSED, "replaced by a newer one");
        LOST.put(DeliveryShare.DROPPED_DEVICE_INACTIVE, "phone not seen for a month");
        LOST.put(DeliveryShare.DROPPED_APP_FORCE_STOPPED, "app force-stopped");
        LOST.put(DeliveryShare.DROPPED_TTL_EXPIRED, "expired");
        LOST.put(DeliveryShare.DROPPED_TOO_MANY_PENDING, "too many waiting");
    }

    public boolean isAsked() {
        return !report.androidApps().isEmpty();
    }

    public List<Row> rows() {
        return report.days().stream().limit(SHOWN).map(Row::new).toList();
    }

    record Row(CrossCheck.Day of) {
        public LocalDate day() {
            return of.day();
        }

        public CrossCheck.@Nullable Google google() {
            return of.google();
        }

        public String delivered() {
            return percent(DeliveryShare.DELIVERED);
        }

        public String atOnce() {
            return percent(DeliveryShare.DELIVERED_NO_DELAY);
        }

        /// Of the drawing, in hundredths.
        public long width() {
            return Math.round(100 * share(DeliveryShare.DELIVERED));
        }

        public String lost() {
            return LOST.entrySet().stream()
                    .filter(reason -> share(reason.getKey()) > 0)
                    .map(reason -> reason.getValue() + " " + percent(reason.getKey()))
                    .collect(Collectors.joining(", "));
        }

        private double share(DeliveryShare share) {
            var google = of.google();
            return google == null ? 0 : google.shares().getOrDefault(share, 0.0);
        }

        private String percent(DeliveryShare share) {
            var google = of.google();
            return google == null || !google.shares().containsKey(share)
                    ? ""
                    : String.format(Locale.ROOT, "%.1f %%", 100 * share(share));
        }
    }
}
