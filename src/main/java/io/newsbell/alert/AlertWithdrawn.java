package io.newsbell.alert;

import io.newsbell.work.Step;
import java.util.UUID;

/// Who was told is to be told that it is taken back.
public record AlertWithdrawn(UUID alertId) {
    public static final Step<AlertWithdrawn> STEP = new Step<>("retract", AlertWithdrawn.class);
}
