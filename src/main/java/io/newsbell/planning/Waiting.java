package io.newsbell.planning;

import io.newsbell.ledger.WaveKind;
import java.time.Instant;
import java.util.UUID;
import org.roaringbitmap.RoaringBitmap;

/// A wave that waits for its time.
record Waiting(
        long id,
        UUID alertId,
        long appId,
        WaveKind kind,
        int part,
        Instant dueAt,
        Instant expiresAt,
        RoaringBitmap devices) {}
