package io.newsbell.draft;

import io.newsbell.sending.SendBody;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// What is written so far: it need not be complete.
///
/// @param alert as the API would take it
/// @param at    when it is to be sent; null for at once
public record DraftContent(SendBody alert, @Nullable Instant at) {}
