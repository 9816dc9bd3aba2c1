package io.newsbell.receipt;

import com.fasterxml.jackson.annotation.JsonProperty;

/// What happened to an alert on a phone.
public enum ReceiptEvent {
    /// The app was woken and has it.
    @JsonProperty("received")
    RECEIVED,
    /// The reader tapped it, or opened it from the app's inbox.
    @JsonProperty("opened")
    OPENED,
    /// The reader swiped it away.
    @JsonProperty("dismissed")
    DISMISSED
}
