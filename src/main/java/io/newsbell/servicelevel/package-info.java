/// Nine in ten of the readers who can be reached are told within two minutes: counted for each wave when
/// the two minutes are over, kept, and told as a share and as a budget. Takes waves and receipts from the
/// database, leaves rows of `service_level` and counters. Start at [ServiceLevelCount]. What may go wrong:
/// a wave that nobody counted in time is counted later from its curve, which is known to the second only.
@NullMarked
package io.newsbell.servicelevel;

import org.jspecify.annotations.NullMarked;
