package io.newsbell.receipt;

import com.fasterxml.jackson.annotation.JsonProperty;

/// Why a receipt does not count.
public enum Refusal {
    /// One and the same answer for an alert that does not exist, that is another app's, or that was sent to others:
    /// it tells nobody what exists.
    @JsonProperty("foreign")
    FOREIGN("This alert was not sent to this device; do not report it again."),
    @JsonProperty("future_dated")
    FUTURE_DATED("The phone's clock is ahead by more than 5 minutes; give the time in UTC."),
    @JsonProperty("late")
    LATE("It lies more than 60 days back, or before its alert; do not report it again.");

    private final String detail;

    Refusal(String detail) {
        this.detail = detail;
    }

    String detail() {
        return detail;
    }
}
