/// Waves, batches and the ledger of outcomes. Takes [io.newsbell.alert.AlertApproved], leaves phones that rang and
/// one outcome per device. Start at [WavePlanner], then [BatchWorker]. What may go wrong is a case of [Outcome].
@NullMarked
package io.newsbell.delivery;

import org.jspecify.annotations.NullMarked;
