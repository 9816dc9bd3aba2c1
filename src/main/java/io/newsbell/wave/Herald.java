package io.newsbell.wave;

import io.newsbell.alert.Alert;
import java.time.Duration;

/// Hears whom an alert will be told as soon as that is planned, in the planning's transaction: before anything is sent.
public interface Herald {
    /// @return how long the first phones are to wait, so that who must be ready is
    Duration planned(Alert alert, Plan plan);
}
