/// What became of one device: why it rang or not, and what was ever meant for it. Takes a device, leaves
/// [Deliveries.Why] and [PastWave]s. Start at [Deliveries], which reads the ledger, and [PastWaves], which
/// keeps in memory what ten million phones ask for at once. What may go wrong: an alert's ledger is
/// forgotten after 90 days, and nobody can be told any more.
@NullMarked
package io.newsbell.history;

import org.jspecify.annotations.NullMarked;
