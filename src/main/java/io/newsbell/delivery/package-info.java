/// Sends what is planned. Takes [io.newsbell.wave.LaneReady] and, for what is tried again,
/// [io.newsbell.wave.BatchReady]; leaves phones that rang and one outcome per device in the ledger. Start at
/// [LaneWorker], then [BatchSender] and [BatchRun]; what is tried again is decided in [RetryPolicy]. What may
/// go wrong: two workers hold a batch, see [Claims]; the database is away, see [Recorder]; sending a batch
/// fails again and again, then it is set aside.
@NullMarked
package io.newsbell.delivery;

import org.jspecify.annotations.NullMarked;
