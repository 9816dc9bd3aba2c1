package io.newsbell.alert;

import io.newsbell.work.Step;
import java.util.UUID;

/// Nobody else is to be told: not those either who wait for their time.
public record AlertStopped(UUID alertId) {
    public static final Step<AlertStopped> STEP = new Step<>("stop", AlertStopped.class);
}
