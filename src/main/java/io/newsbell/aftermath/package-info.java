/// What came of an alert: outcomes and receipts by platform, who turned away, and whether that is more or
/// less than usual. Takes what the ledger, phones and readers have written, leaves [Figures]. Start at
/// [Aftermath]. What may go wrong: counting costs time where millions were told, so the figures are some
/// seconds old.
@NullMarked
package io.newsbell.aftermath;

import org.jspecify.annotations.NullMarked;
