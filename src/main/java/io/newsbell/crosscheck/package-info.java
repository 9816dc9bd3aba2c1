/// What Google says that it delivered, beside what we have counted: fetched a few times a day, kept, and put
/// side by side. Takes [io.newsbell.fcm.DeliveryData] and the ledger, leaves rows of `fcm_report` and
/// `fcm_own_day`. Start at [DeliveryImport]. What may go wrong: Google may refuse, which is kept in words and
/// is no failure; and it tells of fewer phones than we count, and later.
@NullMarked
package io.newsbell.crosscheck;

import org.jspecify.annotations.NullMarked;
