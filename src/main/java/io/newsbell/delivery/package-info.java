/// Waves, batches and the ledger of outcomes. Takes [io.newsbell.alert.AlertApproved], leaves phones that rang and
/// one outcome per device. Start at [WavePlanner], which plans the first wave; those that wait for their time come back
/// through [WaveDueWorker], and what waited for one phone melts in [MeltingPlanner]. [BatchWorker] sends. What may go
/// wrong is a case of [Outcome]. Alerts that people write come in at [SendResource].
@NullMarked
package io.newsbell.delivery;

import org.jspecify.annotations.NullMarked;
