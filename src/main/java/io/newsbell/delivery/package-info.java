/// Sends what is planned. Takes [io.newsbell.wave.BatchReady] and [io.newsbell.alert.AlertWithdrawn],
/// leaves phones that rang, or took the alert off their screens, and one outcome per device in the ledger.
/// Start at [BatchWorker], then [BatchRun]; what is taken back at [RetractionPlanner]. What may go wrong:
/// two workers hold a batch; see [Claims].
@NullMarked
package io.newsbell.delivery;

import org.jspecify.annotations.NullMarked;
