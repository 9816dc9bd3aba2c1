package io.newsbell.draft;

import io.newsbell.work.Step;
import java.util.UUID;

/// The time until which a draft could be undone is over.
record DraftLeaves(UUID draftId) {
    static final Step<DraftLeaves> STEP = new Step<>("draft-leaves", DraftLeaves.class);
}
