package io.newsbell.alert;

import io.newsbell.work.Step;
import java.util.UUID;

/// Somebody wants to know what a rule would have sent.
public record RehearsalAsked(UUID rehearsalId) {
    static final Step<RehearsalAsked> STEP = new Step<>("rehearse", RehearsalAsked.class);
}
