package io.newsbell.sandbox;

import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What came and what became of it. It adds up at rest: `calls` = `accepted` + `validated` + all `refused` +
/// `inFlight`. Never reset, also not by clearing the ledger: take two and subtract.
///
/// `refused` is by FCM's error code or, where FCM gives none, the canonical status; calls that a lever left
/// without an answer, or with a useless one, are under `reset`, `hang`, `garbage`, `unknownStatus`.
/// `answersLost` counts those among `accepted` whose sender never heard so. `earlyRetries` counts the calls, whatever
/// became of them, that brought a message back before the Retry-After with which it was refused had passed.
public record SandboxStats(
        long calls,
        long accepted,
        long validated,
        Map<String, Long> refused,
        long inFlight,
        long answersLost,
        long earlyRetries,
        long http2Calls,
        long http1Calls,
        long accessTokens,
        @Nullable Instant firstAcceptedAt,
        @Nullable Instant lastAcceptedAt) {}
