package io.newsbell.alert;

import io.newsbell.work.Step;
import java.util.UUID;

/// Readers are to be told.
public record AlertApproved(UUID alertId) {
    public static final Step<AlertApproved> STEP = new Step<>("plan", AlertApproved.class);
}
