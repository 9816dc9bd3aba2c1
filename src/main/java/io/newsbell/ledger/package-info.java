/// What is written of every alert: who was meant, who was left out and why, and one outcome of each device.
/// Sets are bitmaps, outcomes a byte each. Planning and sending write it; takes an alert, leaves its
/// [Account] and its waves. Start at [Ledger] and [Entry]. What may go wrong: a sum that is not right;
/// upkeep finds it and counts anew.
@NullMarked
package io.newsbell.ledger;

import org.jspecify.annotations.NullMarked;
