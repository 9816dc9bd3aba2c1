/// Keeps the ledger right and small. Takes what is over, leaves it in fewer rows, and of old alerts their
/// numbers only. Start at [Balance], which finds and repairs what does not add up, and [Compaction]. What
/// may go wrong: `newsbell_ledger_imbalance` is not 0, which is a bug.
@NullMarked
package io.newsbell.upkeep;

import org.jspecify.annotations.NullMarked;
