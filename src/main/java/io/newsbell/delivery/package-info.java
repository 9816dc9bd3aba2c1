/// Sends what is planned. Takes [io.newsbell.wave.BatchReady] and [io.newsbell.alert.AlertAmended], leaves
/// phones that rang, show what was corrected, or took the alert off their screens, and one outcome per device
/// in the ledger. Start at [BatchWorker], then [BatchRun]; what is corrected or taken back at
/// [AmendmentPlanner]. What may go wrong: two workers hold a batch; see [Claims].
@NullMarked
package io.newsbell.delivery;

import org.jspecify.annotations.NullMarked;
