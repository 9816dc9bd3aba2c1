/// What phones report and may ask about themselves: receipts, inbox, why, forecast, export, erasure. Takes what
/// delivery has recorded, leaves receipts. Start at [Receipts], then [Inbox], [Privacy] and [Retention]. What may go
/// wrong: phones report nonsense; it is refused entry by entry, and the rest counts.
@NullMarked
package io.newsbell.receipt;

import org.jspecify.annotations.NullMarked;
